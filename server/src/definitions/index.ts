import type { Definition, DefinitionFormatName } from "../model/definition.ts";
import { detectFormat } from "./detect.ts";
import { parseDvc } from "./dvc/read.ts";
import type { ParseDefinition } from "./format.ts";
import type { DefinitionHost } from "./host.ts";
import { parseKfpIr } from "./kfpIr/read.ts";
import { parseMlproject } from "./mlproject/read.ts";
import { parseTfxIr } from "./tfxIr/read.ts";
import { parseTfxPython } from "./tfxPython/read.ts";

export { detectFormat } from "./detect.ts";
export { parsedSources, parsedTexts, parseNotebookCells } from "./tfxPython/read.ts";

/** How each format is read. */
const parsers: Readonly<Partial<Record<DefinitionFormatName, ParseDefinition>>> = {
  "tfx-python": parseTfxPython,
  "tfx-notebook": parseTfxPython,
  "tfx-ir": parseTfxIr,
  "kfp-ir": parseKfpIr,
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
  const parse = parsers[detectFormat(uri, text) ?? "tfx-python"] ?? parseTfxPython;
  return parse(uri, text, host, previous);
}
