import type { DatasetUse } from "./event.ts";
import type { LineageRun } from "./runs.ts";

/** One version of a dataset. */
export interface DatasetVersion {
  /** `namespace/name`, with `@version` where the events name one, `#run` where a run made it without naming one. */
  readonly id: string;
  readonly use: DatasetUse;
  /** When it was made, milliseconds since the epoch; NaN where nobody is known to have made it. */
  readonly madeAt: number;
}

/** The versions that each run read and wrote. */
export interface VersionsOf {
  reads(run: LineageRun): readonly DatasetVersion[];
  writes(run: LineageRun): readonly DatasetVersion[];
}

/**
 * Which version of a dataset a run read: the one it names; else the newest that another run had written when it
 * started; else the dataset as it came from outside. OpenLineage tells datasets by name alone, so every writing run makes a version of its own
 * unless it names one. Sorting aside linear in the uses.
 */
export function versionsOf(runs: readonly LineageRun[]): VersionsOf {
  const written = new Map<string, DatasetVersion[]>();
  const writes = new Map<LineageRun, DatasetVersion[]>();
  for (const run of runs) {
    const own: DatasetVersion[] = [];
    for (const [key, use] of run.outputs) {
      const id = use.version === null ? `${plainId(use)}#${run.id}` : namedId(use);
      const version = { id, use, madeAt: run.updatedAt };
      own.push(version);
      const known = written.get(key);
      if (known) known.push(version);
      else written.set(key, [version]);
    }
    writes.set(run, own);
  }
  for (const versions of written.values()) versions.sort((a, b) => order(a.madeAt) - order(b.madeAt));
  return {
    writes: (run) => writes.get(run) ?? [],
    reads: (run) =>
      [...run.inputs].map(([key, use]) => {
        if (use.version !== null) return { id: namedId(use), use, madeAt: Number.NaN };
        const own = new Set(writes.get(run)?.map(({ id }) => id));
        const before = newestBefore(written.get(key) ?? [], run.startedAt, own);
        return before ?? { id: plainId(use), use, madeAt: Number.NaN };
      }),
  };
}

const plainId = ({ namespace, name }: DatasetUse): string => (namespace === "" ? name : `${namespace}/${name}`);
const namedId = (use: DatasetUse): string => `${plainId(use)}@${use.version}`;
const order = (time: number): number => (Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time);

/** The last that was made up to a time and is none of `own`; versions are in order of time. */
function newestBefore(
  versions: readonly DatasetVersion[],
  time: number,
  own: ReadonlySet<string>,
): DatasetVersion | null {
  let low = 0;
  let high = versions.length;
  const limit = Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(versions[middle]?.madeAt ?? Number.NaN) <= limit) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0; index--) {
    const version = versions[index];
    if (version && !own.has(version.id)) return version;
  }
  return null;
}
