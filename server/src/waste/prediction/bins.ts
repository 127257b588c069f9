/** Bins of a column: one for what is unknown, the others by value. */
export const binCount = 64;

/** Values that a column's bins are told from. */
const sampled = 20_000;

/** Upper ends of the bins of each column, ascending: bin b > 0 holds what is at least `edges[b - 2]` and below `edges[b - 1]`; bin 0 what is unknown. */
export type BinEdges = readonly Float32Array[];

/** Columns in bins. */
export interface Binned {
  /** One a column, one byte a row. */
  readonly columns: readonly Uint8Array[];
  readonly count: number;
}

/** Edges so that about as many of the given rows' values are in each bin. Linear in the columns; values beyond some thousands are sampled evenly. */
export function binEdges(columns: readonly Float32Array[], rows: Int32Array): BinEdges {
  const step = Math.max(1, Math.floor(rows.length / sampled));
  return columns.map((column) => {
    const values: number[] = [];
    for (let at = 0; at < rows.length; at += step) {
      const value = column[rows[at] as number] as number;
      if (!Number.isNaN(value)) values.push(value);
    }
    return edgesOf(Float32Array.from(values).sort());
  });
}

/** Few values: an edge before each but the first; many: at the quantiles. */
function edgesOf(sorted: Float32Array): Float32Array {
  const distinct = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
  if (distinct.length < binCount) return distinct.slice(1);
  const edges: number[] = [];
  for (let bin = 1; bin < binCount - 1; bin++) {
    const value = sorted[Math.floor((bin * sorted.length) / (binCount - 1))] as number;
    if (value > (edges.at(-1) ?? (sorted[0] as number))) edges.push(value);
  }
  return Float32Array.from(edges);
}

/** Columns put in bins by edges that were made before, of these rows or others. */
export function binned(columns: readonly Float32Array[], edges: BinEdges, count: number): Binned {
  return { count, columns: columns.map((column, index) => binColumn(column, edges[index] as Float32Array, count)) };
}

function binColumn(column: Float32Array, edges: Float32Array, count: number): Uint8Array {
  const bins = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const value = column[row] as number;
    if (Number.isNaN(value)) continue;
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((edges[middle] as number) <= value) low = middle + 1;
      else high = middle;
    }
    bins[row] = low + 1;
  }
  return bins;
}
