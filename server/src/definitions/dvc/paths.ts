/** Places that are no files of the repository: `s3://…`, `remote://…`. */
const isAddress = (path: string): boolean => /^[a-zA-Z][\w+.-]*:\/\//.test(path);

/** A path from a folder as written (`../data`, `x/./y/`), both relative to the same folder; without dots and a slash at its end. */
export function joined(folder: string, path: string): string {
  if (isAddress(path)) return path.replace(/\/+$/, "");
  const isAbsolute = path.startsWith("/");
  const parts: string[] = [];
  for (const part of (isAbsolute ? path : `${folder}/${path}`).split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return (isAbsolute ? "/" : "") + parts.join("/");
}

/** Paths with what they belong to, to find those that a path is, holds or is within. */
export interface PathIndex<T> {
  /** Items whose path is this one, a folder above it, or below it; in the order of the items. */
  overlapping(path: string): readonly T[];
}

/** Indexes paths: O(n log n) once, then by the depth of the path that is asked for and the answers. */
export function pathIndex<T>(items: readonly (readonly [path: string, item: T])[]): PathIndex<T> {
  const byPath = new Map<string, number[]>();
  items.forEach(([path], index) => {
    const same = byPath.get(path);
    if (same) same.push(index);
    else byPath.set(path, [index]);
  });
  const sorted = [...byPath.keys()].sort();
  return {
    overlapping(path) {
      const found = new Set<number>();
      const add = (at: string): void => {
        for (const index of byPath.get(at) ?? []) found.add(index);
      };
      for (const above of foldersOf(path)) add(above);
      add(path);
      const prefix = `${path}/`;
      for (let at = firstFrom(sorted, prefix); sorted[at]?.startsWith(prefix); at++) add(sorted[at] ?? "");
      return [...found].sort((a, b) => a - b).flatMap((index) => items[index]?.[1] ?? []);
    },
  };
}

/** The folders above a path, outermost first. */
function* foldersOf(path: string): Generator<string> {
  for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1)) yield path.slice(0, slash);
}

function firstFrom(sorted: readonly string[], prefix: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}
