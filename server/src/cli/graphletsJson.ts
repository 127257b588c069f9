import type { Graphlet, GraphletStatus, NotPushedReason } from "../model/graphlet.ts";
import { idAt, runName, type Trace, type TraceId, textOf, textOrNull } from "../model/trace.ts";
import { isoTime, seconds } from "./jsonNumbers.ts";

/** One graphlet as `graphlet graphlets --format json` prints it: a stable contract, the order of its keys included. */
export interface GraphletJson {
  readonly trainer: TraceId;
  /** The pipeline's name as stored. */
  readonly pipeline: string | null;
  readonly run: string | null;
  readonly node: string;
  readonly startedAt: string | null;
  readonly executions: readonly TraceId[];
  readonly pushed: boolean;
  readonly blessed: boolean | null;
  readonly status: GraphletStatus;
  readonly whyNotPushed: NotPushedReason | null;
  readonly costSeconds: number;
  readonly ownCostSeconds: number;
  readonly wastedSeconds: number;
  readonly unknownCosts: number;
  readonly warmStartedFrom: readonly TraceId[];
  /** Number of input spans. */
  readonly inputSpans: number;
  readonly dataJaccard: number | null;
  readonly sameCode: boolean | null;
  readonly sameParameters: boolean | null;
  readonly redundant: boolean;
}

/** Graphlets of a trace, in their order. Linear in their members; made one at a time, so that any number fits. */
export function* graphletsJson(trace: Trace, list: readonly Graphlet[]): Generator<GraphletJson> {
  for (const graphlet of list) yield graphletJson(trace, graphlet);
}

function graphletJson(trace: Trace, graphlet: Graphlet): GraphletJson {
  const { executions, strings } = trace;
  const row = graphlet.trainer;
  const ids = (rows: Int32Array): TraceId[] => Array.from(rows, (one) => idAt(executions.id, one));
  return {
    trainer: idAt(executions.id, row),
    pipeline: textOrNull(strings, executions.storedPipeline[row]),
    run: runName(trace, executions.run[row]),
    node: textOf(strings, executions.node[row]),
    startedAt: isoTime(executions.startedAt[row] ?? Number.NaN),
    executions: ids(graphlet.executions),
    pushed: graphlet.pushed,
    blessed: graphlet.blessed,
    status: graphlet.status,
    whyNotPushed: graphlet.whyNotPushed,
    costSeconds: seconds(graphlet.costSeconds),
    ownCostSeconds: seconds(graphlet.ownCostSeconds),
    wastedSeconds: seconds(graphlet.wastedSeconds),
    unknownCosts: graphlet.unknownCosts,
    warmStartedFrom: ids(graphlet.parents),
    inputSpans: graphlet.inputSpans.length,
    dataJaccard: graphlet.dataJaccard,
    sameCode: graphlet.sameCode,
    sameParameters: graphlet.sameParameters,
    redundant: graphlet.redundant,
  };
}
