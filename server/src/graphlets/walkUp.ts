import { type CancelToken, throwIfCancelled } from "../model/cancel.ts";
import { operatorCode } from "../model/kinds.ts";
import { pushInt } from "./intList.ts";
import { artifactTrait } from "./lineage.ts";
import { artifactSeen, executionSeen, type Walker } from "./walker.ts";

/**
 * Finds what the model was made from: from the train execution along every read edge to the artifact and on to its makers.
 * Not followed: edges keyed `analyzer_cache`, and warm starts (key `base_model`, or an artifact made by a train execution);
 * the makers of models read so are the parents.
 */
export function walkUp(walker: Walker, token: CancelToken): void {
  const { lineage, base, executionMark, artifactMark, members } = walker;
  const { traits, made, keys } = lineage;
  const { reads, writers } = lineage.trace;
  for (let head = 0; head < members.length; head++) {
    if ((head & 0xffff) === 0xffff) throwIfCancelled(token);
    const execution = members.values[head] as number;
    const end = reads.offsets[execution + 1] as number;
    for (let edge = reads.offsets[execution] as number; edge < end; edge++) {
      const artifact = reads.target[edge] as number;
      if ((traits[artifact] as number) & artifactTrait.trainMade) {
        if ((traits[artifact] as number) & artifactTrait.model) noteParents(walker, artifact);
        continue;
      }
      const key = reads.key[edge];
      if (key === keys.analyzerCache || key === keys.baseModel) continue;
      const seen = artifactMark[artifact] as number;
      if (seen >= base && seen & artifactSeen.up) continue;
      artifactMark[artifact] = Math.max(seen, base) | artifactSeen.up;
      const last = writers.offsets[artifact + 1] as number;
      for (let i = writers.offsets[artifact] as number; i < last; i++) {
        const maker = writers.target[i] as number;
        if (made[i] === 0 || (executionMark[maker] as number) >= base) continue;
        executionMark[maker] = base | executionSeen.up;
        pushInt(members, maker);
      }
    }
  }
  walker.upCount = members.length;
}

/** The train executions that made a model which a member of Up read, the graphlet's own aside. */
function noteParents(walker: Walker, model: number): void {
  const { lineage, base, executionMark, parents } = walker;
  const { made, trace } = lineage;
  const { offsets, target } = trace.writers;
  const end = offsets[model + 1] as number;
  for (let i = offsets[model] as number; i < end; i++) {
    const maker = target[i] as number;
    if (made[i] === 0) continue;
    if (trace.executions.kind[maker] !== operatorCode.train || (executionMark[maker] as number) >= base) continue;
    executionMark[maker] = base | executionSeen.parent;
    pushInt(parents, maker);
  }
}
