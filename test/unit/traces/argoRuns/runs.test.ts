import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { runNames } from "../../../generate/runColumns.ts";
import { edgesOf, executionsOf, failureAt, folderOf, traceAt } from "../temp.ts";

interface Pod {
  readonly type?: string;
  readonly phase?: string;
  readonly boundary?: string;
  readonly children?: readonly string[];
  readonly name?: string;
  readonly more?: object;
}
const at = (minute: number) => `2026-03-01T10:0${minute}:00Z`;
const node = (
  id: string,
  { type = "Pod", phase = "Succeeded", boundary = "w", children = [], name = id, more = {} }: Pod = {},
) => ({
  [id]: {
    id,
    displayName: name,
    type,
    phase,
    boundaryID: boundary,
    children,
    templateName: name,
    startedAt: at(1),
    finishedAt: at(3),
    ...more,
  },
});
const workflow = (nodes: object, status: object = {}) => ({
  kind: "Workflow",
  metadata: { name: "taxi-x7k2p", generateName: "taxi-", uid: "u" },
  status: {
    phase: "Succeeded",
    startedAt: at(0),
    nodes: { ...node("w", { type: "DAG", boundary: "" }), ...nodes },
    ...status,
  },
});
const traceOf = (document: object) =>
  traceAt(`${folderOf({ "workflow.json": JSON.stringify(document) })}/workflow.json`);

test("pods are executions, what groups them is none", async () => {
  const trace = await traceOf(
    workflow({ ...node("a", { name: "train" }), ...node("s", { type: "StepGroup", name: "[0]" }) }),
  );
  expect(executionsOf(trace)).toEqual(["train train? complete"]);
  expect([...trace.executions.cost]).toEqual([120]);
  expect(trace.pipelines.map(({ name }) => name)).toEqual(["taxi"]);
});

test("a pod is named by the tasks on the way to it", async () => {
  const trace = await traceOf(
    workflow({ ...node("e", { type: "DAG", name: "exit-handler-1" }), ...node("a", { name: "train", boundary: "e" }) }),
  );
  expect(executionsOf(trace)).toEqual(["exit-handler-1/train train? complete"]);
});

test("attempts are executions of what was tried again", async () => {
  const trace = await traceOf(
    workflow({
      ...node("r", { type: "Retry", name: "train", children: ["a", "b"] }),
      ...node("a", { name: "train(0)", phase: "Failed" }),
      ...node("b", { name: "train(1)" }),
    }),
  );
  expect(executionsOf(trace)).toEqual(["train train? failed", "train train? complete"]);
});

describe("a pod in phase", () => {
  test.each([
    ["Pending", "new"],
    ["Running", "running"],
    ["Error", "failed"],
    ["Skipped", "canceled"],
    ["Omitted", "canceled"],
  ])("%s is %s", async (phase, state) =>
    expect(executionsOf(await traceOf(workflow(node("a", { phase, name: "x" }))))).toEqual([`x other ${state}`]),
  );
});

test("a pod whose result was remembered is cached", async () =>
  expect(
    executionsOf(await traceOf(workflow(node("a", { name: "x", more: { memoizationStatus: { hit: true } } })))),
  ).toEqual(["x other cached"]));

test("artifacts are known by where they lie; logs are none", async () => {
  const model = { name: "model", s3: { bucket: "b", key: "k/m" } };
  const trace = await traceOf(
    workflow({
      ...node("a", { more: { outputs: { artifacts: [model, { name: "main-logs", s3: { key: "l" } }] } } }),
      ...node("b", { more: { inputs: { artifacts: [model] } } }),
    }),
  );
  expect(edgesOf(trace)).toEqual(["a > s3://b/k/m", "b < s3://b/k/m"]);
});

test("nodes that are kept compressed are read", async () => {
  const nodes = { ...node("w", { type: "DAG", boundary: "" }), ...node("a", { name: "x" }) };
  const compressedNodes = gzipSync(JSON.stringify(nodes)).toString("base64");
  const trace = await traceOf({ ...workflow({}), status: { phase: "Succeeded", startedAt: at(0), compressedNodes } });
  expect(executionsOf(trace)).toEqual(["x other complete"]);
});

test("a step that came to no attempt is left out, not lost", async () =>
  expect(executionsOf(await traceOf(workflow(node("r", { type: "Retry", phase: "Omitted", name: "train" }))))).toEqual([
    "train train? canceled",
  ]));

test.each([
  ["waiting for an approval", "Suspend"],
  ["a container, whose pod is counted", "Container"],
])("%s costs nothing", async (_, type) =>
  expect([...(await traceOf(workflow(node("a", { type })))).executions.cost]).toEqual([0]),
);

test.each([
  [
    "damaged",
    { compressedNodes: gzipSync("{}").toString("base64").slice(0, 8) },
    "its packed nodes (compressedNodes) cannot be unpacked. Nothing was changed. Export it anew.",
  ],
  [
    "in Argo's database",
    { offloadNodeStatusVersion: "fnv:1" },
    "its nodes are kept in Argo's own database (offloadNodeStatusVersion). Nothing was changed. Export it with `argo get NAME -o json`.",
  ],
])("nodes that are %s are told", async (_, status, message) => {
  const document = { ...workflow({}), status: { phase: "Succeeded", startedAt: at(0), ...status } };
  expect(await failureAt(`${folderOf({ "w.json": JSON.stringify(document) })}/w.json`)).toBe(`w.json: ${message}`);
});

test("workflows one after the other in YAML are several runs", async () => {
  const text = ["w1", "w2"].map(
    (name) => `kind: Workflow
metadata: {name: ${name}, generateName: w-, uid: u}
status: {phase: Succeeded, startedAt: "${at(0)}", nodes: {${name}-a: {displayName: x, type: Pod, phase: Failed}}}
`,
  );
  const trace = await traceAt(`${folderOf({ "workflow.yaml": text.join("---\n") })}/workflow.yaml`);
  expect(runNames(trace)).toEqual(["w1", "w2"]);
  expect(executionsOf(trace)).toEqual(["x other failed", "x other failed"]);
});

test("what `argo get` gives is known by its entrypoint, however long its templates are", async () => {
  const long = { metadata: { name: "w", uid: "u" }, spec: { entrypoint: "main", arguments: "x".repeat(80_000) } };
  expect(executionsOf(await traceOf({ ...long, status: workflow(node("a", { name: "x" })).status }))).toEqual([
    "x other complete",
  ]);
});

test("a list of workflows is several runs", async () => {
  const second = { ...workflow(node("b")), metadata: { name: "taxi-2", generateName: "taxi-", uid: "v" } };
  expect(runNames(await traceOf({ items: [workflow(node("a")), second] }))).toEqual(["taxi-x7k2p", "taxi-2"]);
});

test("YAML is read as JSON is", async () => {
  const text = `kind: Workflow
metadata: {name: w1, generateName: w-, uid: u}
status:
  phase: Succeeded
  startedAt: "${at(0)}"
  nodes:
    a: {id: a, displayName: x, type: Pod, phase: Succeeded, startedAt: "${at(1)}", finishedAt: "${at(3)}"}
`;
  expect(executionsOf(await traceAt(`${folderOf({ "workflow.yaml": text })}/workflow.yaml`))).toEqual([
    "x other complete",
  ]);
});

describe("a workflow in YAML as it is exported, cut off", () => {
  const pod = (id: string) => `    ${id}:
      displayName: "${id} x"
      finishedAt: "${at(3)}"
      id: ${id}
      phase: Succeeded
      startedAt: "${at(1)}"
      type: Pod
`;
  const text = `kind: Workflow
metadata:
  name: w1
  uid: u
status:
  finishedAt: "${at(4)}"
  nodes:
${pod("a")}${pod("b")}  phase: Succeeded
  startedAt: "${at(0)}"
`;
  const message = async (length: number): Promise<string> =>
    await failureAt(`${folderOf({ "w.yaml": text.slice(0, length) })}/w.yaml`);

  test("between two lines of a node is told", async () =>
    expect(await message(text.lastIndexOf("\n      type"))).toBe(
      "w.yaml: cut off: it ends in the middle of a workflow. Nothing was changed. Export it anew.",
    ));
  test("within a text is told", async () =>
    expect(await message(text.indexOf('b x"') + 1)).toBe(
      "w.yaml: cut off: it ends in the middle of a value. Nothing was changed. Export it anew.",
    ));
  test("within any line before its end is not read as if it were whole", async () => {
    const end = text.indexOf("  phase: Succeeded\n  startedAt");
    const cuts = Array.from({ length: end }, (_, length) => length).filter((length) => text[length - 1] !== "\n");
    const read = [];
    for (const length of cuts) if ((await message(length)) === "read") read.push(text.slice(0, length));
    expect(read).toEqual([]);
  });
  test("at its last line's end alone is whole", async () => expect(await message(text.length - 1)).toBe("read"));
});

test("what goes wrong is told", async () => {
  const folder = folderOf({
    "workflow.json": '{"kind":"Workflow","metadata":{"creationTimestamp":"x"},"status":{"phase":"S","startedAt":',
  });
  expect(await failureAt(`${folder}/workflow.json`)).toMatch(/^workflow\.json: not readable as JSON/);
});
