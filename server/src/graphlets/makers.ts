import { operatorCode, stateCode } from "../model/kinds.ts";
import type { Trace } from "../model/trace.ts";

/**
 * Edge of `trace.writers` → 1 where the execution made the artifact: all that write it, except resolve and cached ones, which only hand on what another
 * execution made. Where only cached ones are left (importers are published as cached), the one with the lowest id. Linear in the written edges.
 */
export function findMakers(trace: Trace): Uint8Array {
  const { executions, artifacts, writers } = trace;
  const { kind, state } = executions;
  const made = new Uint8Array(writers.target.length);
  for (let artifact = 0; artifact < artifacts.count; artifact++) {
    let cached = -1;
    let isMade = false;
    const end = writers.offsets[artifact + 1] as number;
    for (let edge = writers.offsets[artifact] as number; edge < end; edge++) {
      const writer = writers.target[edge] as number;
      if (kind[writer] === operatorCode.resolve) continue;
      if (state[writer] !== stateCode.cached) {
        made[edge] = 1;
        isMade = true;
      } else if (cached < 0 || writer < (writers.target[cached] as number)) cached = edge;
    }
    if (!isMade && cached >= 0) made[cached] = 1;
  }
  return made;
}
