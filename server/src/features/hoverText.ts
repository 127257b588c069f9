import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import { costWord, formatCost } from "../model/cost.ts";
import type { DefinitionNode, PipelineDefinition } from "../model/definition.ts";
import { formatAge, formatCount, formatPercent, sparkline } from "../model/format.ts";
import type { Graphlet, Graphlets } from "../model/graphlet.ts";
import { artifactCode, executionStates, stateCode } from "../model/kinds.ts";
import type { Settings } from "../model/settings.ts";
import { idAt, type Trace } from "../model/trace.ts";
import { commands } from "../protocol.ts";
import { graphletLabel, reasonSentence } from "../views/index.ts";
import { targetsOf, textAt } from "../views/rows.ts";
import { formatTime, statusWord } from "../views/words.ts";
import { recentCosts } from "./lensText.ts";
import { commandLink, escapeMarkdown, table } from "./markdown.ts";
import { changeSince, changeWords } from "./modelChange.ts";

/** What the hover of a node is made from. */
export interface HoverInput {
  readonly uri: string;
  readonly pipeline: PipelineDefinition;
  readonly node: DefinitionNode;
  /** Null where no trace is paired or it never ran the node. */
  readonly evidence: { readonly trace: Trace; readonly graphlets: Graphlets; readonly history: NodeHistory } | null;
  /** The trace is still being looked for or read for the first time. */
  readonly pending?: boolean;
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The editor runs command links. */
  readonly links: boolean;
}

/** The hover of a node as Markdown: what it is, its last runs, what they cost and what became of the last model. */
export function hoverText(input: HoverInput): string {
  const { node, evidence } = input;
  const kind = `${node.kind}${node.kindGuessed ? " (a guess by its name)" : ""}`;
  const head = [`**${escapeMarkdown(node.id)}**`, kind];
  if (!evidence) {
    if (input.pending) return `${head.join(" · ")}\n\nThe runs are being read.`;
    const choose = input.links ? ` ${commandLink("Choose trace…", commands.chooseTrace, [input.uri])}` : "";
    return `${head.join(" · ")}\n\nNo runs found.${choose}`;
  }
  const { history } = evidence;
  const trains = history.graphlets.length > 0;
  if (trains) {
    const models = history.graphlets.length;
    const share = history.pushed === 0 ? "" : ` (${formatPercent(history.pushed / models)})`;
    head.push(`${formatCount(models, "model")}, ${history.pushed === 0 ? "none" : history.pushed} deployed${share}`);
  }
  const parts = [head.join(" · "), figures(input, evidence)];
  parts.push(trains ? modelTable(input, evidence) : runTable(input, evidence));
  if (trains) parts.push(lastReason(evidence));
  if (input.links) parts.push(graphLink(input, evidence));
  return parts.filter((part) => part !== "").join("\n\n");
}

type Evidence = NonNullable<HoverInput["evidence"]>;

/** The sparkline with its figures beside it, then failures and cost. */
function figures({ settings, now }: HoverInput, { trace, history }: Evidence): string {
  const costs = recentCosts(trace, history);
  const written = costs.map((cost) => formatCost(cost, settings) || "unknown").join(", ");
  const runs = [formatCount(history.runs, "run")];
  if (history.failed > 0) runs.push(`${history.failed} failed`);
  if (history.cached > 0) runs.push(`${history.cached} from the cache`);
  if (Number.isFinite(history.lastSucceededAt)) runs.push(`last succeeded ${formatAge(history.lastSucceededAt, now)}`);
  const cost = formatCost(history.costSeconds, settings);
  const wasted =
    history.costSeconds > 0 ? `, ${formatPercent(history.wastedSeconds / history.costSeconds)} wasted` : "";
  return `${runs.join(" · ")} · ${cost} ${escapeMarkdown(costWord(settings))}${wasted}\n\n${sparkline(costs)} ${escapeMarkdown(written)}`;
}

const modelHead = ["Model", "Trained", "Duration", "Data", "Changed since the last", "Evaluation", "Outcome"];

function modelTable({ settings }: HoverInput, { trace, graphlets, history }: Evidence): string {
  const models = history.graphlets;
  const rows = models
    .map((index, at) => ({ graphlet: graphlets.list[index], before: graphlets.list[models[at - 1] ?? -1] }))
    .slice(-settings.hover.runs)
    .reverse()
    .flatMap(({ graphlet, before }) => {
      if (!graphlet) return [];
      const { trainer } = graphlet;
      const change = changeSince(trace, before, graphlet);
      return [
        [
          escapeMarkdown(graphletLabel(trace, graphlet)),
          formatTime(trace.executions.startedAt[trainer] ?? Number.NaN),
          formatCost(trace.executions.cost[trainer] ?? Number.NaN, settings) || "–",
          data(trace, graphlet, change.dataShared),
          changeWords(change),
          evaluation(graphlet),
          statusWord[graphlet.status],
        ],
      ];
    });
  return table(modelHead, rows);
}

/** Spans by number where they have one, else how many, and how much of them the model before had. */
function data(trace: Trace, graphlet: Graphlet, overlap: number | null): string {
  if (graphlet.inputSpans.length === 0) return "–";
  const spans = new Set<string>();
  for (const row of graphlet.up) {
    for (const artifact of targetsOf(trace.writes, row)) {
      if (trace.artifacts.kind[artifact] !== artifactCode.data) continue;
      const span = textAt(trace, trace.artifacts.span, artifact);
      if (span !== "") spans.add(span);
    }
  }
  const [only] = spans;
  const name =
    graphlet.inputSpans.length === 1 && spans.size === 1 && only !== undefined
      ? `span ${escapeMarkdown(only)}`
      : formatCount(graphlet.inputSpans.length, "span");
  return overlap === null || overlap === 0 ? name : `${name}, ${formatPercent(overlap)} as before`;
}

const evaluation = ({ blessed }: Graphlet): string => (blessed === null ? "–" : blessed ? "blessed" : "not blessed");

/** Runs of what does not train, newest first. */
function runTable({ settings, now }: HoverInput, { trace, history }: Evidence): string {
  const { state, startedAt, cost, id } = trace.executions;
  const rows = history.executions
    .slice(-settings.hover.runs)
    .reverse()
    .map((row) => [
      `execution ${escapeMarkdown(String(idAt(id, row)))}`,
      formatTime(startedAt[row] ?? Number.NaN) || formatAge(Number.NaN, now),
      formatCost(cost[row] ?? Number.NaN, settings) || "–",
      state[row] === stateCode.cached ? "from the cache" : (executionStates[state[row] ?? 0] ?? "unknown"),
    ]);
  return table(["Run", "Started", "Duration", "State"], rows);
}

/** Why the newest model was not deployed; empty where it was. */
function lastReason({ trace, graphlets, history }: Evidence): string {
  const newest = history.graphlets.at(-1);
  const reason = newest === undefined ? null : reasonSentence(trace, graphlets, newest);
  return reason === null ? "" : escapeMarkdown(reason);
}

function graphLink({ uri, pipeline, node }: HoverInput, { trace, graphlets, history }: Evidence): string {
  const newest = graphlets.list[history.graphlets.at(-1) ?? -1];
  return commandLink("Show graph", commands.showGraph, [
    {
      uri,
      node: node.id,
      level: newest ? "graphlet" : "pipeline",
      ...(pipeline.name === null ? {} : { pipeline: pipeline.name }),
      ...(newest ? { trainer: idAt(trace.executions.id, newest.trainer) } : {}),
    },
  ]);
}
