import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { URI } from "vscode-uri";
import { isDatabaseAddress } from "../traces/database/address.ts";
import { traceName } from "../traces/traceName.ts";

/** Path of a `file:` URI; null for other schemes and for what is no URI. */
export function pathOf(uri: string): string | null {
  try {
    const parsed = URI.parse(uri, true);
    return parsed.scheme === "file" ? parsed.fsPath : null;
  } catch {
    return null;
  }
}

/** URI of an absolute path, spelled as VS Code spells it. */
export const uriOf = (path: string): string => URI.file(path).toString();

/** The same URI in the one spelling that is used as key (drive letters and escapes differ between clients). */
export function canonicalUri(uri: string): string {
  const path = uri.includes("#") ? null : pathOf(uri);
  return path === null ? uri : uriOf(path);
}

/** Whether a path is the folder or lies in it. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The workspace folder that holds a path, the innermost where folders nest; else the path's own folder. */
export function rootOf(path: string, folders: readonly string[]): string {
  let best: string | null = null;
  for (const folder of folders) {
    if (isInside(path, folder) && (best === null || folder.length > best.length)) best = folder;
  }
  return best ?? dirname(path);
}

/** The folder of a file and each folder above it, up to and with `root`. At most 64. */
export function foldersUp(path: string, root: string): readonly string[] {
  const folders: string[] = [];
  let folder = dirname(path);
  while (isInside(folder, root) && folders.length < 64) {
    folders.push(folder);
    const above = dirname(folder);
    if (above === folder) break;
    folder = above;
  }
  return folders;
}

/** How many steps lead from one folder to another: what is near sorts first. */
export function distance(from: string, to: string): number {
  const way = relative(from, to);
  return way === "" ? 0 : way.split(sep).length;
}

/** A path as shown: relative with forward slashes where it is in a workspace folder, else absolute. */
export function labelOf(path: string, folders: readonly string[]): string {
  if (isDatabaseAddress(path)) return traceName(path);
  const folder = folders.find((one) => isInside(path, one));
  if (folder === undefined) return path;
  const way = relative(folder, path);
  return way === "" ? path : way.split(sep).join("/");
}

/**
 * Where a store may be that a definition names: relative to the definition's folder, then to each folder above it up to `root`; what
 * would leave `root` is left out. An absolute path stands for itself.
 */
export function storeCandidates(reference: string, definition: string, root: string): readonly string[] {
  if (reference.includes("\0")) return [];
  const path = reference.startsWith("file://") ? (pathOf(reference) ?? "") : reference;
  if (path === "") return [];
  if (isAbsolute(path)) return [resolve(path)];
  return foldersUp(definition, root)
    .map((folder) => join(folder, path))
    .filter((candidate) => isInside(candidate, root));
}
