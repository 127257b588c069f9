import { executionStatuses, type Graphlet, type Graphlets } from "../model/graphlet.ts";
import { stateCode } from "../model/kinds.ts";
import { type Trace, textOf } from "../model/trace.ts";
import type { GraphletColumns } from "./columns.ts";
import { rowsOfPipeline } from "./pipelineRows.ts";

/** What a trace says of one node of one pipeline: the figures of lens, hover, rules and view. */
export interface NodeHistory {
  readonly node: string;
  /** Rows of the node's executions by start, then id; oldest first. */
  readonly executions: readonly number[];
  readonly runs: number;
  readonly failed: number;
  readonly cached: number;
  /** Milliseconds since the epoch; NaN where there is none. */
  readonly lastSucceededAt: number;
  readonly lastStartedAt: number;
  /** Median of the known costs of complete executions, seconds; NaN where there is none. */
  readonly medianSeconds: number;
  /** Sum of known costs. */
  readonly costSeconds: number;
  /** Sum of the known costs of executions that are wasted. */
  readonly wastedSeconds: number;
  /** Indexes into `graphlets.list` of the node's models, oldest first; empty for what is no trainer. */
  readonly graphlets: readonly number[];
  readonly pushed: number;
}

/** What of the graphlets the histories tell: of those that are shown, or still columns. */
type HistoryGraphlets =
  | (Pick<Graphlets, "owner" | "status"> & { readonly list: readonly Pick<Graphlet, "trainer" | "pushed">[] })
  | Pick<GraphletColumns, "owner" | "executionStatus" | "trainer" | "pushed">;

/**
 * Histories of all nodes of a pipeline, by node name. Linear in the pipeline's executions, and once for each trace in all.
 * `pipeline`: index into `trace.pipelines`, or -1 for executions without one. `range`: only of what began then, milliseconds since the epoch.
 */
export function nodeHistories(
  trace: Trace,
  graphlets: HistoryGraphlets,
  pipeline: number,
  range?: { readonly from: number; readonly to: number },
): ReadonlyMap<string, NodeHistory> {
  const byText = new Map<number, number[]>();
  const { executions, strings } = trace;
  for (const row of rowsOfPipeline(trace, pipeline)) {
    if (range && !isIn(range, executions.startedAt[row] ?? Number.NaN)) continue;
    const node = executions.node[row] as number;
    const list = byText.get(node);
    if (list) list.push(row);
    else byText.set(node, [row]);
  }
  // Two texts may read the same.
  const byNode = new Map<string, number[]>();
  for (const [text, rows] of byText) {
    const node = textOf(strings, text);
    const known = byNode.get(node);
    if (known) for (const row of rows) known.push(row);
    else byNode.set(node, rows);
  }
  return new Map([...byNode].map(([node, rows]) => [node, historyOf(node, rows, trace, graphlets)]));
}

const isIn = ({ from, to }: { readonly from: number; readonly to: number }, time: number): boolean =>
  time >= from && time <= to;

function historyOf(node: string, rows: number[], trace: Trace, graphlets: HistoryGraphlets): NodeHistory {
  const { state, startedAt, updatedAt, cost } = trace.executions;
  const status = "list" in graphlets ? graphlets.status : graphlets.executionStatus;
  const at = (row: number): number => startedAt[row] ?? Number.NaN;
  const executions = isInOrder(rows, at) ? rows : rows.sort((a, b) => (at(a) || 0) - (at(b) || 0) || a - b);
  let failed = 0;
  let cached = 0;
  let lastSucceededAt = Number.NaN;
  let lastStartedAt = Number.NaN;
  let costSeconds = 0;
  let wastedSeconds = 0;
  let pushed = 0;
  const durations: number[] = [];
  const models: number[] = [];
  for (const row of executions) {
    const seconds = cost[row] ?? Number.NaN;
    if (state[row] === stateCode.failed) failed++;
    if (state[row] === stateCode.cached) cached++;
    if (state[row] === stateCode.complete) {
      lastSucceededAt = latest(lastSucceededAt, updatedAt[row] ?? Number.NaN);
      if (Number.isFinite(seconds)) durations.push(seconds);
    }
    lastStartedAt = latest(lastStartedAt, at(row));
    if (Number.isFinite(seconds)) {
      costSeconds += seconds;
      if (status[row] === wastedCode) wastedSeconds += seconds;
    }
    // A train execution is held by its own graphlet alone.
    const model = graphlets.owner[row] as number;
    if (trainerOf(graphlets, model) === row) {
      models.push(model);
      if (isPushed(graphlets, model)) pushed++;
    }
  }
  return {
    node,
    executions,
    runs: executions.length,
    failed,
    cached,
    lastSucceededAt,
    lastStartedAt,
    medianSeconds: median(durations),
    costSeconds,
    wastedSeconds,
    graphlets: models,
    pushed,
  };
}

const trainerOf = (graphlets: HistoryGraphlets, model: number): number | undefined =>
  "list" in graphlets ? graphlets.list[model]?.trainer : graphlets.trainer[model];

const isPushed = (graphlets: HistoryGraphlets, model: number): boolean =>
  "list" in graphlets ? graphlets.list[model]?.pushed === true : graphlets.pushed[model] === 1;

/** Whether rows stand by start, then id: nearly always, in a store whose ids are given in the order of starts. */
function isInOrder(rows: readonly number[], at: (row: number) => number): boolean {
  for (let index = 1; index < rows.length; index++) {
    const before = rows[index - 1] as number;
    const row = rows[index] as number;
    const step = (at(row) || 0) - (at(before) || 0);
    if (step < 0 || (step === 0 && row < before)) return false;
  }
  return true;
}

const wastedCode = executionStatuses.indexOf("wasted");

const latest = (a: number, b: number): number => (Number.isNaN(a) || b > a ? b : a);

function median(values: number[]): number {
  if (values.length === 0) return Number.NaN;
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  const upper = values[middle] ?? Number.NaN;
  return values.length % 2 === 1 ? upper : ((values[middle - 1] ?? upper) + upper) / 2;
}
