import { basename, dirname } from "node:path";
import { detectFormat } from "../definitions/index.ts";
import type { CancelToken } from "../model/cancel.ts";
import type { Definitions } from "./definitions.ts";
import { maxSourceBytes, readText } from "./files.ts";
import { distance, pathOf, uriOf } from "./paths.ts";
import { slices } from "./slices.ts";

/**
 * The definition with a pipeline of its own that is made from a module's components, nearest to the module; null where there is none.
 * Only files that mention the module's name are parsed; gives way to others in between. Throws when cancelled. `texts`: of the sources
 * that were looked into before, null where they cannot be definitions; for who asks for many modules at once.
 */
export async function userOf(
  module: string,
  sources: readonly string[],
  definitions: Definitions,
  token: CancelToken,
  texts: Map<string, string | null> = new Map(),
): Promise<string | null> {
  const path = pathOf(module);
  // Only Python is made of other files' components.
  if (path === null || !path.endsWith(".py")) return null;
  const stem = basename(path, ".py");
  const name = stem === "__init__" ? basename(dirname(path)) : stem;
  const giveWay = slices(token);
  for (const source of [...sources].sort((a, b) => distance(path, a) - distance(path, b))) {
    await giveWay();
    if (source === path || !source.endsWith(".py")) continue;
    const uri = uriOf(source);
    const known = texts.get(source);
    const text = known === undefined ? await definitionText(source, uri) : known;
    texts.set(source, text);
    if (!text?.includes(name)) continue;
    const pipelines = definitions.of(uri)?.definition.pipelines ?? [];
    if (pipelines.some((pipeline) => pipeline.name !== null && pipeline.files.includes(module))) return uri;
  }
  return null;
}

/** Text of a file that may be a definition; null of any other. */
async function definitionText(path: string, uri: string): Promise<string | null> {
  const read = await readText(path, maxSourceBytes);
  return read && detectFormat(uri, read.text) !== null ? read.text : null;
}
