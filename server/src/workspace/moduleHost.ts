import { dirname, extname, join } from "node:path";
import type { DefinitionHost } from "../definitions/host.ts";
import { pathOf, uriOf } from "./paths.ts";

/** Modules are looked for in the folder of the file that imports them and in so many folders above it. */
const parentLevels = 3;

/**
 * Finds sibling modules by dotted names, and files by plain relative paths up to three folders above, and reads them with `read`, which answers
 * null where there is no such file.
 */
export const moduleHost = (read: (path: string) => string | null): DefinitionHost => ({
  readModule(fromUri, module) {
    const [, dots = "", names = ""] = /^(\.*)(.*)$/s.exec(module) ?? [];
    const parts = names === "" ? [] : names.split(".");
    const from = pathOf(fromUri.split("#")[0] ?? fromUri);
    if (from === null || !parts.every((part) => /^[\p{L}\p{N}_]+$/u.test(part))) return null;
    for (const folder of foldersFor(dirname(from), dots.length)) {
      const path = join(folder, ...parts);
      const files = [...(parts.length > 0 ? [`${path}.py`] : []), join(path, "__init__.py")];
      for (const file of files) {
        const text = read(file);
        if (text !== null) return { uri: uriOf(file), text };
      }
    }
    return null;
  },
  readFile(fromUri, relative) {
    const from = pathOf(fromUri.split("#")[0] ?? fromUri);
    const parts = relative.split("/");
    const climbs = parts.filter((part) => part === "..").length;
    const isPlain =
      relative !== "" && !relative.includes("\0") && !relative.includes("\\") && !relative.startsWith("/");
    if (from === null || !isPlain || climbs > parentLevels || !fileEndings.has(extname(relative).toLowerCase()))
      return null;
    const file = join(dirname(from), ...parts);
    const text = read(file);
    return text === null ? null : { uri: uriOf(file), text };
  },
});

/** Endings of texts that definitions name. */
const fileEndings: ReadonlySet<string> = new Set([
  ".yaml",
  ".yml",
  ".json",
  ".toml",
  ".py",
  ".pbtxt",
  ".textproto",
  ".lock",
]);

/** A relative module has one folder; another may stand in the file's own or in one above it. */
function foldersFor(folder: string, dots: number): string[] {
  const folders = [folder];
  const above = dots > 0 ? dots - 1 : parentLevels;
  for (let level = 0; level < above; level++) folders.push(dirname(folders.at(-1) ?? folder));
  return dots > 0 ? folders.slice(-1) : folders;
}
