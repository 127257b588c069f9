import type { LockedPath, LockedStage } from "./lock.ts";

/** What the stages of one state wrote, by their paths. */
export interface StageOuts {
  /** What was written around a path: folders that hold it, and files in it; not the path itself. */
  around(path: LockedPath): readonly LockedPath[];
}

/** Linear in the outs and the depth of their paths. */
export function makersIn(stages: readonly LockedStage[]): StageOuts {
  const byPath = new Map<string, LockedPath>();
  const inside = new Map<string, LockedPath[]>();
  for (const { outs } of stages) {
    for (const out of outs) {
      byPath.set(out.path, out);
      for (const folder of foldersOf(out.path)) {
        const known = inside.get(folder);
        if (known) known.push(out);
        else inside.set(folder, [out]);
      }
    }
  }
  return {
    around: ({ path }) => [
      ...foldersOf(path).flatMap((folder) => byPath.get(folder) ?? []),
      ...(byPath.has(path) ? [] : (inside.get(path) ?? [])),
    ],
  };
}

/** `a/b/c` → `a/b`, `a`. */
function foldersOf(path: string): readonly string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf("/"); end > 0 && folders.length < 50; end = path.lastIndexOf("/", end - 1)) {
    folders.push(path.slice(0, end));
  }
  return folders;
}
