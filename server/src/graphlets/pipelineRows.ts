import type { Trace } from "../model/trace.ts";

/** Rows of executions by pipeline: those of p are `rows[offsets[p + 1]] .. rows[offsets[p + 2] - 1]`; those without one come first. */
interface PipelineRows {
  readonly offsets: Int32Array;
  readonly rows: Int32Array;
}

const kept = new WeakMap<Trace, PipelineRows>();

/** Rows of a pipeline's executions (-1: of those without one), ascending. Linear in the executions once for each trace, then at once. */
export function rowsOfPipeline(trace: Trace, pipeline: number): Int32Array {
  let known = kept.get(trace);
  if (!known) {
    known = sortRows(trace);
    kept.set(trace, known);
  }
  const { offsets, rows } = known;
  return rows.subarray(offsets[pipeline + 1] ?? 0, offsets[pipeline + 2] ?? 0);
}

function sortRows({ executions: { count, pipeline }, pipelines }: Trace): PipelineRows {
  const offsets = new Int32Array(pipelines.length + 2);
  for (let row = 0; row < count; row++) {
    const slot = (pipeline[row] as number) + 2;
    offsets[slot] = (offsets[slot] as number) + 1;
  }
  for (let slot = 1; slot < offsets.length; slot++) {
    offsets[slot] = (offsets[slot] as number) + (offsets[slot - 1] as number);
  }
  const next = offsets.slice();
  const rows = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    const slot = (pipeline[row] as number) + 1;
    const place = next[slot] as number;
    next[slot] = place + 1;
    rows[place] = row;
  }
  return { offsets, rows };
}
