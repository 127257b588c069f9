import { type CancelToken, throwIfCancelled } from "../model/cancel.ts";
import { operatorCode } from "../model/kinds.ts";
import { artifactTrait } from "./lineage.ts";
import { artifactSeen, executionSeen, type Walker } from "./walker.ts";

/**
 * Finds what the model was made from: from the train execution along every read edge to the artifact and on to its makers.
 * Not followed: edges keyed `analyzer_cache`, and warm starts (key `base_model`, or an artifact made by a train execution);
 * the makers of models read so are the parents.
 */
export function walkUp(walker: Walker, token: CancelToken): void {
  const { lineage, base, executionMark, artifactMark, members } = walker;
  const { traits, makers, keys } = lineage;
  const { reads } = lineage.trace;
  let count = 1;
  for (let head = 0; head < count; head++) {
    if ((head & 0xffff) === 0xffff) throwIfCancelled(token);
    const execution = members[head] as number;
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
      const last = makers.offsets[artifact + 1] as number;
      for (let i = makers.offsets[artifact] as number; i < last; i++) {
        const maker = makers.target[i] as number;
        if ((executionMark[maker] as number) >= base) continue;
        executionMark[maker] = base | executionSeen.up;
        members[count++] = maker;
      }
    }
  }
  walker.memberCount = count;
  walker.upCount = count;
}

/** The train executions that made a model which a member of Up read, the graphlet's own aside. */
function noteParents(walker: Walker, model: number): void {
  const { lineage, base, executionMark, parents } = walker;
  const { makers, trace } = lineage;
  const end = makers.offsets[model + 1] as number;
  for (let i = makers.offsets[model] as number; i < end; i++) {
    const maker = makers.target[i] as number;
    if (trace.executions.kind[maker] !== operatorCode.train || (executionMark[maker] as number) >= base) continue;
    executionMark[maker] = base | executionSeen.parent;
    parents[walker.parentCount++] = maker;
  }
}
