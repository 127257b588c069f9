import type { Definition, DefinitionFormatName } from "../model/definition.ts";
import type { DefinitionHost } from "./host.ts";

/**
 * The format of a file, by its name and by words in its text; null where it is not one of the detector's. Well under a millisecond for a
 * file that is none; whether there is a pipeline shows when the file is parsed. Imports no parser: the editor's side asks it, too.
 */
export type DetectFormat = (uri: string, text: string) => DefinitionFormatName | null;

/**
 * Reads a file as a definition: null where it defines no pipeline. Pure, but for what the host reads; never throws on content. `previous`,
 * the same file's definition before a change, may make the cost that of the change.
 */
export type ParseDefinition = (
  uri: string,
  text: string,
  host: DefinitionHost,
  previous?: Definition,
) => Definition | null;
