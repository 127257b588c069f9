import { formatAge, formatCount, formatPercent } from "../model/format.ts";
import type { GraphletHead, GraphView, ViewFailure } from "../protocol.ts";
import { type ChosenGraphlet, chooseGraphlet } from "./chosen.ts";
import { graphletNode } from "./graphletNodes.ts";
import { graphletHead, graphletHeads } from "./heads.ts";
import type { GraphletViewInput } from "./input.ts";
import { narrow } from "./narrow.ts";
import { noModel } from "./noModel.ts";
import { noRuns } from "./noRuns.ts";
import { executionItemId, pictureOf } from "./picture.ts";
import { costInWords, costWord, dots, statusWord } from "./words.ts";

/**
 * The executions and artifacts of one model. Linear in the graphlet's members and their edges, and in the number of
 * graphlets; a sentence instead where there is no such graphlet.
 */
export function graphletView(input: GraphletViewInput): GraphView | ViewFailure {
  const chosen = chooseGraphlet(input);
  if (!chosen) return failure(input);
  const { trace, graphlets, index, graphlet } = chosen;
  const { uri, pipeline, settings, now } = input;
  const context = { trace, graphlets, graphlet, pipeline, settings, now };
  const picture = pictureOf(trace, graphlet, input.artifacts === true, new Set(input.opened));
  const nodes = picture.items.map((item) => graphletNode(context, item));
  const centre = executionItemId(trace, graphlet.trainer);
  const narrowed = narrow(nodes, picture.edges, settings.graph.maxNodes, input, centre);
  const head = graphletHead(trace, graphlets, index, graphlet);
  const pipelineIndex = trace.executions.pipeline[graphlet.trainer] ?? -1;
  return {
    type: "graph",
    key: JSON.stringify(["graphlet", uri, pipeline.name, head.trainer]),
    level: "graphlet",
    uri,
    pipeline: pipeline.name,
    title: dots(head.node, head.label),
    summary: summaryOf(input, chosen, head),
    graphlet: head,
    graphlets: graphletHeads(trace, graphlets, pipelineIndex, index),
    nodes: narrowed.nodes,
    edges: narrowed.edges,
    totalNodes: nodes.length,
    ...(narrowed.selection === undefined ? {} : { selection: narrowed.selection }),
    notes: [...notesOf(chosen, input), ...(narrowed.note === null ? [] : [narrowed.note])],
  };
}

function failure(input: GraphletViewInput): ViewFailure {
  const { pipeline, trace, graphlets, trainer, node } = input;
  const said = (message: string, action: ViewFailure["action"]): ViewFailure => ({ type: "failure", message, action });
  if (!trace || !graphlets) return noRuns(input);
  if (trainer !== undefined) return said(`The trace has no model of execution ${trainer}.`, "retry");
  if (node !== undefined) return said(`The trace has no model of ${node}.`, "chooseTrace");
  return noModel(pipeline);
}

/** `deployed · 2 hours ago · 31m of compute time · 3 data spans, 67 % as the model before`. */
function summaryOf({ settings, now }: GraphletViewInput, { graphlet }: ChosenGraphlet, head: GraphletHead): string {
  const spans = graphlet.inputSpans.length;
  const overlap = overlapText(graphlet.dataJaccard);
  return dots(
    statusWord[graphlet.status],
    head.startedAt === null ? "" : formatAge(head.startedAt, now),
    graphlet.costSeconds > 0 ? costInWords(graphlet.costSeconds, settings) : "",
    spans === 0 ? "" : `${formatCount(spans, "data span")}${overlap}`,
  );
}

function overlapText(share: number | null): string {
  if (share === null) return "";
  if (share === 0) return ", none of it in the model before";
  return share === 1 ? ", the same as the model before" : `, ${formatPercent(share)} as the model before`;
}

function notesOf({ graphlet }: ChosenGraphlet, { settings }: GraphletViewInput): readonly string[] {
  const notes: string[] = [];
  if (graphlet.redundant) {
    notes.push("Trained on the same data, code and parameters as the model before: it could only reproduce it.");
  }
  if (graphlet.unknownCosts > 0) {
    notes.push(`The ${costWord(settings)} of ${formatCount(graphlet.unknownCosts, "step")} is not known.`);
  }
  return notes;
}
