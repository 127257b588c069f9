import type { Dirent } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { flatYaml } from "./flatYaml.ts";

/** Bytes of one small file that are read. */
const maxFile = 65_536;

/** Folders of a file store that hold no experiment. */
export const noExperiments: ReadonlySet<string> = new Set(["models", ".trash", "traces"]);

/** Whether a `meta.yaml` is a run's. */
export const isRun = (meta: ReadonlyMap<string, string>): boolean => meta.has("run_id") || meta.has("run_uuid");

/** What the `meta.yaml` of a folder says; null where there is none. */
export async function metaOf(folder: string): Promise<ReadonlyMap<string, string> | null> {
  const text = await smallText(join(folder, "meta.yaml"));
  return text === null ? null : flatYaml(text);
}

/** Text of a small regular file, cut at 64 kB; null where there is none. */
export async function smallText(path: string): Promise<string | null> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return null;
    const length = Math.min(found.size, maxFile);
    if (length === 0) return "";
    const file = await open(path, "r");
    try {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, 0);
      return buffer.toString("utf8", 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

/** Names of the folders in one, in order; links are not followed. */
export async function foldersIn(folder: string): Promise<readonly string[]> {
  return (await entriesOf(folder)).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** What is in a folder; nothing where it cannot be read. */
export async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Folders of a level that are looked into for what a store is known by. */
const lookedAt = 50;

/**
 * Where the store is: the folder itself, or `mlruns` in it; null where neither is one. A store is known by the `meta.yaml` of an experiment, or of a run
 * where that is lost.
 */
export async function fileStoreIn(folder: string): Promise<string | null> {
  for (const store of [folder, join(folder, "mlruns")]) {
    const experiments = (await foldersIn(store)).filter((name) => !noExperiments.has(name)).slice(0, lookedAt);
    for (const name of experiments) if ((await metaOf(join(store, name)))?.has("experiment_id")) return store;
    for (const name of experiments) {
      for (const run of (await foldersIn(join(store, name))).slice(0, lookedAt)) {
        const meta = await metaOf(join(store, name, run));
        if (meta && isRun(meta)) return store;
      }
    }
  }
  return null;
}

/** Whether a folder holds what MLflow's runs saved and nothing of the runs themselves: those are in a database. */
export async function holdsArtifactsAlone(folder: string): Promise<boolean> {
  for (const store of [folder, join(folder, "mlruns")]) {
    for (const name of (await foldersIn(store)).slice(0, lookedAt)) {
      for (const run of (await foldersIn(join(store, name))).slice(0, lookedAt)) {
        if (/^[0-9a-f]{32}$/.test(run) && (await foldersIn(join(store, name, run))).includes("artifacts")) return true;
      }
    }
  }
  return false;
}
