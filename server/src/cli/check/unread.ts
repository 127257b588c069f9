import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { detectFormat, parseDefinition } from "../../definitions/index.ts";
import { pathOf } from "../../workspace/paths.ts";
import { diskHost } from "../definitionHost.ts";

/**
 * Why a file that gave no definition could not be read, in a sentence; null where it just defines no pipeline. `text` null: it was not
 * read. `isNamed`: it was asked for by its own name; of a large file that merely lies in a folder nothing is said.
 */
export async function whyUnread(uri: string, text: string | null, isNamed: boolean): Promise<string | null> {
  // Python is read as far as it goes: what defines no pipeline there is no mistake.
  if (text !== null) return isNamed || !uri.endsWith(".py") ? whyUnparsed(uri, text) : null;
  try {
    await access(pathOf(uri) ?? "", constants.R_OK);
  } catch {
    return "cannot be read. Check its permissions.";
  }
  return isNamed ? "too large to be read. Give the source alone." : null;
}

/** What the parser says of a text that should hold a definition and holds none. */
function whyUnparsed(uri: string, text: string): string | null {
  if (detectFormat(uri, text) === null) return null;
  const parsed = parseDefinition(uri, text, diskHost);
  return parsed?.pipelines.length === 0 ? (parsed.problems[0]?.message ?? null) : null;
}
