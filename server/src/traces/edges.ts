import type { EdgeRows } from "../model/trace.ts";

/** Edges as they were read: from row, to row, key (text), in step. */
export interface EdgeList {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly key: Int32Array;
}

/**
 * Sorts edges by the row that they leave, then by the row that they reach, keeping the order of equal ones, and drops
 * what is the same (from, to, key) twice. Time and memory are linear in edges and rows.
 */
export function edgeRows(fromCount: number, toCount: number, edges: EdgeList): EdgeRows {
  return withoutRepeats(sortedBy(fromCount, "from", sortedBy(toCount, "to", edges)), fromCount);
}

/** The same edges seen from their other end. Without repeats where the given ones are. */
export function turned(rows: EdgeRows, toCount: number): EdgeRows {
  const from = new Int32Array(rows.target.length);
  for (let row = 0; row + 1 < rows.offsets.length; row++) from.fill(row, rows.offsets[row], rows.offsets[row + 1]);
  const sorted = sortedBy(toCount, "from", { from: rows.target, to: from, key: rows.key });
  return { offsets: offsetsOf(sorted.from, toCount), target: sorted.to, key: sorted.key };
}

function sortedBy(rowCount: number, end: "from" | "to", edges: EdgeList): EdgeList {
  const rows = edges[end];
  const next = offsetsOf(rows, rowCount);
  const sorted = {
    from: new Int32Array(rows.length),
    to: new Int32Array(rows.length),
    key: new Int32Array(rows.length),
  };
  for (let edge = 0; edge < rows.length; edge++) {
    const row = rows[edge] ?? 0;
    const place = next[row] ?? 0;
    next[row] = place + 1;
    sorted.from[place] = edges.from[edge] ?? 0;
    sorted.to[place] = edges.to[edge] ?? 0;
    sorted.key[place] = edges.key[edge] ?? 0;
  }
  return sorted;
}

/** First edge of each row, and their number at the end. */
function offsetsOf(rows: Int32Array, rowCount: number): Int32Array {
  const offsets = new Int32Array(rowCount + 1);
  for (const row of rows) offsets[row + 1] = (offsets[row + 1] ?? 0) + 1;
  for (let row = 0; row < rowCount; row++) offsets[row + 1] = (offsets[row + 1] ?? 0) + (offsets[row] ?? 0);
  return offsets;
}

/** Keys of one pair stand side by side and are few: each is compared with those before it. */
function withoutRepeats({ from, to, key }: EdgeList, fromCount: number): EdgeRows {
  let kept = 0;
  const seen = new Set<number>();
  for (let edge = 0; edge < from.length; edge++) {
    const isSamePair = kept > 0 && from[edge] === from[kept - 1] && to[edge] === to[kept - 1];
    if (!isSamePair) seen.clear();
    const one = key[edge] ?? 0;
    if (seen.has(one)) continue;
    seen.add(one);
    from[kept] = from[edge] ?? 0;
    to[kept] = to[edge] ?? 0;
    key[kept] = one;
    kept++;
  }
  return { offsets: offsetsOf(from.subarray(0, kept), fromCount), target: to.slice(0, kept), key: key.slice(0, kept) };
}
