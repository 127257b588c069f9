import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import { stateCode } from "../model/kinds.ts";
import { type Trace, textOf } from "../model/trace.ts";

/** What became of one output of a node over the whole trace. */
export interface OutputUse {
  /** Rows of the complete executions that wrote it, oldest first. */
  readonly writers: readonly number[];
  /** Some execution, of whatever pipeline, read an artifact of it. */
  readonly read: boolean;
  /** Kind code of the artifacts; -1 where they are of several kinds. */
  readonly kind: number;
}

const kept = new WeakMap<NodeHistory, ReadonlyMap<string, OutputUse>>();

/** A node's outputs by key. Linear in what its executions wrote; kept with the history. */
export function outputUse(trace: Trace, history: NodeHistory): ReadonlyMap<string, OutputUse> {
  let uses = kept.get(history);
  if (!uses) {
    uses = readUses(trace, history);
    kept.set(history, uses);
  }
  return uses;
}

function readUses(trace: Trace, history: NodeHistory): ReadonlyMap<string, OutputUse> {
  const uses = new Map<string, { readonly writers: number[]; read: boolean; kind: number }>();
  const { offsets, target, key } = trace.writes;
  const readers = trace.readers.offsets;
  /** Texts of the keys that were met: there are few, and to make one takes its time. */
  const names = new Map<number, string>();
  for (const row of history.executions) {
    const isComplete = trace.executions.state[row] === stateCode.complete;
    const end = offsets[row + 1] as number;
    for (let edge = offsets[row] as number; edge < end; edge++) {
      const artifact = target[edge] as number;
      const code = key[edge] as number;
      let name = names.get(code);
      if (name === undefined) {
        name = textOf(trace.strings, code);
        names.set(code, name);
      }
      const kind = trace.artifacts.kind[artifact] as number;
      let use = uses.get(name);
      if (!use) {
        use = { writers: [], read: false, kind };
        uses.set(name, use);
      }
      if (use.kind !== kind) use.kind = -1;
      if ((readers[artifact] as number) < (readers[artifact + 1] as number)) use.read = true;
      if (isComplete && use.writers.at(-1) !== row) use.writers.push(row);
    }
  }
  return uses;
}
