/** Row of each id: a table where ids are dense, as a store's are, else a map. */
export function rowIndex(ids: Float64Array): (id: number) => number {
  const largest = ids.at(-1) ?? 0;
  if (largest >= 0 && largest <= ids.length * 8 + 1024 && (ids[0] ?? 0) >= 0) {
    const rows = new Int32Array(largest + 1).fill(-1);
    for (const [row, id] of ids.entries()) rows[id] = row;
    return (id) => rows[id] ?? -1;
  }
  const rows = new Map<number, number>();
  for (const [row, id] of ids.entries()) rows.set(id, row);
  return (id) => rows.get(id) ?? -1;
}
