import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { err, ok, type Result } from "../../model/result.ts";

/** A path that is to be checked. */
export interface Target {
  /** Absolute. */
  readonly path: string;
  readonly type: "file" | "folder";
  /** The folder whose settings and traces count for it: what one would open in the editor. */
  readonly root: string;
}

/** What makes a folder one that is opened in an editor. */
const marks = [join(".vscode", "settings.json"), ".git"];
/** So many folders above are looked at. */
const maxLevels = 32;

/**
 * Finds what a path of the command line is, and its root: the nearest folder, from the path upwards, with VS Code's settings or a Git
 * repository in it; without one, the folder itself or the file's own. The error is one sentence.
 */
export async function targetOf(given: string): Promise<Result<Target, string>> {
  const path = resolve(given);
  const found = await stat(path).catch(() => null);
  if (!found) return err("no such file or folder. Check the path.");
  if (!found.isFile() && !found.isDirectory())
    return err("neither a file nor a folder. Give a definition or a folder.");
  const type = found.isDirectory() ? "folder" : "file";
  return ok({ path, type, root: await rootAbove(type === "folder" ? path : dirname(path)) });
}

async function rootAbove(folder: string): Promise<string> {
  let at = folder;
  for (let level = 0; level < maxLevels; level++) {
    for (const mark of marks) if (await exists(join(at, mark))) return at;
    const above = dirname(at);
    if (above === at) break;
    at = above;
  }
  return folder;
}

/** The file of a root's settings; null where it has none. */
export async function settingsFileOf(root: string): Promise<string | null> {
  const file = join(root, ".vscode", "settings.json");
  return (await exists(file)) ? file : null;
}

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null;
