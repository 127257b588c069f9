import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { DefinitionHost } from "../definitions/host.ts";

/** Modules are looked for in the folder of the file that imports them and in so many folders above it. */
const parentLevels = 3;

/** Larger modules are left unread. */
const maxModuleBytes = 4 * 1024 * 1024;

/** Reads sibling modules from the disk: a module of dotted names, never a path of its own making. */
export const diskHost: DefinitionHost = {
  readModule(fromUri, module) {
    const [, dots = "", names = ""] = /^(\.*)(.*)$/s.exec(module) ?? [];
    const parts = names === "" ? [] : names.split(".");
    if (!parts.every((part) => /^[\p{L}\p{N}_]+$/u.test(part)) || !fromUri.startsWith("file:")) return null;
    for (const folder of foldersFor(dirname(fileURLToPath(fromUri)), dots.length)) {
      const path = join(folder, ...parts);
      const found =
        parts.length > 0
          ? (readModuleFile(`${path}.py`) ?? readModuleFile(join(path, "__init__.py")))
          : readModuleFile(join(path, "__init__.py"));
      if (found) return found;
    }
    return null;
  },
};

/** A relative module has one folder; another may stand in the file's own or in one above it. */
function foldersFor(folder: string, dots: number): string[] {
  const folders = [folder];
  const above = dots > 0 ? dots - 1 : parentLevels;
  for (let level = 0; level < above; level++) folders.push(dirname(folders.at(-1) ?? folder));
  return dots > 0 ? folders.slice(-1) : folders;
}

function readModuleFile(path: string): { uri: string; text: string } | null {
  try {
    const stats = statSync(path);
    if (!stats.isFile() || stats.size > maxModuleBytes) return null;
    return { uri: pathToFileURL(path).href, text: readFileSync(path, "utf8") };
  } catch {
    return null;
  }
}
