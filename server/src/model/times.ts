/** Rows that share a base. */
const blockBits = 10;
const unknown = 0xffffffff;

/** Times by row in half the bytes: rows that stand together mostly happened within weeks. */
export interface CloseTimes {
  /** By block of 1,024 rows: the earliest of its times. */
  readonly bases: Float64Array;
  /** Milliseconds from there. */
  readonly offsets: Uint32Array;
}

/** Milliseconds since the epoch by row; NaN where unknown. */
export type Times = Float64Array | CloseTimes;

/** Time of a row; NaN where it has none, and for rows that are none. */
export function timeAt(times: Times, row: number): number {
  if (!("bases" in times)) return times[row] ?? Number.NaN;
  const offset = times.offsets[row] ?? unknown;
  return offset === unknown ? Number.NaN : (times.bases[row >> blockBits] as number) + offset;
}

/** The same times, to the millisecond, in as few bytes as hold them. */
export function packTimes(times: Float64Array): Times {
  const bases = new Float64Array(Math.ceil(times.length / (1 << blockBits)));
  const offsets = new Uint32Array(times.length);
  for (let block = 0; block < bases.length; block++) {
    const base = packBlock(times, offsets, block << blockBits);
    if (base === null) return times;
    bases[block] = base;
  }
  return { bases, offsets };
}

/** Packs the block that begins at a row; returns its base, or null where it does not fit. */
function packBlock(times: Float64Array, offsets: Uint32Array, from: number): number | null {
  const to = Math.min(times.length, from + (1 << blockBits));
  let base = Number.POSITIVE_INFINITY;
  for (let row = from; row < to; row++) if ((times[row] as number) < base) base = times[row] as number;
  for (let row = from; row < to; row++) {
    const time = times[row] as number;
    const offset = Number.isNaN(time) ? unknown : time - base;
    if (!(Number.isInteger(offset) && offset <= unknown) || (offset === unknown && !Number.isNaN(time))) return null;
    offsets[row] = offset;
  }
  return base;
}
