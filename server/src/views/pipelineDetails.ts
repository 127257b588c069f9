import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import type { DefinitionNode } from "../model/definition.ts";
import { formatAge, formatCount } from "../model/format.ts";
import type { Graphlets } from "../model/graphlet.ts";
import { executionStates } from "../model/kinds.ts";
import { idAt, type Trace } from "../model/trace.ts";
import type { Details, DetailsLink, DetailsRow, DetailsSection } from "../protocol.ts";
import { linked, row, section, timed, timeRow } from "./detailRows.ts";
import type { DetailsInput } from "./details.ts";
import { executionLabel, graphletLabel } from "./labels.ts";
import { modelsWaste } from "./modelsWaste.ts";
import { channelId } from "./pipelineEdges.ts";
import { pipelineNodeId } from "./pipelineNodes.ts";
import { reasonSentence } from "./reason.ts";
import { historiesOf } from "./tracePipeline.ts";
import { costWord, deployedCount, dots, formatCost, formatCostSum, percentOf, shareOf, statusWord } from "./words.ts";

/** How many of the last runs and models are listed. */
const listed = 10;

/** Details of a definition's node in the picture of its pipeline. */
export function nodeDetails(input: DetailsInput): Details | null {
  const node = input.pipeline.nodes.find(({ id }) => pipelineNodeId(id) === input.selected);
  if (!node) return null;
  const { trace, graphlets } = input;
  const { histories } = historiesOf(input);
  const history = histories.get(node.id);
  const ran = trace && graphlets && history ? runSections(input, trace, graphlets, history, histories) : [];
  return {
    node: input.selected,
    title: node.id,
    sections: [
      ...section("Node", nodeRows(node)),
      ...(ran.length > 0 ? ran : section("History", row("Runs", "No runs found"))),
      ...section("Inputs", inputRows(input, node)),
      ...section("Outputs", outputRows(input, node)),
    ],
  };
}

/** Details of an output channel in the picture of its pipeline. */
export function channelDetails({ pipeline, selected }: DetailsInput): Details | null {
  for (const maker of pipeline.nodes) {
    const readers = pipeline.nodes.flatMap((node) =>
      node.inputs
        .filter(({ from }) => from?.node === maker.id && channelId(maker.id, from.output) === selected)
        .flatMap(({ key }) => row(key, node.id, { link: selecting(node.id) })),
    );
    const declared = maker.outputs.find(({ key }) => channelId(maker.id, key) === selected)?.key;
    if (readers.length === 0 && declared === undefined) continue;
    return {
      node: selected,
      title: declared ?? selected.slice(channelId(maker.id, "").length),
      sections: [
        ...section("Channel", row("Made by", maker.id, { link: selecting(maker.id) })),
        ...section("Read by", readers),
      ],
    };
  }
  return null;
}

const selecting = (node: string): DetailsLink => ({ type: "select", node: pipelineNodeId(node) });

function nodeRows(node: DefinitionNode): DetailsRow[] {
  return [
    ...row("Code", node.variable ?? node.type, { link: { type: "source", node: node.id } }),
    ...row("Type", node.type),
    ...row("Kind", node.kindGuessed ? `${node.kind} (a guess by its name)` : node.kind),
    ...row("Condition", node.condition ?? ""),
    ...row("Runs after", node.after.join(", ")),
  ];
}

function inputRows({ pipeline }: DetailsInput, node: DefinitionNode): DetailsRow[] {
  const known = new Set(pipeline.nodes.map(({ id }) => id));
  return node.inputs.flatMap(({ key, from }) =>
    row(
      key,
      from ? `${from.node} · ${from.output}` : "from outside this pipeline",
      linked(from && known.has(from.node) ? selecting(from.node) : null),
    ),
  );
}

function outputRows({ pipeline }: DetailsInput, node: DefinitionNode): DetailsRow[] {
  const readers = (output: string): string[] =>
    pipeline.nodes
      .filter(({ inputs }) => inputs.some(({ from }) => from?.node === node.id && from.output === output))
      .map(({ id }) => id);
  return node.outputs.flatMap(({ key }) => row(key, readers(key).join(", ") || "read by no node"));
}

function runSections(
  input: DetailsInput,
  trace: Trace,
  graphlets: Graphlets,
  history: NodeHistory,
  histories: ReadonlyMap<string, NodeHistory>,
): DetailsSection[] {
  const { settings, now } = input;
  let pipelineCost = 0;
  for (const { costSeconds } of histories.values()) pipelineCost += costSeconds;
  const share = percentOf(shareOf(history.costSeconds, pipelineCost));
  const wasted = percentOf(shareOf(history.wastedSeconds, history.costSeconds));
  const models = history.graphlets.length;
  const figures = [
    ...row(
      "Runs",
      dots(
        formatCount(history.runs, "run"),
        history.failed > 0 ? `${history.failed.toLocaleString("en-US")} failed` : "",
        history.cached > 0 ? `${history.cached.toLocaleString("en-US")} cached` : "",
      ),
    ),
    ...timeRow("Last started", history.lastStartedAt, now),
    ...timeRow("Last succeeded", history.lastSucceededAt, now),
    ...row("Median", formatCost(history.medianSeconds, settings)),
    ...row(
      "Cost",
      dots(
        formatCostSum(history.costSeconds, settings),
        share === "" ? "" : `${share} of this pipeline's ${costWord(settings)}`,
      ),
    ),
    ...row("Wasted", history.wastedSeconds > 0 ? dots(formatCost(history.wastedSeconds, settings), wasted) : ""),
    ...(models === 0 ? [] : row("Models", dots(formatCount(models, "model"), deployedCount(history.pushed)))),
    ...row("All their steps", modelsWaste(graphlets, history, settings)),
  ];
  return [
    ...section("History", figures),
    ...section("Last models", modelRows(input, trace, graphlets, history)),
    ...section("Last runs", lastRuns(input, trace, graphlets, history)),
  ];
}

function modelRows({ now }: DetailsInput, trace: Trace, graphlets: Graphlets, history: NodeHistory): DetailsRow[] {
  return newest(history.graphlets).flatMap((index) => {
    const graphlet = graphlets.list[index];
    if (!graphlet) return [];
    const startedAt = trace.executions.startedAt[graphlet.trainer] ?? Number.NaN;
    const age = Number.isFinite(startedAt) ? formatAge(startedAt, now) : "";
    const fate = reasonSentence(trace, graphlets, index) ?? statusWord[graphlet.status];
    const trainer = idAt(trace.executions.id, graphlet.trainer);
    return row(graphletLabel(trace, graphlet), dots(age, fate), { link: { type: "graphlet", trainer } });
  });
}

function lastRuns(
  { settings, now }: DetailsInput,
  trace: Trace,
  graphlets: Graphlets,
  history: NodeHistory,
): DetailsRow[] {
  const { state, cost, startedAt, id } = trace.executions;
  return newest(history.executions).map((at) => {
    const owner = graphlets.list[graphlets.owner[at] ?? -1];
    const ran = graphlets.abandoned[at] === 1 ? "abandoned" : (executionStates[state[at] ?? 0] ?? "unknown");
    const value = dots(ran, formatCost(cost[at] ?? Number.NaN, settings));
    return {
      ...timed(executionLabel(trace, at), value, startedAt[at] ?? Number.NaN, now),
      ...linked(owner ? { type: "graphlet", trainer: idAt(id, owner.trainer) } : null),
    };
  });
}

const newest = (list: readonly number[]): number[] => list.slice(-listed).reverse();
