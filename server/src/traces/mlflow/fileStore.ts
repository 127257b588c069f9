import { join } from "node:path";
import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import { flatYaml } from "./flatYaml.ts";
import { entriesOf, foldersIn, isRun, metaOf, noExperiments, smallText } from "./folders.ts";
import {
  type DatasetInput,
  type LoggedModel,
  type MlflowRun,
  type MlflowStore,
  type ModelVersion,
  millis,
  statusOf,
} from "./records.ts";

/** Files below one folder of a run, and how deep keys with `/` nest. */
const maxFiles = 2_000;
const maxDepth = 8;
const atOnce = 16;

/**
 * Reads a file store (`mlruns/`), of MLflow 1 to 3. An experiment that lost its `meta.yaml` goes by the name of its folder; a run without one is
 * passed over, as MLflow does. Runs that were deleted did run and are read, those in `.trash` are not.
 */
export async function readFileStore(
  folder: string,
  token: CancelToken,
  onProgress: (share: number) => void,
): Promise<MlflowStore> {
  const experiments = new Map<string, string>();
  const runs: MlflowRun[] = [];
  const models: LoggedModel[] = [];
  const folders = (await foldersIn(folder)).filter((name) => !noExperiments.has(name));
  for (const [index, name] of folders.entries()) {
    throwIfCancelled(token);
    onProgress(index / folders.length);
    const experiment = join(folder, name);
    const meta = await metaOf(experiment);
    if (meta && isRun(meta)) continue;
    const id = meta?.get("experiment_id") ?? name;
    if (meta) experiments.set(id, meta.get("name") ?? id);
    const datasets = await datasetsOf(experiment);
    for (const model of await foldersIn(join(experiment, "models"))) {
      const found = await modelOf(join(experiment, "models", model), model);
      if (found) models.push(found);
    }
    const inside = (await foldersIn(experiment)).filter((one) => one !== "models" && one !== "datasets");
    for (let from = 0; from < inside.length; from += atOnce) {
      throwIfCancelled(token);
      const some = inside.slice(from, from + atOnce).map((run) => runOf(join(experiment, run), id, datasets));
      for (const run of await Promise.all(some)) if (run) runs.push(run);
    }
  }
  return { experiments, runs, models, versions: await versionsOf(join(folder, "models")) };
}

async function runOf(
  folder: string,
  experiment: string,
  datasets: ReadonlyMap<string, DatasetInput>,
): Promise<MlflowRun | null> {
  const meta = await metaOf(folder);
  const id = meta?.get("run_id") ?? meta?.get("run_uuid");
  if (!meta || id === undefined) return null;
  const inputs = await Promise.all(
    (await foldersIn(join(folder, "inputs"))).map((input) => inputOf(join(folder, "inputs", input))),
  );
  return {
    id,
    experiment: meta.get("experiment_id") ?? experiment,
    status: statusOf(meta.get("status") ?? ""),
    startedAt: millis(meta.get("start_time")),
    endedAt: millis(meta.get("end_time")),
    tags: await valuesIn(join(folder, "tags")),
    params: await valuesIn(join(folder, "params")),
    datasets: inputs.flatMap((input) => {
      const dataset = input && datasets.get(input.source);
      return dataset ? [{ ...dataset, context: input.context }] : [];
    }),
    modelInputs: inputs.flatMap((input) => (input && input.model !== "" ? [input.model] : [])),
  };
}

async function inputOf(folder: string) {
  const text = await smallText(join(folder, "meta.yaml"));
  if (text === null) return null;
  const meta = flatYaml(text);
  const isModel = meta.get("destination_type") === "MODEL_INPUT";
  // The context is in `tags`, the one map of the file.
  const context = /^\s+mlflow\.data\.context:\s*['"]?([\w -]{1,100})/m.exec(text)?.[1]?.trim() ?? "";
  return { source: meta.get("source_id") ?? "", context, model: isModel ? (meta.get("destination_id") ?? "") : "" };
}

async function datasetsOf(experiment: string): Promise<ReadonlyMap<string, DatasetInput>> {
  const found = new Map<string, DatasetInput>();
  const folder = join(experiment, "datasets");
  for (const id of await foldersIn(folder)) {
    const meta = await metaOf(join(folder, id));
    if (meta) found.set(id, { name: meta.get("name") ?? "dataset", digest: meta.get("digest") ?? "", context: "" });
  }
  return found;
}

async function modelOf(folder: string, name: string): Promise<LoggedModel | null> {
  const meta = await metaOf(folder);
  if (!meta) return null;
  return {
    id: meta.get("model_id") ?? name,
    name: meta.get("name") ?? name,
    run: meta.get("source_run_id") ?? "",
    location: meta.get("artifact_location") ?? "",
    createdAt: millis(meta.get("creation_timestamp")),
  };
}

async function versionsOf(folder: string): Promise<readonly ModelVersion[]> {
  const versions: ModelVersion[] = [];
  for (const name of await foldersIn(folder)) {
    const aliases = await valuesIn(join(folder, name, "aliases"));
    for (const one of await foldersIn(join(folder, name))) {
      const number = /^version-(\d{1,9})$/.exec(one)?.[1];
      const meta = number === undefined ? null : await metaOf(join(folder, name, one));
      if (!meta || number === undefined) continue;
      versions.push({
        name: meta.get("name") ?? name,
        version: number,
        run: meta.get("run_id") ?? "",
        source: meta.get("source") ?? "",
        stage: meta.get("current_stage") ?? "",
        aliases: [...aliases].flatMap(([alias, version]) => (version.trim() === number ? [alias] : [])),
        createdAt: millis(meta.get("creation_timestamp")),
        updatedAt: millis(meta.get("last_updated_timestamp")),
      });
    }
  }
  return versions;
}

/** Files below a folder by their path in it (keys may hold `/`), with what stands in them. */
async function valuesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let level = [""];
  for (let depth = 0; depth < maxDepth && level.length > 0; depth++) {
    const next: string[] = [];
    for (const path of level) {
      for (const entry of await entriesOf(join(folder, path))) {
        if (found.size >= maxFiles) return found;
        const key = path === "" ? entry.name : `${path}/${entry.name}`;
        if (entry.isDirectory()) next.push(key);
        else if (entry.isFile()) {
          const text = await smallText(join(folder, key));
          if (text !== null) found.set(key, text.replace(/\r?\n$/, ""));
        }
      }
    }
    level = next;
  }
  return found;
}
