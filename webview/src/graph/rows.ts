/** Compressed sparse rows: entries of row r are `items[offsets[r]] … items[offsets[r + 1] - 1]`. */
export interface Rows {
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

/** Groups the indexes of `keys` by key, in their order. Linear. */
export function groupRows(count: number, keys: Int32Array): Rows {
  const offsets = new Int32Array(count + 1);
  for (const key of keys) offsets[key + 1] = at(offsets, key + 1) + 1;
  for (let row = 0; row < count; row++) offsets[row + 1] = at(offsets, row + 1) + at(offsets, row);
  const next = offsets.slice(0, count);
  const items = new Int32Array(keys.length);
  for (let index = 0; index < keys.length; index++) {
    const row = at(keys, index);
    const slot = at(next, row);
    items[slot] = index;
    next[row] = slot + 1;
  }
  return { offsets, items };
}

/** The entries of one row; a view, not a copy. */
export const rowItems = (rows: Rows, row: number): Int32Array =>
  rows.items.subarray(at(rows.offsets, row), at(rows.offsets, row + 1));

/** Length of one row. */
export const rowLength = (rows: Rows, row: number): number => at(rows.offsets, row + 1) - at(rows.offsets, row);

/** An element that is known to be there; 0 outside of the array. */
export const at = (array: Int32Array | Float64Array | Uint8Array, index: number): number => array[index] ?? 0;
