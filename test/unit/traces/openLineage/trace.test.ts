import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { plain } from "../../../generate/plain.ts";
import { edgesOf, executionsOf, failureAt, folderOf, graphletsOf, traceAt } from "../temp.ts";

interface Spec {
  readonly type?: string;
  readonly at?: string;
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
  readonly parent?: string;
  readonly run?: object;
  readonly job?: object;
}

/** An event of a run of a job: minute `at` of an hour. Datasets are names, `name@version` with a version. */
function event(
  runId: string,
  name: string,
  { type = "COMPLETE", at = "00", reads = [], writes = [], parent, run, job }: Spec = {},
) {
  const dataset = (text: string) => {
    const [dataset = "", version] = text.split("@");
    const facets = version === undefined ? {} : { version: { datasetVersion: version } };
    return { namespace: "db", name: dataset, facets };
  };
  const facets = {
    ...run,
    ...(parent ? { parent: { run: { runId: parent }, job: { namespace: "ns", name: "daily" } } } : {}),
  };
  return {
    eventType: type,
    eventTime: `2026-03-01T10:${at}:00Z`,
    run: { runId, facets },
    job: { namespace: "ns", name, facets: job ?? {} },
    inputs: reads.map(dataset),
    outputs: writes.map(dataset),
  };
}
const traceOf = (...events: readonly object[]) =>
  traceAt(`${folderOf({ "events.ndjson": events.map((one) => JSON.stringify(one)).join("\n") })}/events.ndjson`);

test("what START reads and COMPLETE writes belongs to one run", async () => {
  const trace = await traceOf(
    event("r1", "train", { type: "START", at: "00", reads: ["features"] }),
    event("r1", "train", { at: "30", writes: ["model"] }),
  );
  expect(executionsOf(trace)).toEqual(["train train? complete"]);
  expect(edgesOf(trace)).toEqual(["r1 < db/features", "r1 > db/model#r1"]);
  expect([...trace.executions.cost]).toEqual([1800]);
});

describe("a run is", () => {
  const stateOf = async (...types: readonly string[]) =>
    executionsOf(await traceOf(...types.map((type, i) => event("r", "j", { type, at: `0${i}` })))).map(
      (one) => one.split(" ")[2],
    );
  test("running while it has only begun", async () => expect(await stateOf("START", "RUNNING")).toEqual(["running"]));
  test("failed after FAIL", async () => expect(await stateOf("START", "FAIL")).toEqual(["failed"]));
  test("canceled after ABORT", async () => expect(await stateOf("START", "ABORT")).toEqual(["canceled"]));
  test("over although an event of its beginning comes late", async () =>
    expect(await stateOf("COMPLETE", "START")).toEqual(["complete"]));
});

describe("a run reads", () => {
  test("the newest version that was written before it began", async () => {
    const trace = await traceOf(
      event("w1", "load", { at: "01", writes: ["t"] }),
      event("w2", "load", { at: "05", writes: ["t"] }),
      event("r", "use", { at: "03", reads: ["t"] }),
    );
    expect(edgesOf(trace)).toContain("r < db/t#w1");
  });
  test("the version that it names", async () => {
    const trace = await traceOf(
      event("w", "load", { at: "01", writes: ["t@7"] }),
      event("r", "use", { at: "03", reads: ["t@7"] }),
    );
    expect(edgesOf(trace)).toEqual(["r < db/t@7", "w > db/t@7"]);
  });
  test("not what it writes itself", async () => {
    const trace = await traceOf(event("w", "append", { at: "01", reads: ["t"], writes: ["t"] }));
    expect(edgesOf(trace)).toEqual(["w < db/t", "w > db/t#w"]);
  });
});

test("runs below one parent are one run of a pipeline named by it", async () => {
  const trace = await traceOf(
    event("p", "daily", { at: "09" }),
    event("a", "daily.load", { at: "01", parent: "p" }),
    event("b", "daily.train", { at: "02", parent: "p" }),
  );
  expect(executionsOf(trace).map((one) => one.split(" ")[0])).toEqual(["load", "train", "daily"]);
  expect(trace.pipelines.map(({ name }) => name)).toContain("daily");
  expect(new Set([...trace.executions.run].slice(0, 2)).size).toBe(1);
});

test("a parent costs nothing itself", async () => {
  const trace = await traceOf(
    event("p", "daily", { type: "START", at: "00" }),
    event("p", "daily", { at: "50" }),
    event("q", "daily.load", { type: "START", at: "00", parent: "p" }),
    event("q", "daily.load", { at: "10", parent: "p" }),
  );
  expect([...trace.executions.cost]).toEqual([0, 600]);
});

test("a model of dbt is a query and no training", async () => {
  const job = { jobType: { integration: "DBT", jobType: "MODEL" } };
  expect(executionsOf(await traceOf(event("r", "train_set", { job })))).toEqual(["train_set preprocess complete"]);
});

test("a job that the user calls a deployment deploys the model", async () => {
  const events = [
    event("t", "train", { at: "01", reads: ["d"], writes: ["m"] }),
    event("x", "copy", { at: "02", reads: ["m"], writes: ["endpoint"] }),
  ];
  const path = `${folderOf({ "e.ndjson": events.map((one) => JSON.stringify(one)).join("\n") })}/e.ndjson`;
  expect(graphletsOf(await traceAt(path))).toEqual(["t wasted never-reached-deploy"]);
  expect(graphletsOf(await traceAt(path, { copy: "deploy" }))).toEqual(["t pushed"]);
});

test("times with nanoseconds and without a zone are read", async () => {
  const trace = await traceOf(
    { ...event("r", "j", { type: "START" }), eventTime: "2026-03-01T10:00:00.123456789" },
    { ...event("r", "j"), eventTime: "2026-03-01T12:00:01.123+02:00" },
  );
  expect([...trace.executions.cost]).toEqual([1]);
});

test("a compressed file is read", async () => {
  const folder = folderOf({ "e.ndjson.gz": gzipSync(`${JSON.stringify(event("r", "j"))}\n`) });
  expect(executionsOf(await traceAt(`${folder}/e.ndjson.gz`))).toEqual(["j other complete"]);
});

test.each([
  ["in one line", 0],
  ["over several lines", 2],
])("a list as Marquez gives it, %s, is read", async (_, indent) => {
  const list = { totalCount: 2, events: [event("r", "j", { type: "START" }), event("s", "k")] };
  const folder = folderOf({ "lineage.json": `${JSON.stringify(list, null, indent)}\n` });
  const trace = await traceAt(`${folder}/lineage.json`);
  expect(plain(trace).executions.map(({ id }) => id)).toEqual(["r", "s"]);
  expect(trace.counts.skippedEvents).toBe(0);
});

test("an event whose facets are longer than the first look is known", async () => {
  const run = { runId: "r", facets: { plan: "x".repeat(80_000) } };
  const first = { eventType: "COMPLETE", run, job: { namespace: "ns", name: "j" } };
  const folder = folderOf({ "spark.json": JSON.stringify(first) });
  expect(executionsOf(await traceAt(`${folder}/spark.json`))).toEqual(["j other complete"]);
});

test("an event without a run's id stands for one run of its job", async () => {
  const trace = await traceOf({ eventType: "COMPLETE", job: { namespace: "ns", name: "j" }, inputs: [], outputs: [] });
  expect(plain(trace).executions.map(({ id }) => id)).toEqual(["ns/j"]);
});

test("events of datasets and jobs are skipped and counted", async () => {
  const trace = await traceOf(event("r", "j"), {
    eventTime: "2026-03-01T10:00:00Z",
    dataset: { namespace: "db", name: "t" },
  });
  expect(trace.counts).toMatchObject({ executions: 1, skippedEvents: 1 });
});

test("a file of other JSON is told apart", async () => {
  const folder = folderOf({ "e.ndjson": '{"a":1}\n' });
  expect(await failureAt(`${folder}/e.ndjson`)).toMatch(/^e\.ndjson: /);
});
