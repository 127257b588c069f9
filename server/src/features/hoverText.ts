import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import { costInWords, costWord, formatCost } from "../model/cost.ts";
import type { DefinitionNode, PipelineDefinition } from "../model/definition.ts";
import type { Forecast } from "../model/forecast.ts";
import { formatAge, formatCount, formatPercent, sparkline } from "../model/format.ts";
import type { Graphlet, Graphlets } from "../model/graphlet.ts";
import { artifactCode, executionStates, stateCode } from "../model/kinds.ts";
import type { Settings } from "../model/settings.ts";
import { idAt, type Trace } from "../model/trace.ts";
import { commands, type ModelArguments } from "../protocol.ts";
import { graphletLabel, modelsWaste, reasonSentence } from "../views/index.ts";
import { targetsOf, textAt } from "../views/rows.ts";
import { nodeSections } from "../views/traceText/index.ts";
import { deployedCount, formatTime, statusWord } from "../views/words.ts";
import { lastDeployedBefore } from "../waste/explain/index.ts";
import { recentCosts } from "./lensText.ts";
import { commandLink, escapeMarkdown, table } from "./markdown.ts";
import { changeSince, changeWords } from "./modelChange.ts";
import { linkMentions, type RecordLinks, recordLinks } from "./recordLinks.ts";
import { tradeOffArguments, tradeOffTitle } from "./showTradeOff.ts";

/** What the hover of a node is made from. */
export interface HoverInput {
  readonly uri: string;
  readonly pipeline: PipelineDefinition;
  readonly node: DefinitionNode;
  /** Null where no trace is paired or it never ran the node. */
  readonly evidence: {
    readonly trace: Trace;
    readonly graphlets: Graphlets;
    readonly history: NodeHistory;
    /** By node; absent until they are worked out. */
    readonly forecasts?: ReadonlyMap<string, Forecast> | undefined;
  } | null;
  /** The trace is still being looked for or read for the first time. */
  readonly pending?: boolean;
  /** Why there is no trace, in sentences. */
  readonly lack?: string | undefined;
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Name of the reader's time zone; without it times are in UTC. */
  readonly timeZone?: string | undefined;
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
    const lack = input.lack === undefined ? "" : ` ${escapeMarkdown(input.lack)}`;
    return `${head.join(" · ")}\n\nNo runs found.${lack}${choose}`;
  }
  const { history } = evidence;
  const link = linksOf(input);
  const trains = history.graphlets.length > 0;
  if (trains) {
    const models = history.graphlets.length;
    const share = history.pushed === 0 ? "" : ` (${formatPercent(history.pushed / models)})`;
    const counted = link(formatCount(models, "model"), { type: "node", node: history.node }, nodeSections.models);
    head.push(`${counted}, ${deployedCount(history.pushed)}${share}`);
  }
  const parts = [head.join(" · "), figures(input, evidence)];
  parts.push(trains ? modelTable(input, evidence) : runTable(input, evidence));
  if (trains) parts.push(lastReason(input, evidence));
  if (input.links) parts.push([...(trains ? modelLinks(input, evidence) : []), graphLink(input, evidence)].join(" · "));
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Links to the records of what the hover tells. */
const linksOf = ({ uri, pipeline, links }: HoverInput): RecordLinks =>
  recordLinks({ uri, pipeline: pipeline.name, links });

type Evidence = NonNullable<HoverInput["evidence"]>;

/** The sparkline with its figures beside it, then failures and cost. */
function figures(input: HoverInput, { trace, graphlets, history }: Evidence): string {
  const { settings, now } = input;
  const link = linksOf(input);
  const node = { type: "node", node: history.node } as const;
  const costs = recentCosts(trace, history);
  const written = costs.map((cost) => formatCost(cost, settings) || "unknown").join(", ");
  const runs = [link(formatCount(history.runs, "run"), node, nodeSections.runs)];
  if (history.failed > 0) runs.push(link(`${history.failed} failed`, node, nodeSections.failed));
  if (history.cached > 0) runs.push(`${history.cached} from the cache`);
  if (Number.isFinite(history.lastSucceededAt)) runs.push(`last succeeded ${formatAge(history.lastSucceededAt, now)}`);
  if (history.costSeconds === 0) return `${runs.join(" · ")} · no ${escapeMarkdown(costWord(settings))} is recorded`;
  const cost = escapeMarkdown(costInWords(history.costSeconds, settings));
  const wasted = formatPercent(history.wastedSeconds / history.costSeconds);
  const ofModels = modelsWaste(graphlets, history, settings);
  const lines = [
    `${runs.join(" · ")} · ${cost}, ${wasted} wasted`,
    ofModels === "" ? "" : `All steps of these models: ${escapeMarkdown(ofModels)}`,
    `${sparkline(costs)} ${escapeMarkdown(written)}`,
  ];
  // One paragraph: an editor shows a hover's first 250 pixels, and the table matters more.
  return lines.filter((line) => line !== "").join("  \n");
}

const modelHead = ["Model", "Trained", "Duration", "Data", "Changed since the last", "Evaluation", "Outcome"];

function modelTable(input: HoverInput, { trace, graphlets, history }: Evidence): string {
  const { settings, timeZone } = input;
  const link = linksOf(input);
  const models = history.graphlets;
  const rows = models
    .map((index, at) => ({ graphlet: graphlets.list[index], before: graphlets.list[models[at - 1] ?? -1] }))
    .slice(-settings.hover.runs)
    .reverse()
    .flatMap(({ graphlet, before }) => {
      if (!graphlet) return [];
      const { trainer } = graphlet;
      const id = idAt(trace.executions.id, trainer);
      const change = changeSince(trace, before, graphlet);
      return [
        [
          link(graphletLabel(trace, graphlet), { type: "graphlet", trainer: id }),
          formatTime(trace.executions.startedAt[trainer] ?? Number.NaN, timeZone),
          formatCost(trace.executions.cost[trainer] ?? Number.NaN, settings) || "–",
          data(trace, graphlet, change.dataShared),
          changeWords(change),
          evaluation(graphlet),
          link(statusWord[graphlet.status], { type: "explanation", trainer: id }),
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
function runTable(input: HoverInput, { trace, history }: Evidence): string {
  const { settings, now, timeZone } = input;
  const link = linksOf(input);
  const { state, startedAt, cost, id } = trace.executions;
  const rows = history.executions
    .slice(-settings.hover.runs)
    .reverse()
    .map((row) => [
      link(`execution ${idAt(id, row)}`, { type: "execution", id: idAt(id, row) }),
      formatTime(startedAt[row] ?? Number.NaN, timeZone) || formatAge(Number.NaN, now),
      formatCost(cost[row] ?? Number.NaN, settings) || "–",
      state[row] === stateCode.cached ? "from the cache" : (executionStates[state[row] ?? 0] ?? "unknown"),
    ]);
  return table(["Run", "Started", "Duration", "State"], rows);
}

/** Why the newest model was not deployed; empty where it was. */
function lastReason(input: HoverInput, { trace, graphlets, history }: Evidence): string {
  const newest = history.graphlets.at(-1);
  const reason = newest === undefined ? null : reasonSentence(trace, graphlets, newest);
  const members = graphlets.list[newest ?? -1]?.executions ?? [];
  return reason === null ? "" : linkMentions(reason, trace, members, linksOf(input));
}

/** Ways to the newest model's explanation, to what differs from the last deployed one, and to the trade-off of stopping early, where they are. */
function modelLinks(
  { uri, pipeline, node }: HoverInput,
  { trace, graphlets, history, forecasts }: Evidence,
): readonly string[] {
  const index = history.graphlets.at(-1) ?? -1;
  const newest = graphlets.list[index];
  if (!newest) return [];
  const trainer = idAt(trace.executions.id, newest.trainer);
  const given: ModelArguments = { uri, ...(pipeline.name === null ? {} : { pipeline: pipeline.name }), trainer };
  const explain = commandLink("Explain", commands.explain, [given]);
  const links = [explain];
  if (lastDeployedBefore(trace, graphlets, index) >= 0)
    links.push(commandLink("Compare with last deployed", commands.compare, [given]));
  if ((forecasts?.get(node.id)?.points.length ?? 0) > 0)
    links.push(commandLink(tradeOffTitle, commands.showGraph, [tradeOffArguments(uri, pipeline.name, node.id)]));
  return links;
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
