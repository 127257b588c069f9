import type { PipelineDefinition } from "../model/definition.ts";
import { formatAge, formatCount } from "../model/format.ts";
import type { Graphlet, Graphlets } from "../model/graphlet.ts";
import { artifactKinds, operatorKinds } from "../model/kinds.ts";
import type { Settings } from "../model/settings.ts";
import type { Trace } from "../model/trace.ts";
import { runName } from "../model/trace.ts";
import type { ViewNode } from "../protocol.ts";
import { costOf, executionFigures, worstOf } from "./executionFigures.ts";
import { artifactLabel, executionLabel, lastPart } from "./labels.ts";
import type { Item } from "./picture.ts";
import { nodeName, textAt } from "./rows.ts";
import { costWord, dots, formatCost, kindWord, percentOf, shareOf, stateWord } from "./words.ts";

export interface GraphletContext {
  readonly trace: Trace;
  readonly graphlets: Graphlets;
  readonly graphlet: Graphlet;
  readonly pipeline: PipelineDefinition;
  readonly settings: Settings;
  readonly now: number;
}

/** How an item of a graphlet's picture is drawn. */
export const graphletNode = (context: GraphletContext, item: Item): ViewNode =>
  item.of === "execution" ? executionNode(context, item) : artifactNode(context, item);

function executionNode(context: GraphletContext, item: Item): ViewNode {
  const { trace, graphlet, pipeline, settings } = context;
  const row = item.rows[0] ?? 0;
  const count = item.rows.length;
  const name = nodeName(trace, row);
  const cost = costOf(trace, item.rows);
  const share = shareOf(cost, graphlet.costSeconds);
  const state = stateOf(context, item.rows);
  const kind = operatorKinds[trace.executions.kind[row] ?? 0] ?? "other";
  const guessed = trace.executions.kindGuessed[row] === 1 ? " (a guess by its name)" : "";
  return {
    id: item.id,
    shape: count > 1 ? "stack" : "execution",
    kind,
    label: name,
    second: dots(
      count > 1 ? `×${count.toLocaleString("en-US")} runs` : "",
      formatCost(cost, settings),
      percentOf(share),
    ),
    state,
    costShare: share,
    boundary: false,
    definitionNode: pipeline.nodes.some((node) => node.id === name) ? name : null,
    count,
    figures: executionFigures(trace, context.graphlets, graphlet, item.rows),
    ...(count === 1 ? { run: runName(trace, trace.executions.run[row]) ?? undefined } : {}),
    description: [
      `${name}: ${kind}${guessed}`,
      count > 1 ? formatCount(count, "run") : executionLabel(trace, row),
      stateWord(state),
      formatCost(cost, settings),
      share === null ? "" : `${percentOf(share)} of this model's ${costWord(settings)}`,
      startedText(context, row),
    ]
      .filter((part) => part !== "")
      .join(", "),
  };
}

function artifactNode({ trace }: GraphletContext, item: Item): ViewNode {
  const row = item.rows[0] ?? 0;
  const count = item.rows.length;
  const kind = artifactKinds[trace.artifacts.kind[row] ?? 0] ?? "other";
  const label = count > 1 ? stackLabel(trace, item.rows) : artifactLabel(trace, row);
  const type = lastPart(textAt(trace, trace.artifacts.type, row));
  return {
    id: item.id,
    shape: count > 1 ? "stack" : "artifact",
    kind,
    label,
    second: "",
    state: null,
    costShare: null,
    boundary: item.boundary,
    definitionNode: null,
    count,
    description: [label, type, item.boundary ? "from outside this graphlet" : ""]
      .filter((part) => part !== "")
      .join(", "),
  };
}

/** `×10 spans`, `×12 models`. */
function stackLabel(trace: Trace, rows: readonly number[]): string {
  const row = rows[0] ?? 0;
  const kind = artifactKinds[trace.artifacts.kind[row] ?? 0] ?? "other";
  const type = lastPart(textAt(trace, trace.artifacts.type, row));
  const words = kind === "data" ? "spans" : kind === "other" ? type || "artifacts" : (plurals[kind] ?? kindWord(kind));
  return `×${rows.length.toLocaleString("en-US")} ${words}`;
}

const plurals: Readonly<Record<string, string>> = {
  schema: "schemas",
  transform: "transform graphs",
  cache: "caches",
  model: "models",
  evaluation: "evaluations",
  blessing: "blessings",
  pushed: "deployed models",
};

function stateOf(context: GraphletContext, rows: readonly number[]): ViewNode["state"] {
  const { trace, graphlets, graphlet } = context;
  const state = worstOf(trace, graphlets, rows);
  return state === "complete" && rows[0] === graphlet.trainer ? graphlet.status : state;
}

function startedText({ trace, now }: GraphletContext, row: number): string {
  const startedAt = trace.executions.startedAt[row] ?? Number.NaN;
  return Number.isFinite(startedAt) ? `started ${formatAge(startedAt, now)}` : "";
}
