import { guessOperatorKind } from "../../model/guessKind.ts";
import type { ArtifactKind, OperatorKind } from "../../model/kinds.ts";
import type { KindOverride } from "../../model/operatorKind.ts";
import type { LineageRun } from "./runs.ts";

const dbtKinds: Readonly<Record<string, OperatorKind>> = {
  // A dbt model is a query that makes a table, and no trained model.
  MODEL: "preprocess",
  SNAPSHOT: "preprocess",
  SEED: "ingest",
  TEST: "analyze",
};

/** Kind of a run's job: the user's pattern, what dbt says of its own, else a guess by the words in the job's name. */
export function kindOfRun(
  run: LineageRun,
  node: string,
  override: KindOverride,
): { readonly kind: OperatorKind; readonly guessed: boolean } {
  const given = override(node, run.job.name);
  if (given) return { kind: given, guessed: false };
  if (run.integration === "DBT") {
    const kind = Object.hasOwn(dbtKinds, run.jobType) ? dbtKinds[run.jobType] : undefined;
    return { kind: kind ?? "other", guessed: false };
  }
  const guess = guessOperatorKind(node);
  return { kind: guess ?? "other", guessed: guess !== null };
}

const words: readonly (readonly [ArtifactKind, RegExp])[] = [
  ["model", /(?:^|[^a-z])models?(?:[^a-z]|$)|\.(?:pkl|pt|pth|h5|keras|onnx|joblib)$/i],
  ["evaluation", /(?:^|[^a-z])(?:metrics?|evaluations?|scores?)(?:[^a-z]|$)/i],
  ["statistics", /(?:^|[^a-z])(?:statistics|stats)(?:[^a-z]|$)/i],
];

/** Kind of a dataset: what a deployment writes was pushed, what training writes is a model; else by the words in its name, data where they say nothing. */
export function kindOfDataset(name: string, makers: readonly OperatorKind[]): ArtifactKind {
  if (makers.includes("deploy")) return "pushed";
  if (makers.includes("train")) return "model";
  if (makers.length > 0) return "data";
  const last = name.slice(-200);
  return words.find(([, pattern]) => pattern.test(last))?.[0] ?? "data";
}
