import { timeOf } from "../isoTime.ts";
import { at, textOf } from "../readDocument.ts";
import type { Wanted } from "./selectFields.ts";

/** What is kept of one run event. */
export interface RunEvent {
  readonly runId: string;
  /** As written, upper case: START, RUNNING, COMPLETE, ABORT, FAIL, OTHER; empty where there is none. */
  readonly type: string;
  /** Milliseconds since the epoch; NaN where there is none. */
  readonly time: number;
  readonly job: JobName;
  readonly parent: { readonly runId: string; readonly job: JobName } | null;
  /** The outermost run, where the event names it. */
  readonly root: { readonly runId: string; readonly job: JobName } | null;
  readonly inputs: readonly DatasetUse[];
  readonly outputs: readonly DatasetUse[];
  /** `jobType` facet, in upper case: `DBT`, `MODEL`; empty where there is none. */
  readonly integration: string;
  readonly jobType: string;
  /** Identity of the code, and a canonical form of the parameters; null where the event does not say. */
  readonly code: string | null;
  readonly parameters: string | null;
}

export interface JobName {
  readonly namespace: string;
  readonly name: string;
}

export interface DatasetUse {
  /** What tells a dataset from another. */
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  /** Facet `version`; null where there is none. */
  readonly version: string | null;
}

const maxDatasets = 10_000;

const datasets: Wanted = {
  items: { namespace: "all", name: "all", facets: { version: "all" } },
  isList: true,
};

/** The fields of an event that {@link runEventOf} asks for. */
export const eventFields: Wanted = {
  eventType: "all",
  eventTime: "all",
  job: { namespace: "all", name: "all", facets: { jobType: "all", sourceCodeLocation: "all", sql: "all" } },
  run: { runId: "all", facets: { parent: "all", parentRun: "all", executionParameters: "all" } },
  inputs: datasets,
  outputs: datasets,
};

/**
 * A run event (OpenLineage 1.x and 2.x `RunEvent`); null for what is none: dataset and job events, other JSON. An event without a run's
 * id stands for one run of its job.
 */
export function runEventOf(value: unknown): RunEvent | null {
  const job = jobOf(at(value, "job"));
  const type = textOf(at(value, "eventType")).toUpperCase();
  const runId = textOf(at(value, "run", "runId"));
  if (runId === "" && (type === "" || job.name === "")) return null;
  const run = at(value, "run", "facets");
  const facets = at(value, "job", "facets");
  const parent = parentOf(at(run, "parent") ?? at(run, "parentRun"));
  return {
    runId: runId === "" ? `${job.namespace}/${job.name}` : runId,
    type,
    time: timeOf(at(value, "eventTime")),
    job,
    parent,
    root: parentOf(at(run, "parent", "root")),
    inputs: datasetsOf(at(value, "inputs")),
    outputs: datasetsOf(at(value, "outputs")),
    integration: textOf(at(facets, "jobType", "integration")).toUpperCase(),
    jobType: textOf(at(facets, "jobType", "jobType")).toUpperCase(),
    code: codeOf(facets),
    parameters: parametersOf(at(run, "executionParameters", "parameters")),
  };
}

const jobOf = (value: unknown): JobName => ({
  namespace: textOf(at(value, "namespace")),
  name: textOf(at(value, "name")),
});

function parentOf(value: unknown): RunEvent["parent"] {
  const runId = textOf(at(value, "run", "runId"));
  return runId === "" ? null : { runId, job: jobOf(at(value, "job")) };
}

/** A use of a dataset; `version`: null where none is named. */
export const datasetUse = (namespace: string, name: string, version: string | null): DatasetUse => ({
  key: `${namespace}\n${name}`,
  namespace,
  name,
  version,
});

function datasetsOf(value: unknown): readonly DatasetUse[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, maxDatasets).flatMap((dataset: unknown) => {
    const name = textOf(at(dataset, "name"));
    if (name === "") return [];
    const version = textOf(at(dataset, "facets", "version", "datasetVersion"));
    return [datasetUse(textOf(at(dataset, "namespace")), name, version === "" ? null : version)];
  });
}

/** The commit, else the query. A place without a version tells nothing of what stood there. */
function codeOf(facets: unknown): string | null {
  const location = at(facets, "sourceCodeLocation");
  const version = textOf(at(location, "version"));
  if (version !== "") return `${textOf(at(location, "url"))}@${version}`;
  const query = textOf(at(facets, "sql", "query"));
  return query === "" ? null : query;
}

/** Parameters in a canonical form; null where there are none. */
export function parametersOf(value: unknown): string | null {
  if (!Array.isArray(value)) return null;
  const pairs = value
    .slice(0, 1_000)
    .map((one: unknown) => [textOf(at(one, "key")) || textOf(at(one, "name")), textOf(at(one, "value"))] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.length === 0 ? null : JSON.stringify(Object.fromEntries(pairs));
}
