import { type CancelToken, throwIfCancelled } from "../model/cancel.ts";
import { roleMask } from "./columns.ts";
import { pushInt } from "./intList.ts";
import { artifactSeen, executionSeen, type Walker } from "./walker.ts";

/**
 * Finds where the model went: from the train execution along every written artifact to the executions that read it, and on.
 * Not entered: train, tune, resolve and cached executions, and read edges keyed `baseline_model` or `base_model` (they
 * belong to the evaluation and the training of the next model). Follows {@link walkUp}; a member of Up may be met again.
 */
export function walkDown(walker: Walker, token: CancelToken): void {
  const { lineage, base, executionMark, artifactMark, members, queue } = walker;
  const { enterable, keys } = lineage;
  const { writes, readers } = lineage.trace;
  queue.length = 0;
  pushInt(queue, members.values[0] as number);
  for (let head = 0; head < queue.length; head++) {
    if ((head & 0xffff) === 0xffff) throwIfCancelled(token);
    const execution = queue.values[head] as number;
    const end = writes.offsets[execution + 1] as number;
    for (let edge = writes.offsets[execution] as number; edge < end; edge++) {
      const artifact = writes.target[edge] as number;
      const artifactMarked = artifactMark[artifact] as number;
      if (artifactMarked >= base && artifactMarked & artifactSeen.down) continue;
      artifactMark[artifact] = Math.max(artifactMarked, base) | artifactSeen.down;
      const last = readers.offsets[artifact + 1] as number;
      for (let i = readers.offsets[artifact] as number; i < last; i++) {
        const reader = readers.target[i] as number;
        if (enterable[reader] === 0) continue;
        const key = readers.key[i];
        if (key === keys.baselineModel || key === keys.baseModel) continue;
        const marked = Math.max(executionMark[reader] as number, base);
        if (marked & executionSeen.down) continue;
        executionMark[reader] = marked | executionSeen.down;
        pushInt(queue, reader);
        if ((marked & roleMask) === 0) pushInt(members, reader);
      }
    }
  }
}
