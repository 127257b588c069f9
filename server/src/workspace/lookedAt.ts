/** Stores that are kept because they were looked at by themselves, not through an open definition; or closed definitions, for theirs. */
export interface LookedAt {
  /** Puts a store in front, and lets go of those that were looked at longest ago where there are too many. */
  touch(path: string): void;
  has(path: string): boolean;
  readonly paths: Iterable<string>;
}

const mostStores = 8;
/** In sum; one store is kept whatever its size. */
const mostExecutions = 2_000_000;

/** `sizeOf`: executions of a store that was read, 0 of others. */
export function createLookedAt(sizeOf: (path: string) => number): LookedAt {
  const kept = new Set<string>();
  return {
    touch(path) {
      kept.delete(path);
      kept.add(path);
      let executions = 0;
      let count = 0;
      for (const one of [...kept].reverse()) {
        executions += sizeOf(one);
        count++;
        if (count > 1 && (count > mostStores || executions > mostExecutions)) kept.delete(one);
      }
    },
    has: (path) => kept.has(path),
    paths: kept,
  };
}
