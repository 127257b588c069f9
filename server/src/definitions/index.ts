import type { Definition, DefinitionFormatName } from "../model/definition.ts";
import { parseArgo } from "./argo/read.ts";
import { detectFormat } from "./detect.ts";
import { parseDvc } from "./dvc/read.ts";
import type { ParseDefinition } from "./format.ts";
import type { DefinitionHost } from "./host.ts";
import { parseKfpIr } from "./kfpIr/read.ts";
import { detectKfpPython } from "./kfpPython/detect.ts";
import { parseKfpCells, parseKfpPython } from "./kfpPython/read.ts";
import { parseMlproject } from "./mlproject/read.ts";
import type { ParseCells } from "./python/reader.ts";
import { parseTfxIr } from "./tfxIr/read.ts";
import { detectTfxPython } from "./tfxPython/detect.ts";
import { parseTfxCells, parseTfxPython } from "./tfxPython/read.ts";

export { detectFormat } from "./detect.ts";
export { parsedSources, parsedTexts } from "./python/reader.ts";

/** How each format is read. */
const parsers: Readonly<Partial<Record<DefinitionFormatName, ParseDefinition>>> = {
  "tfx-python": parseTfxPython,
  "tfx-notebook": parseTfxPython,
  "tfx-ir": parseTfxIr,
  "kfp-ir": parseKfpIr,
  argo: parseArgo,
  "kfp-python": parseKfpPython,
  dvc: parseDvc,
  mlproject: parseMlproject,
};

/**
 * Reads the pipelines that a file defines, without running anything; null where it defines none. Never throws on content; what
 * the text leaves open is a problem of the pipeline. `previous`, the same file's definition before a change, makes the cost that of the change.
 */
export function parseDefinition(
  uri: string,
  text: string,
  host: DefinitionHost,
  previous?: Definition,
): Definition | null {
  const format = detectFormat(uri, text) ?? "tfx-python";
  const found = (parsers[format] ?? parseTfxPython)(uri, text, host, previous);
  if (format !== "kfp-python" || hasPipelines(found) || detectTfxPython(uri, text) === null) return found;
  // TFX's pipelines run on Kubeflow, too: what submits one speaks of both.
  const other = parseTfxPython(uri, text, host, previous);
  return hasPipelines(other) ? other : found;
}

const hasPipelines = (definition: Definition | null): boolean => (definition?.pipelines.length ?? 0) > 0;

/** Reads the pipelines that a notebook's code cells define, in their order; `uri` is the notebook's. */
export const parseNotebookCells: ParseCells = (uri, cells, host, previous) => {
  const isKfp = detectKfpPython(uri, cells.map(({ text }) => text).join("\n")) !== null;
  const found = isKfp ? parseKfpCells(uri, cells, host, previous) : null;
  if (found && hasPipelines(found)) return found;
  const other = parseTfxCells(uri, cells, host, previous);
  return found && !hasPipelines(other) ? found : other;
};
