/**
 * Row of each id of an ascending list, -1 for those that are not in it: counted where ids follow each other without gaps, by a table where gaps are few,
 * as a store's are, else by a map.
 */
export function rowIndex(ids: Float64Array): (id: number) => number {
  const { length } = ids;
  const first = ids[0] ?? 0;
  const last = ids[length - 1] ?? -1;
  if (last - first + 1 === length) {
    return (id) => {
      const row = id - first;
      return row >= 0 && row < length && row === Math.floor(row) ? row : -1;
    };
  }
  if (first >= 0 && last <= length * 8 + 1024) {
    const rows = new Int32Array(last + 1).fill(-1);
    for (let row = 0; row < length; row++) rows[ids[row] as number] = row;
    return (id) => rows[id] ?? -1;
  }
  const rows = new Map<number, number>();
  for (let row = 0; row < length; row++) rows.set(ids[row] as number, row);
  return (id) => rows.get(id) ?? -1;
}
