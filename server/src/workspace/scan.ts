import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isCommonName, isDefinitionName } from "../definitions/fileNames.ts";
import type { CancelToken } from "../model/cancel.ts";
import { isStoreFolder, isStoreName } from "../traces/storeNames.ts";
import { slices } from "./slices.ts";

/** Files of a workspace that may matter, by name alone; nothing of them was read. */
export interface Scan {
  /** Files that may be definitions, nearest to the root first. */
  readonly sources: readonly string[];
  /** Files and folders that are named like a trace. */
  readonly stores: readonly string[];
  /** Files were left out because there are more than are looked at. */
  readonly truncated: boolean;
}

const limits = { entries: 50_000, sources: 2_000, common: 2_000, stores: 200, depth: 16 } as const;

const skipped: ReadonlySet<string> = new Set([
  "node_modules",
  "venv",
  "env",
  "site-packages",
  "dist-packages",
  "__pycache__",
  "_wheels",
  "build",
  "dist",
]);

/** Whether a folder's content is never a project's own: hidden ones, installed packages, what tools make. */
export const isSkippedFolder = (name: string): boolean => name.startsWith(".") || skipped.has(name);

/**
 * Looks through folders level by level, at most 50,000 entries and 16 levels deep, without following links; gives way to others
 * between folders. Of YAML and JSON files, which may be many and no definitions, the first 2,000 are taken. Folders that cannot be read are passed over. Throws when cancelled.
 */
export async function scanFolders(folders: readonly string[], token: CancelToken): Promise<Scan> {
  const giveWay = slices(token);
  const sources: string[] = [];
  const stores: string[] = [];
  let common = 0;
  let level = [...new Set(folders)];
  let entries = 0;
  let truncated = false;
  for (let depth = 0; depth < limits.depth && level.length > 0 && !truncated; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      await giveWay();
      for (const entry of await entriesOf(folder)) {
        if (
          ++entries > limits.entries ||
          sources.length - Math.min(common, limits.common) >= limits.sources ||
          stores.length >= limits.stores
        ) {
          truncated = true;
          break;
        }
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
          if (isStoreFolder(entry.name)) stores.push(path);
          else if (!isSkippedFolder(entry.name)) next.push(path);
        } else if (entry.isFile()) {
          if (isCommonName(entry.name)) {
            if (++common <= limits.common) sources.push(path);
          } else if (isDefinitionName(entry.name)) sources.push(path);
          // A file may be both: `dvc.lock` names the stages, and its history is their trace.
          if (isStoreName(entry.name)) stores.push(path);
        }
      }
      if (truncated) break;
    }
    level = next;
  }
  return { sources, stores, truncated: truncated || level.length > 0 || common > limits.common };
}

async function entriesOf(folder: string) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
