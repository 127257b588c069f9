import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import type { DefinitionNode } from "../model/definition.ts";
import { formatAge, formatCount } from "../model/format.ts";
import type { Graphlets } from "../model/graphlet.ts";
import { stateCode } from "../model/kinds.ts";
import type { Settings } from "../model/settings.ts";
import type { Trace } from "../model/trace.ts";
import type { NodeFigures, ViewNode } from "../protocol.ts";
import { statusOf } from "./executionFigures.ts";
import { ranOf } from "./ran.ts";
import { costWord, deployedCount, dots, formatCost, percentOf, shareOf, stateWord } from "./words.ts";

/** Id of a definition's node in the picture of its pipeline. */
export const pipelineNodeId = (node: string): string => `d:${node}`;

/** The trace's side of a pipeline's picture. */
export interface PipelineFigures {
  readonly trace: Trace | null;
  readonly graphlets: Graphlets | null;
  readonly histories: ReadonlyMap<string, NodeHistory>;
  /** Sum of the known costs of all nodes. */
  readonly cost: number;
  readonly settings: Settings;
  readonly now: number;
}

/** A definition's node with what the trace says of it. */
export function pipelineNode(node: DefinitionNode, figures: PipelineFigures): ViewNode {
  const history = figures.histories.get(node.id);
  const share = history ? shareOf(history.costSeconds, figures.cost) : null;
  const state = history ? nodeState(history, figures) : null;
  return {
    id: pipelineNodeId(node.id),
    shape: "execution",
    kind: node.kind,
    label: node.id,
    second: secondLine(history, figures),
    state,
    costShare: share,
    boundary: false,
    definitionNode: node.id,
    count: 1,
    ...(history ? { figures: figuresOf(history, figures) } : {}),
    description: describe(node, history, state, share, figures),
  };
}

function figuresOf(history: NodeHistory, { trace, graphlets }: PipelineFigures): NodeFigures {
  const { runs, failed, costSeconds, lastStartedAt } = history;
  const last = history.executions.at(-1);
  const model = graphlets?.list[history.graphlets.at(-1) ?? -1];
  const known = trace && graphlets && last !== undefined;
  return {
    cost: costSeconds,
    runs,
    failed,
    ...(Number.isFinite(lastStartedAt) ? { startedAt: lastStartedAt } : {}),
    ...(known ? { ran: ranOf(trace, graphlets, last) } : {}),
    ...(known ? { status: model?.status ?? statusOf(graphlets, undefined, [last]) } : {}),
  };
}

function secondLine(history: NodeHistory | undefined, { trace, settings }: PipelineFigures): string {
  if (!trace) return "";
  if (!history) return "no runs";
  return dots(formatCount(history.runs, "run"), formatCost(history.medianSeconds, settings));
}

/** How the last execution ended; what became of a trainer's last model where the training itself is well. */
function nodeState(history: NodeHistory, { trace, graphlets }: PipelineFigures): ViewNode["state"] {
  const last = history.executions.at(-1);
  if (!trace || !graphlets || last === undefined) return null;
  const ran = ranOf(trace, graphlets, last);
  if (ran === "abandoned") return ran;
  const model = graphlets.list[history.graphlets.at(-1) ?? -1];
  if (model && trace.executions.state[last] !== stateCode.failed) return model.status;
  return ran;
}

function describe(
  node: DefinitionNode,
  history: NodeHistory | undefined,
  state: ViewNode["state"],
  share: number | null,
  { trace, settings, now }: PipelineFigures,
): string {
  const parts = [`${node.id}: ${node.kind}${node.kindGuessed ? " (a guess by its name)" : ""}`];
  if (history) {
    parts.push(stateWord(state), formatCount(history.runs, "run"));
    if (history.failed > 0) parts.push(`${history.failed.toLocaleString("en-US")} failed`);
    if (Number.isFinite(history.lastSucceededAt))
      parts.push(`last succeeded ${formatAge(history.lastSucceededAt, now)}`);
    if (Number.isFinite(history.medianSeconds)) parts.push(`${formatCost(history.medianSeconds, settings)} median`);
    if (share !== null) parts.push(`${percentOf(share)} of ${costWord(settings)}`);
    if (history.graphlets.length > 0) {
      parts.push(formatCount(history.graphlets.length, "model"), deployedCount(history.pushed));
    }
  } else if (trace) {
    parts.push("no runs");
  }
  if (node.condition !== null) parts.push(`runs only under a condition: ${node.condition}`);
  return parts.filter((part) => part !== "").join(", ");
}
