import { free } from "../model/free.ts";
import { alike, type Ints } from "../model/intColumn.ts";
import type { EdgeRows } from "../model/trace.ts";

/** Edges as they were read: from row, to row, key (text), in step. */
export interface EdgeList {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly key: Ints;
  /** Only those count that have this value in this column; absent: all. */
  readonly only?: { readonly column: Uint8Array; readonly value: number };
}

/**
 * Sorts edges by the row that they leave, then by the row that they reach, keeping the order of equal ones, and drops
 * what is the same (from, to, key) twice. Linear in edges and rows, but for sorting the edges of one row.
 */
export function edgeRows(fromCount: number, { from, to, key, only }: EdgeList): EdgeRows {
  const offsets = new Int32Array(fromCount + 1);
  for (let edge = 0; edge < from.length; edge++) {
    if (only && only.column[edge] !== only.value) continue;
    const row = (from[edge] as number) + 1;
    offsets[row] = (offsets[row] as number) + 1;
  }
  for (let row = 0; row < fromCount; row++) offsets[row + 1] = (offsets[row + 1] as number) + (offsets[row] as number);
  const count = offsets[fromCount] as number;
  const rows = { offsets, target: new Int32Array(count), key: alike(key, count) };
  const next = offsets.slice(0, fromCount);
  for (let edge = 0; edge < from.length; edge++) {
    if (only && only.column[edge] !== only.value) continue;
    const row = from[edge] as number;
    const place = next[row] as number;
    next[row] = place + 1;
    rows.target[place] = to[edge] as number;
    rows.key[place] = key[edge] as number;
  }
  free(next);
  return withoutRepeats(rows, fromCount);
}

/** The same edges seen from their other end. Without repeats where the given ones are. */
export function turned({ offsets: from, target, key }: EdgeRows, toCount: number): EdgeRows {
  const offsets = new Int32Array(toCount + 1);
  for (let edge = 0; edge < target.length; edge++) {
    const row = (target[edge] as number) + 1;
    offsets[row] = (offsets[row] as number) + 1;
  }
  for (let row = 0; row < toCount; row++) offsets[row + 1] = (offsets[row + 1] as number) + (offsets[row] as number);
  const next = offsets.slice(0, toCount);
  const rows = { offsets, target: new Int32Array(target.length), key: alike(key, target.length) };
  for (let row = 0; row + 1 < from.length; row++) {
    const end = from[row + 1] as number;
    for (let edge = from[row] as number; edge < end; edge++) {
      const to = target[edge] as number;
      const place = next[to] as number;
      next[to] = place + 1;
      rows.target[place] = row;
      rows.key[place] = key[edge] as number;
    }
  }
  free(next);
  return rows;
}

/** Rows of more edges than these are not sorted by insertion. */
const few = 32;

/** Sorts the edges of each row by where they lead, and leaves out what is the same twice; in place. */
function withoutRepeats({ offsets, target, key }: EdgeRows, fromCount: number): EdgeRows {
  let kept = 0;
  let start = 0;
  /** First of the kept edges that lead where the last one leads. */
  let pair = 0;
  let seen: Set<number> | null = null;
  for (let row = 0; row < fromCount; row++) {
    const end = offsets[row + 1] as number;
    if (end - start > few) sortByTarget(target.subarray(start, end), key.subarray(start, end));
    else insertByTarget(target, key, start, end);
    for (let edge = start; edge < end; edge++) {
      const to = target[edge] as number;
      const one = key[edge] as number;
      if (edge === start || to !== target[kept - 1]) {
        pair = kept;
        seen = null;
      } else if (kept - pair <= few) {
        if (key.subarray(pair, kept).includes(one)) continue;
      } else {
        seen ??= new Set(key.subarray(pair, kept));
        if (seen.has(one)) continue;
        seen.add(one);
      }
      target[kept] = to;
      key[kept] = one;
      kept++;
    }
    offsets[row + 1] = kept;
    start = end;
  }
  if (kept === target.length) return { offsets, target, key };
  const rows = { offsets, target: target.slice(0, kept), key: key.slice(0, kept) };
  free(target, key);
  return rows;
}

function insertByTarget(target: Int32Array, key: Ints, start: number, end: number): void {
  for (let edge = start + 1; edge < end; edge++) {
    const to = target[edge] as number;
    const one = key[edge] as number;
    let place = edge;
    while (place > start && (target[place - 1] as number) > to) {
      target[place] = target[place - 1] as number;
      key[place] = key[place - 1] as number;
      place--;
    }
    target[place] = to;
    key[place] = one;
  }
}

/** Sorts by target, keeping the order of equal ones: the target and the place in one number. */
function sortByTarget(target: Int32Array, key: Ints): void {
  const { length } = target;
  const packed = Float64Array.from(target, (to, place) => to * length + place).sort();
  const keys = key.slice();
  for (let edge = 0; edge < length; edge++) {
    const one = packed[edge] as number;
    const to = Math.floor(one / length);
    target[edge] = to;
    key[edge] = keys[one - to * length] as number;
  }
}
