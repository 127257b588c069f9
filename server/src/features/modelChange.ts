import type { Graphlet } from "../model/graphlet.ts";
import type { Ints } from "../model/intColumn.ts";
import type { Trace } from "../model/trace.ts";

/** What changed between two models of one train node; null where the trace does not say. */
export interface ModelChange {
  /** Spans that both were trained on, as a share of those of either. */
  readonly dataShared: number | null;
  readonly sameCode: boolean | null;
  readonly sameParameters: boolean | null;
}

/** Compares a model with the one before of the same node; all null for the first. Linear in the input spans. */
export function changeSince(trace: Trace, before: Graphlet | undefined, graphlet: Graphlet): ModelChange {
  if (!before) return { dataShared: null, sameCode: null, sameParameters: null };
  const { code, parameters } = trace.executions;
  const same = (column: Ints): boolean | null => {
    const one = column[before.trainer] ?? -1;
    const other = column[graphlet.trainer] ?? -1;
    return one < 0 || other < 0 ? null : one === other;
  };
  return {
    dataShared: jaccard(before.inputSpans, graphlet.inputSpans),
    sameCode: same(code),
    sameParameters: same(parameters),
  };
}

function jaccard(a: readonly string[], b: readonly string[]): number | null {
  const left = new Set(a);
  const right = new Set(b);
  const common = [...left].filter((span) => right.has(span)).length;
  const either = left.size + right.size - common;
  return either === 0 ? null : common / either;
}

/** `data, code`; `nothing` where all is known to be the same; a dash for the first. */
export function changeWords({ dataShared, sameCode, sameParameters }: ModelChange): string {
  if (dataShared === null && sameCode === null && sameParameters === null) return "–";
  const words: string[] = [];
  if (dataShared !== null && dataShared < 1) words.push("data");
  if (sameCode === false) words.push("code");
  if (sameParameters === false) words.push("parameters");
  if (words.length > 0) return words.join(", ");
  return dataShared === 1 && sameCode && sameParameters ? "nothing" : "nothing known";
}
