import type { Definition, DefinitionFormatName, DefinitionProblem } from "../../model/definition.ts";
import type { ParseDefinition } from "../format.ts";
import type { DefinitionHost } from "../host.ts";
import { isNotebook } from "../tfxPython/detect.ts";
import type { Program } from "../tfxPython/interpret.ts";
import { cellCode, cellsOf, type NotebookCell } from "../tfxPython/notebook.ts";
import type { ParsedProgram } from "../tfxPython/program.ts";
import { type PythonSource, parsePython } from "./source.ts";

/** Longer Python is not read: nobody writes it. */
const maxLength = 2_000_000;

const start = { line: 0, character: 0 };
const topOf = (uri: string): DefinitionProblem["location"] => ({ uri, range: { start, end: start } });

interface Parsed {
  /** Every source that was read, by URI. */
  readonly sources: ReadonlyMap<string, PythonSource>;
  /** Texts as they were given, by URI. */
  readonly texts: ReadonlyMap<string, string>;
  /** URIs of the definition's own sources; those of one list share their names. */
  readonly own: readonly (readonly string[])[];
}

/** What was parsed for a definition, so that the next version of its files costs only what changed. */
const parsedFor = new WeakMap<Definition, Parsed>();

/** URIs of a definition's own sources, as they were parsed: its file, or lists of cells that share their names. Null where it came from elsewhere. */
export const parsedSources = (definition: Definition): readonly (readonly string[])[] | null =>
  parsedFor.get(definition)?.own ?? null;

/** The texts that a definition was read from, by URI. Null where it came from elsewhere. */
export const parsedTexts = (definition: Definition): ReadonlyMap<string, string> | null =>
  parsedFor.get(definition)?.texts ?? null;

/** A language for pipelines in Python: how its files are called, and how its pipelines are found. */
export interface PythonLanguage {
  readonly file: DefinitionFormatName;
  readonly notebook: DefinitionFormatName;
  pipelinesOf(program: Program): ParsedProgram;
}

/** Reads the pipelines that a notebook's code cells define, in their order; `uri` is the notebook's. */
export type ParseCells = (
  uri: string,
  cells: readonly NotebookCell[],
  host: DefinitionHost,
  previous?: Definition,
) => Definition;

/**
 * Reads the pipelines that a Python file or a notebook's JSON defines, without running anything; null where it defines
 * none. Never throws on content; what the text leaves open is a problem of the pipeline. `previous`, the same file's
 * definition before a change, spares reading again what did not change.
 */
export const pythonFileReader =
  (language: PythonLanguage): ParseDefinition =>
  (uri, text, host, previous) => {
    if (isNotebook(uri)) {
      const cells = cellsOf(uri, text);
      if (!cells) return failed(uri, language.notebook, "bad-notebook", notebookMessage);
      const definition = readCells(language, uri, cells, host, previous);
      return definition.pipelines.length > 0 || definition.problems.length > 0 ? definition : null;
    }
    if (text.length > maxLength) return failed(uri, language.file, "too-large", tooLargeMessage);
    const parsed = previous && parsedFor.get(previous)?.sources;
    const source = parsePython(uri, text, parsed?.get(uri));
    const definition = read(language, language.file, uri, [source], new Map(), host, parsed);
    return definition.pipelines.length > 0 ? definition : null;
  };

export const pythonCellsReader =
  (language: PythonLanguage): ParseCells =>
  (uri, cells, host, previous) =>
    readCells(language, uri, cells, host, previous);

const notebookMessage =
  "This file is not a readable notebook: its JSON has no cells. Open it as a notebook and save it again.";
const tooLargeMessage =
  "This file has more than 2 MB of Python, so it was not read. Split it, or define the pipeline in a file of its own.";

function readCells(
  language: PythonLanguage,
  uri: string,
  cells: readonly NotebookCell[],
  host: DefinitionHost,
  previous?: Definition,
): Definition {
  const parsed = previous && parsedFor.get(previous)?.sources;
  const run: PythonSource[] = [];
  const held = new Map<string, PythonSource[]>();
  let length = 0;
  for (const cell of cells) {
    length += cell.text.length;
    if (length > maxLength) return failed(uri, language.notebook, "too-large", tooLargeMessage);
    const code = cellCode(cell.text);
    if (!code) continue;
    const source = parsePython(cell.uri, code.python, parsed?.get(cell.uri));
    if (code.file === null) run.push(source);
    else held.set(code.file, [...(held.get(code.file) ?? []), source]);
  }
  const texts = new Map(cells.map((cell) => [cell.uri, cell.text]));
  return read(language, language.notebook, uri, run, held, host, parsed, texts);
}

function read(
  language: PythonLanguage,
  format: DefinitionFormatName,
  uri: string,
  sources: readonly PythonSource[],
  held: ReadonlyMap<string, readonly PythonSource[]>,
  host: DefinitionHost,
  parsed: ReadonlyMap<string, PythonSource> = new Map(),
  cells: ReadonlyMap<string, string> = new Map(),
): Definition {
  const program = language.pipelinesOf({ uri, sources, held, host, parsed });
  const definition: Definition = { uri, format, pipelines: program.pipelines, problems: program.problems, links: [] };
  const own = [sources, ...held.values()].map((group) => group.map((source) => source.uri));
  const texts = new Map([...[...program.parsed].map(([at, source]) => [at, source.text] as const), ...cells]);
  parsedFor.set(definition, { sources: program.parsed, texts, own });
  return definition;
}

function failed(uri: string, format: DefinitionFormatName, code: string, message: string): Definition {
  return { uri, format, pipelines: [], problems: [{ code, message, location: topOf(uri) }], links: [] };
}
