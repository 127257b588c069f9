import { operatorCode, stateCode } from "../model/kinds.ts";
import type { Trace } from "../model/trace.ts";

/** Artifact → the executions that made it: `target[offsets[a] .. offsets[a + 1]]`. One that wrote it under two keys stands twice. */
export interface Makers {
  readonly offsets: Int32Array;
  readonly target: Int32Array;
}

/**
 * Makers of all artifacts: the executions that write one, except resolve and cached ones, which only hand on what another
 * execution made. Where only cached ones are left (importers are published as cached), the one with the lowest id.
 * Linear in the written edges.
 */
export function findMakers(trace: Trace): Makers {
  const { executions, artifacts, writers } = trace;
  const { kind, state } = executions;
  const offsets = new Int32Array(artifacts.count + 1);
  const target = new Int32Array(writers.target.length);
  let length = 0;
  for (let artifact = 0; artifact < artifacts.count; artifact++) {
    const start = length;
    let cached = -1;
    const end = writers.offsets[artifact + 1] as number;
    for (let edge = writers.offsets[artifact] as number; edge < end; edge++) {
      const writer = writers.target[edge] as number;
      if (kind[writer] === operatorCode.resolve) continue;
      if (state[writer] !== stateCode.cached) target[length++] = writer;
      else if (cached < 0 || writer < cached) cached = writer;
    }
    if (length === start && cached >= 0) target[length++] = cached;
    offsets[artifact + 1] = length;
  }
  return { offsets, target: target.subarray(0, length) };
}
