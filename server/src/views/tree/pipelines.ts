import { summaryOf } from "../../graphlets/summary.ts";
import { formatCount } from "../../model/format.ts";
import type { TreePage, TreeTarget } from "../../protocol.ts";
import { deployedCount, dots, formatCost, formatTime } from "../words.ts";
import { askedName, pipelineLabel, type TreeInput } from "./input.ts";
import { pageOf } from "./page.ts";

/**
 * The pipelines of a trace, the one that ran last first: `taxi_tips — 142 models, 31 deployed`. They are not filtered.
 * `targetOf`: what views and records of a pipeline are asked by, from its index (-1: executions without one) and name.
 */
export function treePipelines(
  input: TreeInput,
  targetOf: (index: number, name: string | null) => TreeTarget,
): Generator<void, TreePage> {
  const { trace, graphlets, settings, timeZone } = input;
  const latest = (time: number): number => (Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time);
  const pipelines = [...summaryOf(trace, graphlets).pipelines].sort((a, b) => {
    const [before, after] = [latest(b.lastStartedAt), latest(a.lastStartedAt)];
    return before === after ? 0 : before - after;
  });
  return pageOf(
    pipelines,
    () => true,
    ({ index, name, runs, graphlets: models, pushed, wasted, costSeconds, wastedSeconds, lastStartedAt }) => ({
      type: "pipeline",
      pipeline: askedName(name),
      target: targetOf(index, askedName(name)),
      label: pipelineLabel(name),
      description:
        models === 0 ? `— ${formatCount(runs, "run")}` : `— ${formatCount(models, "model")}, ${deployedCount(pushed)}`,
      details: [
        dots(
          formatCount(runs, "run"),
          models === 0 ? "" : `${formatCount(wasted, "model")} wasted`,
          costSeconds > 0 ? `${formatCost(costSeconds, settings)} in all` : "",
          wastedSeconds > 0 ? `${formatCost(wastedSeconds, settings)} wasted` : "",
        ),
        ...(Number.isNaN(lastStartedAt) ? [] : [`Last started ${formatTime(lastStartedAt, timeZone)}`]),
      ],
    }),
    input,
    "This trace holds no executions.",
  );
}
