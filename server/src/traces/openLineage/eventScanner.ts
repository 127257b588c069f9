import { parametersOf } from "./event.ts";
import type { EventBatchWriter, EventNumbers } from "./eventBatch.ts";
import { IntTuples } from "./intTuples.ts";
import type { JsonBytes } from "./jsonBytes.ts";
import { jsonCursor, odd } from "./jsonCursor.ts";
import { keysOf } from "./keys.ts";

/** Datasets of an event, as `event.ts` has it. */
const maxDatasets = 10_000;

const eventKeys = keysOf("eventType", "eventTime", "run", "job", "inputs", "outputs");
const runKeys = keysOf("runId", "facets");
const runFacetKeys = keysOf("parent", "parentRun", "executionParameters");
const parentKeys = keysOf("run", "job", "root");
const runIdKeys = keysOf("runId");
const jobKeys = keysOf("namespace", "name", "facets");
const jobFacetKeys = keysOf("jobType", "sourceCodeLocation", "sql");
const jobTypeKeys = keysOf("integration", "jobType");
const locationKeys = keysOf("url", "version");
const sqlKeys = keysOf("query");
const parameterKeys = keysOf("parameters");
const versionFacetKeys = keysOf("version");
const versionKeys = keysOf("datasetVersion");

/** Reads an object that stands in `json` (`from` to `to`): true where it was an event or nothing, and is counted; false where it has to be read otherwise. */
export type ScanEvent = (json: JsonBytes, from: number, to: number) => boolean;

/**
 * Reads run events from their bytes into a batch, without making objects or texts of what is known or not needed. What it reads is what `runEventOf` makes of
 * the same text; what is written in an unusual way (a key twice or in escapes, numbers for texts) it leaves to that.
 */
export function eventScanner(batch: EventBatchWriter): ScanEvent {
  const { texts, jobs, parents, uses } = batch;
  const locations = new IntTuples();
  const locationTexts: number[] = [];
  const { start, finish, enter, next, skip, text, time, once, only, isNull, passed, enterList, nextItem } =
    jsonCursor(texts);
  const event: EventNumbers = {
    run: 0,
    type: 0,
    time: Number.NaN,
    job: 0,
    parent: -1,
    root: -1,
    integration: 0,
    jobType: 0,
    code: -1,
    parameters: -1,
  };
  const noJob = jobs.add(0, 0, 0);
  let jobName = 0;
  let jobNamespace = 0;
  const inputs = new Int32Array(maxDatasets);
  const outputs = new Int32Array(maxDatasets);
  let eventUses = new Int32Array(64);

  const run = (): void => {
    if (!enter()) return;
    for (let key = next(runKeys), seen = 0; key >= 0; key = next(runKeys)) {
      seen = once(seen, key);
      if (key === 0) event.run = text();
      else runFacets();
    }
  };

  const runFacets = (): void => {
    let other = -1;
    let hasParent = false;
    if (!enter()) return;
    for (let key = next(runFacetKeys), seen = 0; key >= 0; key = next(runFacetKeys)) {
      seen = once(seen, key);
      if (key === 0) {
        hasParent = !isNull();
        event.parent = parent(true);
      } else if (key === 1) other = parent(false);
      else executionParameters();
    }
    if (!hasParent) event.parent = other;
  };

  /** A parent; -1 where it has no run. `isParent`: its `root` is the event's. */
  const parent = (isParent: boolean): number => {
    let runId = 0;
    let namespace = 0;
    let name = 0;
    if (!enter()) return -1;
    for (let key = next(parentKeys), seen = 0; key >= 0; key = next(parentKeys)) {
      seen = once(seen, key);
      if (key === 0) runId = only(runIdKeys);
      else if (key === 1) {
        namespace = 0;
        name = 0;
        if (!enter()) continue;
        for (let inner = next(jobKeys), innerSeen = 0; inner >= 0; inner = next(jobKeys)) {
          innerSeen = once(innerSeen, inner);
          if (inner === 0) namespace = text();
          else if (inner === 1) name = text();
          else skip();
        }
      } else if (isParent) event.root = parent(false);
      else skip();
    }
    return runId === 0 ? -1 : parents.add(runId, namespace, name);
  };

  const executionParameters = (): void => {
    if (!enter()) return;
    for (let key = next(parameterKeys), seen = 0; key >= 0; key = next(parameterKeys)) {
      seen = once(seen, key);
      const parameters = parametersOf(JSON.parse(passed()));
      event.parameters = parameters === null ? -1 : texts.add(parameters);
    }
  };

  const job = (): void => {
    if (!enter()) return;
    for (let key = next(jobKeys), seen = 0; key >= 0; key = next(jobKeys)) {
      seen = once(seen, key);
      if (key === 0) jobNamespace = text();
      else if (key === 1) jobName = text();
      else jobFacets();
    }
  };

  const jobFacets = (): void => {
    let location = -1;
    let query = 0;
    if (!enter()) return;
    for (let key = next(jobFacetKeys), seen = 0; key >= 0; key = next(jobFacetKeys)) {
      seen = once(seen, key);
      if (key === 0) jobType();
      else if (key === 1) location = sourceCodeLocation();
      else query = only(sqlKeys);
    }
    event.code = location >= 0 ? location : query === 0 ? -1 : query;
  };

  const jobType = (): void => {
    if (!enter()) return;
    for (let key = next(jobTypeKeys), seen = 0; key >= 0; key = next(jobTypeKeys)) {
      seen = once(seen, key);
      if (key === 0) event.integration = text();
      else event.jobType = text();
    }
  };

  const sourceCodeLocation = (): number => {
    let url = 0;
    let version = 0;
    if (!enter()) return -1;
    for (let key = next(locationKeys), seen = 0; key >= 0; key = next(locationKeys)) {
      seen = once(seen, key);
      if (key === 0) url = text();
      else version = text();
    }
    if (version === 0) return -1;
    const index = locations.add(url, version, 0);
    locationTexts[index] ??= texts.add(`${texts.at(url)}@${texts.at(version)}`);
    return locationTexts[index] as number;
  };

  /** Reads a list of datasets; returns how many of them have a name. */
  const datasets = (into: Int32Array): number => {
    let count = 0;
    let items = 0;
    for (let isItem = enterList(); isItem; isItem = nextItem()) {
      if (++items > maxDatasets) throw odd;
      const use = dataset();
      if (use >= 0) into[count++] = use;
    }
    return count;
  };

  const dataset = (): number => {
    let namespace = 0;
    let name = 0;
    let version = 0;
    enter();
    for (let key = next(jobKeys), seen = 0; key >= 0; key = next(jobKeys)) {
      seen = once(seen, key);
      if (key === 0) namespace = text();
      else if (key === 1) name = text();
      else version = datasetVersion();
    }
    return name === 0 ? -1 : uses.add(namespace, name, version === 0 ? -1 : version);
  };

  const datasetVersion = (): number => {
    let version = 0;
    if (!enter()) return version;
    for (let key = next(versionFacetKeys), seen = 0; key >= 0; key = next(versionFacetKeys)) {
      seen = once(seen, key);
      version = only(versionKeys);
    }
    return version;
  };

  const whole = (): void => {
    let inputCount = 0;
    let outputCount = 0;
    for (let key = next(eventKeys), seen = 0; key >= 0; key = next(eventKeys)) {
      seen = once(seen, key);
      if (key === 0) event.type = text();
      else if (key === 1) event.time = time();
      else if (key === 2) run();
      else if (key === 3) job();
      else if (key === 4) inputCount = datasets(inputs);
      else outputCount = datasets(outputs);
    }
    finish();
    if (event.run === 0 && (event.type === 0 || jobName === 0)) {
      batch.skipped++;
      return;
    }
    if (event.run === 0) event.run = texts.add(`${texts.at(jobNamespace)}/${texts.at(jobName)}`);
    event.job = jobs.add(jobNamespace, jobName, 0);
    const count = inputCount + outputCount;
    if (count > eventUses.length) eventUses = new Int32Array(2 * count);
    for (let index = 0; index < inputCount; index++) eventUses[index] = inputs[index] as number;
    for (let index = 0; index < outputCount; index++) eventUses[inputCount + index] = outputs[index] as number;
    batch.event(event, eventUses, inputCount, outputCount);
  };

  return (json: JsonBytes, from, to) => {
    event.run = 0;
    event.type = 0;
    event.time = Number.NaN;
    event.job = noJob;
    event.parent = -1;
    event.root = -1;
    event.integration = 0;
    event.jobType = 0;
    event.code = -1;
    event.parameters = -1;
    jobName = 0;
    jobNamespace = 0;
    try {
      start(json, from, to);
      whole();
      return true;
    } catch {
      return false;
    }
  };
}
