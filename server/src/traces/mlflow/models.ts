import type { MlflowStore, ModelVersion } from "./records.ts";

/** A model that a run logged. */
export interface RunModel {
  /** `models:/m-…` (MLflow 3), else `runs:/<run>/<path>`. */
  readonly id: string;
  readonly run: string;
  readonly name: string;
  readonly uri: string | null;
  readonly createdAt: number;
}

const maxModels = 1_000;

/**
 * The models that runs logged: those of MLflow 3, of the tag `mlflow.log-model.history` before, and where a run has neither, the one that it
 * registered.
 */
export function modelsOf(store: MlflowStore): {
  readonly byRun: ReadonlyMap<string, readonly RunModel[]>;
  /** The model that a registered version is of; null where no run of the store made it. */
  of(version: ModelVersion): RunModel | null;
} {
  const byRun = new Map<string, RunModel[]>();
  const add = (model: RunModel): void => {
    const models = byRun.get(model.run) ?? [];
    byRun.set(model.run, models);
    if (!models.some(({ id }) => id === model.id)) models.push(model);
  };
  for (const { id, run, name, location, createdAt } of store.models) {
    add({ id: `models:/${id}`, run, name, uri: location === "" ? null : location, createdAt });
  }
  const known = new Set(store.runs.map(({ id }) => id));
  for (const { id: run, tags, endedAt } of store.runs) {
    if (byRun.has(run)) continue;
    for (const path of loggedPaths(tags.get("mlflow.log-model.history"))) {
      add({ id: `runs:/${run}/${path}`, run, name: path, uri: `runs:/${run}/${path}`, createdAt: endedAt });
    }
  }
  for (const { run, name, createdAt } of store.versions) {
    if (run === "" || byRun.has(run) || !known.has(run)) continue;
    add({ id: `runs:/${run}/${name}`, run, name, uri: null, createdAt });
  }
  const byId = new Map([...byRun.values()].flat().map((model) => [model.id, model]));
  return {
    byRun,
    of({ run, source }) {
      const named = byId.get(source.replace(/\/+$/, ""));
      if (named) return named;
      const models = byRun.get(run) ?? [];
      return models.find(({ name }) => source.endsWith(`/${name}`)) ?? models[0] ?? null;
    },
  };
}

function loggedPaths(history: string | undefined): readonly string[] {
  if (history === undefined) return [];
  try {
    const list: unknown = JSON.parse(history);
    if (!Array.isArray(list)) return [];
    return list.slice(0, maxModels).flatMap((one: unknown) => {
      const path = typeof one === "object" && one !== null && "artifact_path" in one ? one.artifact_path : null;
      return typeof path === "string" && path !== "" ? [path] : [];
    });
  } catch {
    // A value of the tag that was cut short: MLflow limits its length. That a model was logged is certain.
    return ["model"];
  }
}
