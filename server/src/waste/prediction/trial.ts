import { roleBits } from "../../graphlets/columns.ts";
import { executionStatuses } from "../../model/graphlet.ts";
import type { Source } from "./feature.ts";

/**
 * What stopping models at a point would have saved and cost, one row a model whose fate is known, by ascending score. A model is stopped where its
 * score is below the threshold.
 */
export interface Trial {
  readonly graphlets: Int32Array;
  readonly scores: Float32Array;
  /** 1: deployed or used. */
  readonly used: Uint8Array;
  /** Cost of the wasted executions that begin after the point and run no more when this model is stopped, seconds. */
  readonly avoidable: Float64Array;
  /** Cost of the model's waste, before the point and after it, seconds. */
  readonly wasted: Float64Array;
  /** What is drawn together when intervals are found: the same number, the same unit. */
  readonly units: Int32Array;
}

const wastedCode = executionStatuses.indexOf("wasted");

/**
 * A trial of scores. `times`: when each graphlet comes to the point; `scores`: one a graphlet, NaN for those that are not tried, which always run;
 * `unitOf`: what is drawn together. An execution that several models share is saved when all of them are stopped before it begins: by the one with
 * the highest score. Linear in the members, n log n in the models.
 */
export function trialOf(
  source: Source,
  times: Float64Array,
  scores: Float32Array,
  unitOf: (graphlet: number) => number,
): Trial {
  const { fates, graphlets } = source;
  const tried: number[] = [];
  for (let graphlet = 0; graphlet < graphlets.count; graphlet++) {
    if ((fates.used[graphlet] as number) >= 0 && !Number.isNaN(scores[graphlet] as number)) tried.push(graphlet);
  }
  tried.sort((a, b) => (scores[a] as number) - (scores[b] as number) || a - b);
  const avoidable = avoidableCosts(source, times, scores);
  return {
    graphlets: Int32Array.from(tried),
    scores: Float32Array.from(tried, (graphlet) => scores[graphlet] as number),
    used: Uint8Array.from(tried, (graphlet) => fates.used[graphlet] as number),
    avoidable: Float64Array.from(tried, (graphlet) => avoidable[graphlet] as number),
    wasted: Float64Array.from(tried, (graphlet) => graphlets.wastedSeconds[graphlet] as number),
    units: Int32Array.from(tried, unitOf),
  };
}

/** Per graphlet: cost that stopping it saves, given that those with lower scores are stopped as well. */
function avoidableCosts({ trace, graphlets, fates }: Source, times: Float64Array, scores: Float32Array): Float64Array {
  const { members, count, executionStatus } = graphlets;
  const { startedAt, cost } = trace.executions;
  /** Execution → the graphlet that decides whether it runs; -1: none yet, -2: it runs whatever happens. */
  const decider = new Int32Array(trace.executions.count).fill(-1);
  for (let graphlet = 0; graphlet < count; graphlet++) {
    const score = scores[graphlet] as number;
    const at = times[graphlet] as number;
    const runs = Number.isNaN(score) || Number.isNaN(at) || (fates.used[graphlet] as number) < 0;
    const end = members.offsets[graphlet + 1] as number;
    for (let place = members.offsets[graphlet] as number; place < end; place++) {
      const row = (members.values[place] as number) >> roleBits;
      const before = decider[row] as number;
      if (before === -2) continue;
      if (runs || !((startedAt[row] as number) >= at)) decider[row] = -2;
      else if (before === -1 || score > (scores[before] as number)) decider[row] = graphlet;
    }
  }
  const avoidable = new Float64Array(count);
  for (let row = 0; row < decider.length; row++) {
    const graphlet = decider[row] as number;
    const seconds = cost[row] as number;
    if (graphlet < 0 || executionStatus[row] !== wastedCode || !Number.isFinite(seconds)) continue;
    avoidable[graphlet] = (avoidable[graphlet] as number) + seconds;
  }
  return avoidable;
}
