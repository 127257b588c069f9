import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "../../model/result.ts";
import { looksLikeTrace } from "../../traces/formats.ts";
import { isStoreFolder, isStoreName } from "../../traces/storeNames.ts";
import { isSkippedFolder } from "../../workspace/scan.ts";

/** So many entries are looked at below all paths, and so many folders deep. */
const maxEntries = 5_000_000;
const maxDepth = 32;

/**
 * The stores that paths name: a trace itself, or all traces below a folder, by their names and first bytes; each once, in order. Links are
 * not followed. The error names a path that is none.
 */
export async function storesOf(paths: readonly string[]): Promise<Result<readonly string[], string>> {
  const found = new Set<string>();
  let entries = 0;
  for (const path of paths) {
    const seen = await stat(path).catch(() => null);
    if (!seen && !isAddress(path)) return err(`${path}: no such file or folder. Check the path.`);
    if (!seen?.isDirectory() || (await looksLikeTrace(path))) {
      found.add(path);
      continue;
    }
    let level = [path];
    for (let depth = 0; depth < maxDepth && level.length > 0; depth++) {
      const next: string[] = [];
      for (const folder of level) {
        for (const entry of await entriesOf(folder)) {
          if (++entries > maxEntries) return err(`${path}: has more than ${maxEntries} files. Name smaller folders.`);
          const below = join(folder, entry.name);
          const isStore = entry.isDirectory() ? isStoreFolder(entry.name) : entry.isFile() && isStoreName(entry.name);
          if (isStore && (await looksLikeTrace(below))) found.add(below);
          else if (entry.isDirectory() && !isSkippedFolder(entry.name)) next.push(below);
        }
      }
      level = next;
    }
  }
  return ok([...found].map((store) => store.replaceAll("\\", "/")).sort());
}

/** A database that is reached by its address. */
const isAddress = (path: string): boolean => /^[a-z]+:\/\//.test(path);

async function entriesOf(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}
