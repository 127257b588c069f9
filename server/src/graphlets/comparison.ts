import type { Trace } from "../model/trace.ts";
import type { GraphletColumns, IntLists } from "./columns.ts";
import { jaccard } from "./overlap.ts";

type Comparison = Pick<GraphletColumns, "previous" | "dataJaccard" | "sameCode" | "sameParameters" | "redundant">;

/** What the comparison goes by: the graphlets in order of train start. */
type Compared = Pick<GraphletColumns, "count" | "trainer" | "spans" | "parents">;

/**
 * Compares each graphlet with the one before it in the same pipeline; graphlets without a pipeline are compared among
 * themselves. Linear in graphlets, spans and parents.
 */
export function compare(trace: Trace, graphlets: Compared): Comparison {
  const { count, trainer, spans, parents } = graphlets;
  const { code, parameters, pipeline } = trace.executions;
  const previous = new Int32Array(count);
  const dataJaccard = new Float64Array(count).fill(Number.NaN);
  const sameCode = new Int8Array(count).fill(-1);
  const sameParameters = new Int8Array(count).fill(-1);
  const redundant = new Uint8Array(count);
  /** Index of a pipeline (shifted by one) → its newest graphlet so far. */
  const newest = new Int32Array(trace.pipelines.length + 1).fill(-1);
  for (let i = 0; i < count; i++) {
    const row = trainer[i] as number;
    const slot = (pipeline[row] as number) + 1;
    const before = newest[slot] as number;
    newest[slot] = i;
    previous[i] = before;
    if (before < 0) continue;
    const rowBefore = trainer[before] as number;
    dataJaccard[i] = jaccard(spans, before, i);
    sameCode[i] = sameText(code[rowBefore] as number, code[row] as number);
    sameParameters[i] = sameText(parameters[rowBefore] as number, parameters[row] as number);
    const couldOnlyRepeat =
      dataJaccard[i] === 1 && sameCode[i] === 1 && sameParameters[i] === 1 && sameParents(parents, before, i);
    redundant[i] = couldOnlyRepeat ? 1 : 0;
  }
  return { previous, dataJaccard, sameCode, sameParameters, redundant };
}

/** 1 or 0, or -1 where one of the two is unknown. */
const sameText = (a: number, b: number): number => (a < 0 || b < 0 ? -1 : a === b ? 1 : 0);

function sameParents({ offsets, values }: IntLists, a: number, b: number): boolean {
  const startA = offsets[a] as number;
  const startB = offsets[b] as number;
  const length = (offsets[a + 1] as number) - startA;
  if (length !== (offsets[b + 1] as number) - startB) return false;
  for (let i = 0; i < length; i++) {
    if (values[startA + i] !== values[startB + i]) return false;
  }
  return true;
}
