import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { dropTrainer } from "../../../server/src/waste/fixes/dropTrainer.ts";
import type { FixInput } from "../../../server/src/waste/fixes/fix.ts";
import { kfpIr } from "../../../server/src/waste/fixes/formats/kfpIr.ts";
import { turnOnNodeCaching } from "../../../server/src/waste/fixes/turnOnCaching.ts";
import { verified, withEdits, withoutNodes } from "../../../server/src/waste/fixes/verify.ts";
import { artifactOf, dagOf, definitionOf, executed, specOf, yamlOf } from "../definitions/kfpIr/samples.ts";

const data = executed("data", {}, { data: "system.Dataset" });
const train = executed("train", { data: "system.Dataset" }, { model: "system.Model" });
const push = executed("push", { model: "system.Model" });
const sample = specOf(
  { data, train, push },
  {
    data: { component: "data", cachingOptions: {} },
    a: { component: "train", artifacts: { data: artifactOf("data", "data") }, dependentTasks: ["data"] },
    b: { component: "train", artifacts: { data: artifactOf("data", "data") }, dependentTasks: ["data"] },
    push: { component: "push", artifacts: { model: artifactOf("a", "model") }, dependentTasks: ["a", "b"] },
  },
);

function inputOf(text: string, uri: string, node: string | null = null): FixInput {
  const definition = definitionOf(text, uri);
  const [pipeline] = definition.pipelines;
  if (!pipeline) throw new Error("no pipeline");
  const found = pipeline.nodes.find(({ id }) => id === node) ?? null;
  return { definition, pipeline, code: "dead-trainer", node: found, subject: null, readText: () => text };
}

/** The text without some nodes, checked by reading it again; the sentence that says why not. */
function without(text: string, ids: readonly string[], uri = "file:///p/pipeline.yaml"): string {
  const input = inputOf(text, uri);
  const edits = verified(input, kfpIr.dropNodes?.(input, ids) ?? { ok: false, error: "none" }, withoutNodes(ids));
  return edits.ok ? withEdits(text, edits.value.get(uri) ?? []) : edits.error;
}

describe("nodes are dropped", () => {
  test("with where others wait for them", () => {
    const left = parse(without(yamlOf(sample), ["b"]));
    expect(Object.keys(left.root.dag.tasks)).toEqual(["data", "a", "push"]);
    expect(left.root.dag.tasks.push.dependentTasks).toEqual(["a"]);
    expect(Object.keys(left.components)).toEqual(["comp-data", "comp-train", "comp-push"]);
  });
  test("with components and executors that nothing else uses, in the platform's document, too", () => {
    const platform =
      "---\nplatforms:\n  kubernetes:\n    deploymentSpec:\n      executors:\n        exec-data: {x: 1}\n        exec-push:\n          y: 2\n";
    const [left, other] = parseAllDocuments(without(yamlOf(sample) + platform, ["push"])).map((one) => one.toJS());
    expect(Object.keys(left.components)).toEqual(["comp-data", "comp-train"]);
    expect(Object.keys(left.deploymentSpec.executors)).toEqual(["exec-data", "exec-train"]);
    expect(other.platforms.kubernetes.deploymentSpec.executors).toEqual({ "exec-data": { x: 1 } });
  });
  test("and the rest of the text stays as it was", () => {
    const text = yamlOf(sample)
      .replace("  comp-push:", "  # who deploys\n  comp-push:")
      .replace("root:", "# tasks\nroot:");
    const left = without(text, ["b"]);
    expect(left).toBe(text.replace(/ {6}b:\n(?: {8}.*\n)+/, "").replace(/ {12}- b\n| {10}- b\n/, ""));
  });
  test("from JSON on one line and on many", () => {
    for (const indent of [0, 2]) {
      const left = JSON.parse(without(JSON.stringify(sample, null, indent), ["b", "push"], "file:///p/pipeline.json"));
      expect(Object.keys(left.root.dag.tasks)).toEqual(["data", "a"]);
      expect(Object.keys(left.components)).toEqual(["comp-data", "comp-train"]);
    }
  });
  test("with their dag where it holds nothing else, and with what only it makes", () => {
    const outputs = {
      artifacts: { model: { artifactSelectors: [{ producerSubtask: "train", outputArtifactKey: "model" }] } },
    };
    const inner = dagOf(
      { train: { component: "train", artifacts: { data: { componentInputArtifact: "d" } } } },
      {},
      outputs,
    );
    const given = { d: artifactOf("data", "data") };
    const spec = specOf(
      { data, train, inner },
      { data: { component: "data" }, in: { component: "inner", artifacts: given } },
    );
    const left = parse(without(yamlOf(spec), ["in/train"]));
    expect(Object.keys(left.root.dag.tasks)).toEqual(["data"]);
    expect(Object.keys(left.components)).toEqual(["comp-data"]);
  });
  test("with outputs of the pipeline that only they make", () => {
    const selectors = (...tasks: string[]) => ({
      artifactSelectors: tasks.map((producerSubtask) => ({ producerSubtask, outputArtifactKey: "model" })),
    });
    const tasks = {
      data: { component: "data" },
      a: { component: "train", artifacts: { data: artifactOf("data", "data") } },
      b: { component: "train", artifacts: { data: artifactOf("data", "data") } },
    };
    const root = dagOf(
      tasks,
      { outputDefinitions: { artifacts: { one: {}, any: {} } } },
      { artifacts: { one: selectors("b"), any: selectors("a", "b") } },
    );
    const left = parse(without(yamlOf({ ...specOf({ data, train }, tasks), root }), ["b"]));
    expect(left.root.dag.outputs.artifacts).toEqual({ any: selectors("a") });
    expect(left.root.outputDefinitions.artifacts).toEqual({ any: {} });
  });
});

describe("nodes stay", () => {
  test("where another one takes what they make", () =>
    expect(without(yamlOf(sample), ["a"])).toBe("push takes what a makes."));
  test("where nothing would be left", () =>
    expect(without(yamlOf(sample), ["data", "a", "b", "push"])).toBe("No task would be left in the pipeline."));
  test("in one place of a pipeline that is used in several", () => {
    const spec = specOf(
      { data, inner: dagOf({ x: { component: "data" }, y: { component: "data" } }) },
      { one: { component: "inner" }, two: { component: "inner" } },
    );
    expect(without(yamlOf(spec), ["one/x"])).toBe("x is part of a pipeline that is used in several places.");
  });
});

test("a dead trainer is dropped by the fix of all formats", () => {
  const text = yamlOf(sample);
  const input = inputOf(text, "file:///p/pipeline.yaml", "b");
  expect(dropTrainer.plan(input)).toMatchObject({ ok: true });
  expect(dropTrainer.edits(input)).toMatchObject({ ok: true });
});

describe("caching is turned on", () => {
  const cached = (text: string, node: string, uri = "file:///p/pipeline.yaml"): string => {
    const input = { ...inputOf(text, uri, node), code: "repeated-work" as const };
    expect(turnOnNodeCaching.plan(input)).toMatchObject({ ok: true });
    const edits = turnOnNodeCaching.edits(input);
    return edits.ok ? withEdits(text, edits.value.get(uri) ?? []) : edits.error;
  };
  test("in YAML", () => {
    const text = yamlOf(sample);
    expect(cached(text, "data")).toBe(
      text.replace("        cachingOptions: {}\n", "        cachingOptions:\n          enableCache: true\n"),
    );
  });
  test("where it says false", () =>
    expect(
      cached(yamlOf(sample).replace("cachingOptions: {}", "cachingOptions: {enableCache: false}"), "data"),
    ).toContain("cachingOptions: {enableCache: true}"));
  test("in JSON on many lines and on one", () => {
    const many = cached(JSON.stringify(sample, null, 2), "data", "file:///p/pipeline.json");
    expect(many).toContain('          "cachingOptions": {\n            "enableCache": true\n          }');
    expect(cached(JSON.stringify(sample), "data", "file:///p/pipeline.json")).toContain(
      '"cachingOptions":{"enableCache": true}',
    );
  });
  test("is not offered where the text does not say that it is off", () =>
    expect(
      turnOnNodeCaching.plan({ ...inputOf(yamlOf(sample), "file:///p/pipeline.yaml", "a"), code: "repeated-work" }),
    ).toBeNull());
});
