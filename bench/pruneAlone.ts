import { neverCancelled } from "../server/src/model/cancel.ts";
import type { Abstention, Forecast } from "../server/src/model/forecast.ts";
import { abstentionWords } from "../server/src/model/forecastWords.ts";
import { defaultSettings } from "../server/src/model/settings.ts";
import type { Trace } from "../server/src/model/trace.ts";
import { forecastPipeline } from "../server/src/waste/prediction/forecast.ts";
import { recentTrace } from "../server/src/waste/prediction/recentTrace.ts";

/** What comes of forecasts before the run for the train nodes of a fleet, each from its own past alone, with the thresholds of each time. */
export function alone(trace: Trace): readonly string[] {
  const { minimum, keptPercent } = defaultSettings.likelyUnpushed;
  const forecasts = trace.pipelines.flatMap((_, pipeline) =>
    forecastPipeline(recentTrace(trace, pipeline), pipeline, { minimum, keep: 1 }, neverCancelled),
  );
  const abstained = new Map<Abstention, number>();
  for (const { abstains } of forecasts) if (abstains) abstained.set(abstains, (abstained.get(abstains) ?? 0) + 1);
  const told = forecasts.filter(({ abstains }) => abstains === null);
  const sums = { deployments: 0, kept: 0, wasted: 0, avoided: 0, trusted: 0 };
  for (const { followed, deployments, wastedSeconds } of told.flatMap(recordOf)) {
    sums.deployments += deployments;
    sums.kept += followed.kept;
    sums.wasted += wastedSeconds;
    sums.avoided += followed.avoidedSeconds;
    if (followed.kept * 100 >= deployments * keptPercent && followed.avoidedSeconds > 0) sums.trusted++;
  }
  const models = forecasts.reduce((sum, one) => sum + one.models, 0);
  return [
    `${trace.pipelines.length} pipelines, ${forecasts.length} train nodes, ${models.toLocaleString("en-US")} models of known fate; each node by its own past`,
    ...[...abstained].map(([why, count]) => `${String(count).padStart(4)} without a forecast: ${abstentionWords[why]}`),
    `${String(told.length).padStart(4)} with a forecast, of which ${sums.trusted} kept at least ${keptPercent} % of their deployments and saved something`,
    `followed, with thresholds set by what was known at each time: ${percent(sums.kept / sums.deployments)} of ${sums.deployments.toLocaleString("en-US")} deployments kept, ${percent(sums.avoided / sums.wasted)} of the waste avoided`,
  ];
}

const recordOf = ({ points }: Forecast) => points.slice(0, 1);

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
