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
  readonly namespace: string;
  readonly name: string;
  /** Facet `version`; null where there is none. */
  readonly version: string | null;
}

const maxName = 2_000;
const maxDatasets = 10_000;

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const at = (value: unknown, ...path: readonly string[]): unknown => {
  let found = value;
  for (const key of path) {
    const fields = fieldsOf(found);
    found = Object.hasOwn(fields, key) ? fields[key] : undefined;
  }
  return found;
};
const text = (value: unknown): string =>
  typeof value === "string" ? value.slice(0, maxName) : typeof value === "number" ? String(value) : "";

/**
 * A run event (OpenLineage 1.x and 2.x `RunEvent`); null for what is none: dataset and job events, other JSON. An event without a run's
 * id stands for one run of its job.
 */
export function runEventOf(value: unknown): RunEvent | null {
  const job = jobOf(at(value, "job"));
  const type = text(at(value, "eventType")).toUpperCase();
  const runId = text(at(value, "run", "runId"));
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
    integration: text(at(facets, "jobType", "integration")).toUpperCase(),
    jobType: text(at(facets, "jobType", "jobType")).toUpperCase(),
    code: codeOf(facets),
    parameters: parametersOf(at(run, "executionParameters", "parameters")),
  };
}

const jobOf = (value: unknown): JobName => ({ namespace: text(at(value, "namespace")), name: text(at(value, "name")) });

function parentOf(value: unknown): RunEvent["parent"] {
  const runId = text(at(value, "run", "runId"));
  return runId === "" ? null : { runId, job: jobOf(at(value, "job")) };
}

function datasetsOf(value: unknown): readonly DatasetUse[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, maxDatasets).flatMap((dataset: unknown) => {
    const name = text(at(dataset, "name"));
    if (name === "") return [];
    const version = text(at(dataset, "facets", "version", "datasetVersion"));
    return [{ namespace: text(at(dataset, "namespace")), name, version: version === "" ? null : version }];
  });
}

/** The commit, else the place of the source, else the query. */
function codeOf(facets: unknown): string | null {
  const location = at(facets, "sourceCodeLocation");
  const version = text(at(location, "version"));
  const source = text(at(location, "url"));
  if (version !== "") return `${source}@${version}`;
  const query = text(at(facets, "sql", "query"));
  return query !== "" ? query : source !== "" ? source : null;
}

function parametersOf(value: unknown): string | null {
  if (!Array.isArray(value)) return null;
  const pairs = value
    .slice(0, 1_000)
    .map((one: unknown) => [text(at(one, "key")) || text(at(one, "name")), text(at(one, "value"))] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.length === 0 ? null : JSON.stringify(Object.fromEntries(pairs));
}

/** ISO 8601 with any number of decimals; a time without a zone is taken as UTC. */
export function timeOf(value: unknown): number {
  if (typeof value !== "string") return Number.NaN;
  const found = /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9})\d*)?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(
    value.trim(),
  );
  if (!found) return Number.NaN;
  const [, seconds = "", decimals = "", zone = "Z"] = found;
  return Date.parse(`${seconds.replace(" ", "T")}.${decimals.slice(0, 3).padEnd(3, "0")}${zone}`);
}
