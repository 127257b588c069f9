import { cutColumns } from "../server/src/graphlets/index.ts";
import { neverCancelled } from "../server/src/model/cancel.ts";
import type { Abstention, Forecast, PointRecord } from "../server/src/model/forecast.ts";
import { abstentionWords } from "../server/src/model/forecastWords.ts";
import { defaultSettings } from "../server/src/model/settings.ts";
import { type Trace, textOf } from "../server/src/model/trace.ts";
import type { Source } from "../server/src/waste/prediction/feature.ts";
import { forecastPipeline } from "../server/src/waste/prediction/forecast.ts";
import { recentTrace } from "../server/src/waste/prediction/recentTrace.ts";
import { featureSource } from "../server/src/waste/prediction/source.ts";
import type { FleetPipeline } from "../test/generate/fleet/fleet.ts";
import { fleetTrace } from "../test/generate/fleet/fleetTrace.ts";

/** Shares of a pipeline's executions after which it is asked what becomes of the next model. */
const askedAt = [0.5, 0.7, 0.9];

/**
 * What forecasts said of the next model when only the part of the past was there that had ended, and what became of it: those that are told as a
 * diagnostic, and all.
 */
export function askedBefore(fleet: readonly FleetPipeline[]): string {
  const { minimum, keptPercent } = defaultSettings.likelyUnpushed;
  const sums = { asked: 0, probability: 0, unused: 0, told: 0, toldUnused: 0 };
  for (const pipeline of fleet) {
    const executions = [...pipeline.executions()];
    const starts = Float64Array.from(executions, ({ startedAt }) => startedAt).sort();
    const { lanes, fates, trace } = sourceOf([pipeline]);
    for (const share of askedAt) {
      const now = starts[Math.floor(starts.length * share)] ?? 0;
      const past = executions.filter(({ startedAt, endedAt }) => Math.max(startedAt, endedAt ?? startedAt) <= now);
      const short = fleetTrace([{ ...pipeline, executions: () => past.values() }]);
      for (const { node, next, points } of forecastPipeline(short, 0, { minimum, keep: 1 }, neverCancelled)) {
        const lane = lanes.find((one) => textOf(trace.strings, one.node) === node);
        const following = lane?.graphlets[lane.starts.findIndex((start) => start > now)];
        const used = following === undefined ? undefined : fates.used[following];
        if (!next || used === undefined || used < 0) continue;
        sums.asked++;
        sums.probability += next.probability;
        sums.unused += 1 - used;
        if (!next.stops || next.probability < 0.5 || !points.slice(0, 1).every((one) => isTrusted(one, keptPercent)))
          continue;
        sums.told++;
        sums.toldUnused += 1 - used;
      }
    }
  }
  return (
    `asked before the end, ${sums.asked} times with an answer: not deployed with a probability of ${percent(sums.probability / sums.asked)} on average, and ` +
    `${percent(sums.unused / sums.asked)} were not; told as a diagnostic ${sums.told} times, of which ${sums.toldUnused} were not deployed`
  );
}

function sourceOf(fleet: readonly FleetPipeline[]): Source {
  const trace = fleetTrace(fleet);
  return featureSource(trace, cutColumns(trace, neverCancelled), neverCancelled);
}

const isTrusted = ({ followed, deployments }: PointRecord, keptPercent: number): boolean =>
  followed.kept * 100 >= deployments * keptPercent && followed.avoidedSeconds > 0;

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
  for (const record of told.flatMap(recordOf)) {
    const { followed, deployments, wastedSeconds } = record;
    sums.deployments += deployments;
    sums.kept += followed.kept;
    sums.wasted += wastedSeconds;
    sums.avoided += followed.avoidedSeconds;
    if (isTrusted(record, keptPercent)) sums.trusted++;
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
