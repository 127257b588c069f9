import { parsedSources } from "../../../definitions/index.ts";
import { type PythonSource, parsePython } from "../../../definitions/python/source.ts";
import { cellCode } from "../../../definitions/tfxPython/notebook.ts";
import type { Definition, DefinitionNode } from "../../../model/definition.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { TextEdit } from "../../../model/text.ts";
import type { ReadText } from "../fix.ts";
import type { OffsetEdit } from "./pythonEdits.ts";

/** The sources that share their names: a file, or the cells of a notebook. */
export interface Module {
  readonly sources: readonly PythonSource[];
  readonly uris: ReadonlySet<string>;
}

/** The modules that nodes are made in, as they stand now. */
export function modulesOf(
  definition: Definition,
  nodes: readonly DefinitionNode[],
  readText: ReadText,
): Result<readonly Module[], string> {
  const modules: Module[] = [];
  for (const { location } of nodes) {
    if (modules.some(({ uris }) => uris.has(location.uri))) continue;
    const module = moduleAt(definition, location.uri, readText);
    if (!module.ok) return module;
    modules.push(module.value);
  }
  return ok(modules);
}

/** The module that a file or cell belongs to, as it stands now. */
export function moduleAt(definition: Definition, uri: string, readText: ReadText): Result<Module, string> {
  const cells = isNotebook(definition) ? cellsWith(definition, uri) : null;
  const sources: PythonSource[] = [];
  for (const each of cells ?? [uri]) {
    const text = readText(each);
    if (text === null) return err("The text could not be read again.");
    const python = cells ? cellCode(text)?.python : text;
    if (python !== undefined) sources.push(parsePython(each, python));
  }
  return ok({ sources, uris: new Set(sources.map((source) => source.uri)) });
}

/** The definition was read from cells. */
const isNotebook = (definition: Definition): boolean => {
  const sources = (parsedSources(definition) ?? []).flat();
  return sources.length > 0 && !sources.includes(definition.uri);
};

/** The cells that share their names with one; null for a file. */
function cellsWith(definition: Definition, uri: string): readonly string[] | null {
  const groups = parsedSources(definition) ?? [];
  return groups.find((group) => group.includes(uri)) ?? (uri === definition.uri ? null : [uri]);
}

/** Edits by offsets as edits by lines. */
export function asTextEdits(
  modules: readonly Module[],
  all: ReadonlyMap<string, readonly OffsetEdit[]>,
): Map<string, readonly TextEdit[]> {
  const result = new Map<string, readonly TextEdit[]>();
  for (const { sources } of modules) {
    for (const { uri, lines } of sources) {
      const found = all.get(uri);
      if (found)
        result.set(
          uri,
          found.map((edit) => ({ range: lines.range(edit), newText: edit.text })),
        );
    }
  }
  return result;
}
