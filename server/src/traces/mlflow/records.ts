/** What a tracking store of MLflow holds, from its files or its tables. */
export interface MlflowStore {
  readonly experiments: ReadonlyMap<string, string>;
  readonly runs: readonly MlflowRun[];
  /** Models of MLflow 3, which have ids of their own. */
  readonly models: readonly LoggedModel[];
  readonly versions: readonly ModelVersion[];
}

export interface MlflowRun {
  readonly id: string;
  /** Id of its experiment. */
  readonly experiment: string;
  readonly status: MlflowStatus;
  /** Milliseconds since the epoch; NaN where unknown. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly tags: ReadonlyMap<string, string>;
  readonly params: ReadonlyMap<string, string>;
  readonly datasets: readonly DatasetInput[];
  /** Ids of models of MLflow 3 that it took. */
  readonly modelInputs: readonly string[];
}

export type MlflowStatus = "RUNNING" | "SCHEDULED" | "FINISHED" | "FAILED" | "KILLED" | "";

export interface DatasetInput {
  readonly name: string;
  readonly digest: string;
  /** What it was used for (`mlflow.data.context`): training, validation; empty where nobody said. */
  readonly context: string;
}

export interface LoggedModel {
  readonly id: string;
  readonly name: string;
  /** The run that made it; empty where unknown. */
  readonly run: string;
  readonly location: string;
  readonly createdAt: number;
}

export interface ModelVersion {
  readonly name: string;
  readonly version: string;
  /** The run whose model it is; empty where unknown. */
  readonly run: string;
  /** Where the model was taken from: `runs:/…`, `models:/m-…`, a folder. */
  readonly source: string;
  readonly stage: string;
  readonly aliases: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

const statuses: readonly MlflowStatus[] = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"];

/** A status by its name, or by its number in files (1 RUNNING … 5 KILLED). */
export function statusOf(value: string): MlflowStatus {
  const number = Number(value);
  if (Number.isInteger(number)) return statuses[number - 1] ?? "";
  return statuses.find((status) => status === value.toUpperCase()) ?? "";
}

/** Milliseconds since the epoch; NaN for what is no number. */
export const millis = (value: string | number | null | undefined): number =>
  value === null || value === undefined || value === "" || value === "null" ? Number.NaN : Number(value);
