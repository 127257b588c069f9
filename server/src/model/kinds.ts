/**
 * The words of the domain as closed lists. The index of a word in its list is its code in the columns of a trace;
 * lists only grow at the end.
 */
export const operatorKinds = [
  "other",
  "ingest",
  "analyze",
  "preprocess",
  "tune",
  "train",
  "evaluate",
  "validate",
  "deploy",
  "infer",
  "import",
  "resolve",
] as const;
export type OperatorKind = (typeof operatorKinds)[number];

export const artifactKinds = [
  "other",
  "data",
  "statistics",
  "schema",
  "anomalies",
  "transform",
  "cache",
  "hyperparameters",
  "model",
  "evaluation",
  "blessing",
  "pushed",
] as const;
export type ArtifactKind = (typeof artifactKinds)[number];

export const executionStates = ["unknown", "new", "running", "complete", "failed", "cached", "canceled"] as const;
export type ExecutionState = (typeof executionStates)[number];

const codes = <T extends string>(words: readonly T[]): Readonly<Record<T, number>> =>
  Object.fromEntries(words.map((word, code) => [word, code])) as Record<T, number>;

/** Code of each operator kind in `Trace.executions.kind`. */
export const operatorCode = codes(operatorKinds);
/** Code of each artifact kind in `Trace.artifacts.kind`. */
export const artifactCode = codes(artifactKinds);
/** Code of each state in `Trace.executions.state`. */
export const stateCode = codes(executionStates);
