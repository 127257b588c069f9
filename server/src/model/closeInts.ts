/** Rows that share a base. */
const blockBits = 8;
const far = 0xffff;
/** Where more rows than one in so many are far from the others, nothing is gained. */
const farFrom = 16;

/** Integers by row in two bytes where rows that stand together have values near each other, as places in what grew with the rows. */
export interface CloseInts {
  /** By block of 256 rows: the least of its integers. */
  readonly bases: Float64Array;
  /** How much more a row has; 65,535 where that is too much, and where it has none. */
  readonly near: Uint16Array;
  /** Rows that have too much, ascending, and their integers. */
  readonly farRows: Int32Array;
  readonly farValues: Float64Array;
}

/** Integer of a row; -1 for rows that have none, and that are none. At once, of rows that are far in logarithmic time. */
export function closeAt({ bases, near, farRows, farValues }: CloseInts, row: number): number {
  const more = near[row] ?? far;
  if (more !== far) return (bases[row >> blockBits] as number) + more;
  let low = 0;
  let high = farRows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = farRows[middle] as number;
    if (found === row) return farValues[middle] as number;
    if (found < row) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The same integers, of which -1 is none, in half the bytes; null where too many are far from their neighbours. */
export function packClose(column: Int32Array | Uint32Array): CloseInts | null {
  const bases = new Float64Array(Math.ceil(column.length / (1 << blockBits)));
  const near = new Uint16Array(column.length);
  const mostFar = column.length / farFrom;
  const farRows: number[] = [];
  for (let block = 0; block < bases.length; block++) {
    const from = block << blockBits;
    const base = leastOf(column, from, Math.min(column.length, from + (1 << blockBits)));
    bases[block] = base;
    for (let row = from; row < column.length && row >> blockBits === block; row++) {
      const value = column[row] as number;
      const more = value === -1 ? far : value - base;
      near[row] = Math.min(more, far);
      if (more < far || value === -1) continue;
      farRows.push(row);
      if (farRows.length > mostFar) return null;
    }
  }
  const rows = Int32Array.from(farRows);
  return { bases, near, farRows: rows, farValues: Float64Array.from(rows, (row) => column[row] as number) };
}

/** The same integers, and behind them those of more rows, up to `count` in all; null where these are too far from each other. */
export function withMore(before: CloseInts, count: number, added: (row: number) => number): CloseInts | null {
  const rows = before.near.length;
  // The last block may not be full.
  const from = (rows >> blockBits) << blockBits;
  const last = Int32Array.from({ length: count - from }, (_, at) =>
    from + at < rows ? closeAt(before, from + at) : added(from + at),
  );
  const more = packClose(last);
  if (!more) return null;
  let kept = before.farRows.length;
  while (kept > 0 && (before.farRows[kept - 1] as number) >= from) kept--;
  const bases = new Float64Array((from >> blockBits) + more.bases.length);
  bases.set(before.bases.subarray(0, from >> blockBits));
  bases.set(more.bases, from >> blockBits);
  const near = new Uint16Array(count);
  near.set(before.near.subarray(0, from));
  near.set(more.near, from);
  return {
    bases,
    near,
    farRows: Int32Array.from([...before.farRows.subarray(0, kept), ...more.farRows.map((row) => row + from)]),
    farValues: Float64Array.from([...before.farValues.subarray(0, kept), ...more.farValues]),
  };
}

function leastOf(column: Int32Array | Uint32Array, from: number, to: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let row = from; row < to; row++) {
    const value = column[row] as number;
    if (value !== -1 && value < least) least = value;
  }
  return least === Number.POSITIVE_INFINITY ? 0 : least;
}
