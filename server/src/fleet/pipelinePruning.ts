import type { CancelToken } from "../model/cancel.ts";
import { type Forecast, keptShares, type PointRecord } from "../model/forecast.ts";
import type { Trace } from "../model/trace.ts";
import { forecastPipeline } from "../waste/prediction/forecast.ts";
import { recentTrace } from "../waste/prediction/recentTrace.ts";
import type { NodePruning, PointPruning, Saved } from "./pruning.ts";

/**
 * What stopping models early would have saved in one pipeline of a trace, by train node: from the forecasts that `graphlet predict` makes. `minimum`: models of known
 * fate below which nothing is said. About half a second for 150 models.
 * @throws CancelledError when the token is cancelled.
 */
export const pipelinePruning = (
  trace: Trace,
  pipeline: number,
  minimum: number,
  token: CancelToken,
): readonly NodePruning[] =>
  forecastPipeline(recentTrace(trace, pipeline), pipeline, { minimum, keep: 1 }, token).map(pruningOf);

const pruningOf = ({ node, models, deployed, abstains, points }: Forecast): NodePruning => ({
  node,
  models,
  deployed,
  abstains,
  points: abstains === null ? points.map(pointOf) : [],
});

const pointOf = ({ point, judged, deployments, wastedSeconds, curve, followed }: PointRecord): PointPruning => ({
  point,
  judged,
  deployments,
  wastedSeconds,
  hindsight: keptShares.map((share) => keeping(curve, share * deployments)),
  followed: savedOf(followed),
});

const savedOf = ({ kept, avoidedSeconds }: Saved): Saved => ({ kept, avoidedSeconds });

/** What a curve, from stopping none on, saves at most where it keeps so many. */
function keeping(curve: readonly Saved[], least: number): Saved {
  const [none = { kept: 0, avoidedSeconds: 0 }, ...others] = curve;
  return savedOf(
    others.reduce(
      (best, one) => (one.kept >= least - 1e-9 && one.avoidedSeconds >= best.avoidedSeconds ? one : best),
      none,
    ),
  );
}
