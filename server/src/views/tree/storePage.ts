import { summaryInTurns, type TraceSummary } from "../../graphlets/summary.ts";
import { formatAge } from "../../model/format.ts";
import type { Graphlets } from "../../model/graphlet.ts";
import type { Settings } from "../../model/settings.ts";
import type { Trace } from "../../model/trace.ts";
import type { StoreFact, StorePage, TreeTarget } from "../../protocol.ts";
import { costWord, deployedCount, dots, formatCost, percentOf, shareOf } from "../words.ts";
import { askedName, pipelineLabel, shownName } from "./input.ts";
import { sourceName } from "./traceKinds.ts";
import { wasteByNode } from "./wasteByNode.ts";

/** What a store's page is made from. */
export interface StorePageInput {
  readonly name: string;
  readonly path: string;
  readonly trace: Trace;
  readonly graphlets: Graphlets;
  readonly settings: Settings;
  /** Milliseconds since the epoch: what ages are counted from. */
  readonly now: number;
  /** What views and records of a pipeline are asked by, from its index (-1: executions without one) and name. */
  readonly targetOf: (index: number, name: string | null) => TreeTarget;
  readonly note: string | null;
}

const mostPipelines = 200;
const mostWaste = 10;

/** What a store holds on one page: figures, pipelines by cost (200 at most), the nodes that wasted most (10). Linear in the executions; gives way. */
export function* storePage(input: StorePageInput): Generator<void, StorePage> {
  const { name, path, trace, graphlets, settings, now, targetOf } = input;
  const summary = yield* summaryInTurns(trace, graphlets);
  const { pipelines } = summary;
  const waste = yield* wasteByNode(trace, graphlets);
  const age = (time: number): string => (Number.isNaN(time) ? "" : formatAge(time, now));
  const cost = (value: number): string => (value > 0 ? formatCost(value, settings) : "");
  const byCost = [...pipelines].sort((a, b) => b.costSeconds - a.costSeconds).slice(0, mostPipelines);
  const dearest = byCost[0]?.costSeconds ?? 0;
  const nameAt = (index: number): string | null => askedName(trace.pipelines[index]?.name ?? null);
  return {
    type: "store",
    name: shownName(name),
    path,
    note: input.note,
    kind: sourceName(trace.source),
    facts: facts(input, summary),
    pipelines: byCost.map((one) => ({
      name: nameAt(one.index),
      label: pipelineLabel(nameAt(one.index)),
      target: targetOf(one.index, nameAt(one.index)),
      runs: one.runs,
      models: one.graphlets,
      deployed: one.pushed,
      wasted: one.wasted,
      cost: cost(one.costSeconds),
      wastedCost: cost(one.wastedSeconds),
      costShare: shareOf(one.costSeconds, dearest) ?? 0,
      wastedShare: shareOf(one.wastedSeconds, dearest) ?? 0,
      lastRun: age(one.lastStartedAt),
    })),
    totalPipelines: pipelines.length,
    waste: waste.slice(0, mostWaste).map(({ pipeline, node, runs, cost: paid, wasted }) => ({
      node: askedName(node),
      label: node === "" ? "no node" : shownName(node),
      pipeline: nameAt(pipeline),
      pipelineLabel: pipelineLabel(nameAt(pipeline)),
      target: targetOf(pipeline, nameAt(pipeline)),
      wasted: dots(
        formatCost(wasted, settings),
        `${percentOf(shareOf(wasted, paid))} of ${formatCost(paid, settings)}`,
      ),
      runs,
    })),
  };
}

function facts(
  { trace, graphlets, settings }: StorePageInput,
  { costSeconds, byStatus, pipelines }: TraceSummary,
): StoreFact[] {
  const { executions, artifacts, events, contexts, skippedEvents } = trace.counts;
  const count = (value: number): string => value.toLocaleString("en-US");
  const deployed = pipelines.reduce((sum, { pushed }) => sum + pushed, 0);
  const word = costWord(settings);
  return [
    {
      label: "Models",
      value: graphlets.list.length === 0 ? "none" : `${count(graphlets.list.length)}, ${deployedCount(deployed)}`,
    },
    { label: "Executions", value: count(executions) },
    { label: "Artifacts", value: count(artifacts) },
    {
      label: "Events",
      value: dots(
        count(events),
        skippedEvents > 0 ? `${count(skippedEvents)} skipped: they refer to what is not there` : "",
      ),
    },
    ...(contexts > 0 ? [{ label: "Contexts", value: count(contexts) }] : []),
    ...(costSeconds > 0
      ? [
          { label: `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`, value: formatCost(costSeconds, settings) },
          {
            label: "Wasted",
            value: dots(formatCost(byStatus.wasted, settings), percentOf(shareOf(byStatus.wasted, costSeconds))),
          },
        ]
      : []),
  ];
}
