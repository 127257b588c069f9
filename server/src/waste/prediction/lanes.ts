import type { GraphletColumns } from "../../graphlets/columns.ts";
import type { Trace } from "../../model/trace.ts";
import type { Fates } from "./fates.ts";

/** The models of one train node of one pipeline. */
export interface Lane {
  readonly pipeline: number;
  /** Text: the node. */
  readonly node: number;
  /** Indexes of graphlets whose training has a known start, by that start. */
  readonly graphlets: Int32Array;
  /** Start of each, milliseconds since the epoch. */
  readonly starts: Float64Array;
  /** Times at which a model of the node was used for the first time, ascending. */
  readonly uses: Float64Array;
  /** The graphlet of each. */
  readonly usedGraphlets: Int32Array;
}

/** Lanes of all train nodes, in order of their first model. */
export function lanesOf(trace: Trace, { count, trainer }: GraphletColumns, { usedAt }: Fates): readonly Lane[] {
  const { startedAt, pipeline, node } = trace.executions;
  const found = new Map<number, number[]>();
  for (let graphlet = 0; graphlet < count; graphlet++) {
    const row = trainer[graphlet] as number;
    if (Number.isNaN(startedAt[row] as number)) continue;
    const key = ((pipeline[row] as number) + 1) * trace.strings.length + (node[row] as number);
    const list = found.get(key);
    if (list) list.push(graphlet);
    else found.set(key, [graphlet]);
  }
  const startOf = (graphlet: number): number => startedAt[trainer[graphlet] as number] as number;
  return [...found.values()].map((list): Lane => {
    const first = trainer[list[0] as number] as number;
    const used = list.filter((graphlet) => Number.isFinite(usedAt[graphlet] as number));
    used.sort((a, b) => (usedAt[a] as number) - (usedAt[b] as number));
    return {
      pipeline: pipeline[first] as number,
      node: node[first] as number,
      graphlets: Int32Array.from(list),
      starts: Float64Array.from(list, startOf),
      uses: Float64Array.from(used, (graphlet) => usedAt[graphlet] as number),
      usedGraphlets: Int32Array.from(used),
    };
  });
}

/** Number of the ascending values that are below the limit. */
export function countBelow(values: Float64Array, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
