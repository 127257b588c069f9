import type { OperatorKind } from "./kinds.ts";

export const severities = ["off", "hint", "information", "warning", "error"] as const;
export type Severity = (typeof severities)[number];

/** What the user can set, under `graphlet.` in the editor; the manifest is held to this by a test. */
export interface Settings {
  /** Glob over node or type name → kind; the first that fits wins. */
  readonly operatorKinds: Readonly<Record<string, OperatorKind>>;
  /** Execution property that replaces the cost; empty: compute time. */
  readonly costProperty: string;
  /** Definition (glob over its path in the workspace) → store's path. Overrides automatic pairing. */
  readonly traces: Readonly<Record<string, string>>;
  readonly lens: { readonly enabled: boolean };
  readonly hover: { readonly runs: number };
  readonly diagnostics: {
    readonly unpushedModels: Severity;
    readonly deadTrainer: Severity;
    readonly redundantTrainer: Severity;
    readonly failingNode: Severity;
    readonly retrainWithoutChange: Severity;
    readonly repeatedWork: Severity;
    readonly overlappingWindows: Severity;
    readonly lateValidation: Severity;
    readonly unusedOutput: Severity;
    readonly driftFromTrace: Severity;
    readonly likelyUnpushed: Severity;
    /** Mistakes of a definition: what no run could get past. */
    readonly definitionProblems: Severity;
  };
  readonly unpushedModels: { readonly window: number; readonly minimum: number };
  readonly failingNode: { readonly window: number; readonly minimum: number };
  readonly retrainWithoutChange: { readonly window: number; readonly minimum: number };
  /** `percent`: of the pipeline's cost. */
  readonly repeatedWork: { readonly window: number; readonly minimum: number; readonly percent: number };
  /** `percent`: of a run's spans that the run before had, too. */
  readonly overlappingWindows: { readonly window: number; readonly minimum: number; readonly percent: number };
  /** `afterPercent`: of the models' cost; `signalPercent`: what precision and recall of the earlier signal must reach. */
  readonly lateValidation: {
    readonly window: number;
    readonly minimum: number;
    readonly afterPercent: number;
    readonly signalPercent: number;
  };
  readonly unusedOutput: { readonly minimum: number };
  readonly driftFromTrace: { readonly runs: number };
  /** `keptPercent`: of the deployments of the past, following the forecast must have kept. */
  readonly likelyUnpushed: { readonly minimum: number; readonly keptPercent: number };
  readonly graph: { readonly maxNodes: number; readonly layoutDeadline: number; readonly select: string };
  readonly staleAfterDays: number;
  /** Seconds between two questions to a database; 0: none are asked. */
  readonly databasePollSeconds: number;
}

export const defaultSettings: Settings = {
  operatorKinds: {},
  costProperty: "",
  traces: {},
  lens: { enabled: true },
  hover: { runs: 8 },
  diagnostics: {
    unpushedModels: "warning",
    deadTrainer: "warning",
    redundantTrainer: "warning",
    failingNode: "warning",
    retrainWithoutChange: "warning",
    repeatedWork: "information",
    overlappingWindows: "information",
    lateValidation: "information",
    unusedOutput: "information",
    driftFromTrace: "hint",
    likelyUnpushed: "information",
    definitionProblems: "warning",
  },
  unpushedModels: { window: 14, minimum: 3 },
  failingNode: { window: 20, minimum: 2 },
  retrainWithoutChange: { window: 14, minimum: 3 },
  repeatedWork: { window: 20, minimum: 3, percent: 1 },
  overlappingWindows: { window: 10, minimum: 3, percent: 50 },
  lateValidation: { window: 50, minimum: 5, afterPercent: 50, signalPercent: 80 },
  unusedOutput: { minimum: 5 },
  driftFromTrace: { runs: 3 },
  likelyUnpushed: { minimum: 30, keptPercent: 95 },
  graph: { maxNodes: 1000, layoutDeadline: 10, select: "" },
  staleAfterDays: 30,
  databasePollSeconds: 30,
};
