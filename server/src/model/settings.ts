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
  };
  readonly unpushedModels: { readonly window: number; readonly minimum: number };
  readonly failingNode: { readonly window: number; readonly minimum: number };
  readonly graph: { readonly maxNodes: number; readonly layoutDeadline: number };
  readonly staleAfterDays: number;
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
  },
  unpushedModels: { window: 14, minimum: 3 },
  failingNode: { window: 20, minimum: 2 },
  graph: { maxNodes: 1000, layoutDeadline: 10 },
  staleAfterDays: 30,
};
