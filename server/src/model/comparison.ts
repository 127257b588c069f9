import type { Metric } from "./explanation.ts";
import type { GraphletStatus } from "./graphlet.ts";
import type { ExecutionState, OperatorKind } from "./kinds.ts";

/** What differs between two graphlets. Rows are the trace's, graphlets indexes into `Graphlets.list`. */
export interface GraphletComparison {
  /** The model that is compared with: the older one as a rule. */
  readonly before: number;
  readonly after: number;
  readonly spans: SpanDifference;
  /** Of the train executions; null where one is unknown. */
  readonly sameCode: boolean | null;
  readonly sameParameters: boolean | null;
  readonly parents: RowDifference;
  /** Nodes of either, in order of their start in the newer graphlet that has them. */
  readonly nodes: readonly NodeDifference[];
  /** Figures that the store holds of either, by name. */
  readonly metrics: readonly MetricDifference[];
  readonly costSeconds: { readonly before: number; readonly after: number };
  readonly status: { readonly before: GraphletStatus; readonly after: GraphletStatus };
  /** Same data, code, parameters and parents; null where something of it is unknown and nothing is known to differ. */
  readonly sameInputs: boolean | null;
  /** Both have come to an end, and not to the same. */
  readonly otherOutcome: boolean;
}

/** An input span by its identity, and the artifact that it is in the graphlet. */
export interface Span {
  readonly identity: string;
  readonly artifact: number;
}

export interface SpanDifference {
  readonly added: readonly Span[];
  readonly removed: readonly Span[];
  readonly shared: readonly Span[];
  /** Null where both have no spans. */
  readonly jaccard: number | null;
}

export interface RowDifference {
  readonly added: readonly number[];
  readonly removed: readonly number[];
  readonly shared: readonly number[];
}

export interface NodeDifference {
  readonly node: string;
  /** The train node of the older graphlet where that is another one: the two trainings are compared all the same. */
  readonly was: string | null;
  readonly kind: OperatorKind;
  /** Null where the graphlet has no execution of the node. */
  readonly before: NodeSide | null;
  readonly after: NodeSide | null;
  /** Null where one is unknown or missing. */
  readonly sameCode: boolean | null;
  readonly sameParameters: boolean | null;
  readonly sameState: boolean | null;
  /** Of the newest execution of either side, key by key. */
  readonly parameters: readonly ParameterChange[];
}

export interface NodeSide {
  readonly executions: readonly number[];
  /** Each once, in order of start. */
  readonly states: readonly (ExecutionState | "abandoned")[];
  /** Sum of the known costs; NaN where none is known. */
  readonly costSeconds: number;
}

/** A parameter by its path (`train_args.num_steps`); null where it is not set. Values as JSON. */
export interface ParameterChange {
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface MetricDifference {
  readonly name: string;
  readonly before: Metric["value"] | null;
  readonly after: Metric["value"] | null;
}
