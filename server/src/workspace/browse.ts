import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, resolve } from "node:path";
import { detectFormat } from "../definitions/index.ts";
import type { CancelToken } from "../model/cancel.ts";
import type { Definition } from "../model/definition.ts";
import { stampOf } from "../traces/fileStamp.ts";
import type { Definitions } from "./definitions.ts";
import { maxDefinitionBytes, readText } from "./files.ts";
import { isInside, pathOf, uriOf } from "./paths.ts";
import { slices } from "./slices.ts";

/** Definitions that are read for one question. */
const most = 500;

/** Files that are no definitions, with the stamp of the state in which they were none: they are not read again. */
export type Others = Map<string, string>;

/**
 * The definitions in files of which URI and text satisfy, in the order of the files, at most 500. Only files that look like a definition are
 * parsed; gives way to others in between. Throws when cancelled.
 */
export async function browse(
  sources: readonly string[],
  definitions: Definitions,
  others: Others,
  wanted: (uri: string, text: string) => boolean,
  token: CancelToken,
): Promise<readonly Definition[]> {
  const giveWay = slices(token);
  const found: Definition[] = [];
  for (const source of sources) {
    await giveWay();
    if (found.length >= most) break;
    const uri = uriOf(source);
    const stamp = await stampOf(source);
    if (stamp === null || others.get(source) === stamp) continue;
    const text = (await readText(source, maxDefinitionBytes(source)))?.text ?? "";
    if (detectFormat(uri, text) === null) {
      others.set(source, stamp);
      continue;
    }
    if (!wanted(uri, text)) continue;
    const definition = definitions.of(uri)?.definition;
    if (definition) found.push(definition);
  }
  return found;
}

/**
 * URI of the regular file at a path from the folder of a file, links followed; null where there is none, or where it is in none of the
 * folders.
 */
export async function fileInside(fromUri: string, path: string, folders: readonly string[]): Promise<string | null> {
  const from = pathOf(fromUri.split("#")[0] ?? fromUri);
  if (from === null || path === "" || path.includes("\0")) return null;
  const file = isAbsolute(path) ? path : resolve(dirname(from), path);
  if (!folders.some((folder) => isInside(file, folder)) || (await stampOf(file)) === null) return null;
  try {
    const real = await realpath(file);
    const roots = await Promise.all(folders.map((folder) => realpath(folder)));
    return roots.some((folder) => isInside(real, folder)) ? uriOf(file) : null;
  } catch {
    return null;
  }
}
