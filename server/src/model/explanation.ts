import type { GraphletStatus, NotPushedReason } from "./graphlet.ts";
import type { OperatorKind } from "./kinds.ts";

/** What became of one model and why, as facts. Executions and artifacts are rows of the trace, graphlets indexes into `Graphlets.list`. */
export interface Explanation {
  readonly graphlet: number;
  readonly status: GraphletStatus;
  /** Null where it was deployed, or where nothing says why yet. */
  readonly whyNotPushed: NotPushedReason | null;
  /** What stopped the model, or holds it up while it is pending; in order of start. Empty where it was deployed or nothing stopped it. */
  readonly causes: readonly Cause[];
  /** Every evaluate or validate member, in order of start. */
  readonly checks: readonly Check[];
  /** Every deploy member, in order of start. */
  readonly deployments: readonly Deployment[];
  /** What used the model without deploying it. */
  readonly uses: readonly Use[];
  /** The way from training to deployment; null where the model was deployed. */
  readonly route: DeployRoute | null;
  /** What would say more and is not in the store. */
  readonly gaps: readonly Gap[];
}

export interface Cause {
  readonly execution: number;
  readonly what: "failed" | "not-blessed" | "refused" | "abandoned" | "open";
  /** The store's own words about a failure, null where it has none. */
  readonly error: string | null;
  /** Of what is abandoned: the next execution of the same node, -1 where there is none. */
  readonly next: number;
}

export interface Check {
  readonly execution: number;
  readonly blessings: readonly Blessing[];
  /** Artifacts with the check's figures. */
  readonly evaluations: readonly number[];
  readonly thresholds: readonly MetricThreshold[];
  /** Figures that the store itself holds. */
  readonly metrics: readonly Metric[];
}

export interface Blessing {
  readonly artifact: number;
  /** Null where the store does not say. */
  readonly blessed: boolean | null;
  /** Id of the model that it was compared with, in the store's words; null where none is named. */
  readonly baseline: string | null;
}

/** A limit that a metric is held to. */
export interface MetricThreshold {
  readonly metric: string;
  /** `change`: against the baseline model; `relative-change`: as a share of the baseline's value. */
  readonly of: "value" | "change" | "relative-change";
  readonly bound: "at-least" | "at-most";
  readonly limit: number;
  /** It holds for slices of the data, not for all of it. */
  readonly sliced: boolean;
}

export interface Metric {
  readonly name: string;
  readonly value: number;
}

export interface Deployment {
  readonly execution: number;
  readonly artifacts: readonly {
    readonly artifact: number;
    /** Null where the store does not say: a complete execution then deployed it. */
    readonly pushed: boolean | null;
    readonly destination: string | null;
  }[];
}

export type Use =
  | { readonly by: "batch"; readonly execution: number }
  | { readonly by: "warm-start"; readonly graphlet: number };

/** The way from training to deployment, and how far the model came on it. */
export interface DeployRoute {
  /** Who knows the way: the code, or another model of the same node that came to a deploy step. */
  readonly from: "definition" | "trace";
  /** Deploy nodes that it leads to; empty where nothing known deploys. */
  readonly deploys: readonly string[];
  /** From training to deployment, the deploy nodes among them. */
  readonly steps: readonly {
    readonly node: string;
    readonly kind: OperatorKind;
    /** The node runs only under a condition, in the words of the code. */
    readonly condition: string | null;
    /** The model's executions of it. */
    readonly executions: readonly number[];
  }[];
  /** The other model that shows the way, -1 where it is not needed. */
  readonly example: number;
}

/** What the store does not hold. */
export type Gap =
  | { readonly what: "error"; readonly execution: number }
  | { readonly what: "metrics"; readonly artifact: number }
  | { readonly what: "thresholds"; readonly execution: number }
  | { readonly what: "blessing"; readonly execution: number }
  | { readonly what: "refusal"; readonly execution: number }
  | { readonly what: "unread"; readonly message: string };

/** Properties of a row that were read on demand: a sentence where they could not be read, null where they were not. */
export type PropertiesOf = (
  of: "execution" | "artifact",
  row: number,
) => readonly { readonly name: string; readonly value: string }[] | string | null;
