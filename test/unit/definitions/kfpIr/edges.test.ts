import { describe, expect, test } from "vitest";
import {
  artifactOf,
  artifactType,
  dagOf,
  edgesOf,
  executed,
  parameterOf,
  pipelineOf,
  specOf,
  yamlOf,
} from "./samples.ts";

const data = executed("data", {}, { data: "system.Dataset" });
const train = executed("train", { data: "system.Dataset" }, { model: "system.Model" });
const push = executed("push", { model: "system.Model" });
const outer = (name: string) => ({ componentInputArtifact: name });

test("channels between tasks, and order without data", () => {
  const spec = specOf(
    { data, train, push },
    {
      data: { component: "data" },
      train: { component: "train", artifacts: { data: artifactOf("data", "data") }, dependentTasks: ["data"] },
      push: {
        component: "push",
        artifacts: { model: artifactOf("train", "model") },
        dependentTasks: ["data", "train"],
      },
    },
  );
  expect(edgesOf(pipelineOf(yamlOf(spec)))).toEqual([
    "train.data < data.data",
    "push.model < train.model",
    "push after data",
  ]);
});

describe("a pipeline in a pipeline", () => {
  const inner = dagOf(
    {
      train: { component: "train", artifacts: { data: outer("examples") } },
      check: { component: "push", artifacts: { model: artifactOf("train", "model") }, dependentTasks: ["train"] },
    },
    {
      inputDefinitions: { artifacts: { examples: artifactType("system.Dataset") } },
      outputDefinitions: { artifacts: { best: artifactType("system.Model") } },
    },
    { artifacts: { best: { artifactSelectors: [{ producerSubtask: "train", outputArtifactKey: "model" }] } } },
  );
  const spec = specOf(
    { data, train, push, inner },
    {
      data: { component: "data" },
      one: { component: "inner", artifacts: { examples: artifactOf("data", "data") }, dependentTasks: ["data"] },
      two: { component: "inner", artifacts: { examples: artifactOf("data", "data") }, dependentTasks: ["one"] },
      push: { component: "push", artifacts: { model: artifactOf("one", "best") }, dependentTasks: ["one", "two"] },
    },
  );
  const pipeline = pipelineOf(yamlOf(spec));

  test("is a node for each place", () =>
    expect(pipeline.nodes.map(({ id }) => id)).toEqual([
      "data",
      "one/train",
      "one/check",
      "two/train",
      "two/check",
      "push",
    ]));
  test("is a group", () =>
    expect(pipeline.groups).toEqual([
      { id: "one", nodes: ["one/train", "one/check"] },
      { id: "two", nodes: ["two/train", "two/check"] },
    ]));
  test("has edges over its border, up and down; it waits and is waited for as a whole", () =>
    expect(edgesOf(pipeline)).toEqual([
      "one/train.data < data.data",
      "one/check.model < one/train.model",
      "two/train.data < data.data",
      "two/train after one/train",
      "two/train after one/check",
      "two/check.model < two/train.model",
      "push.model < one/train.model",
      "push after two/train",
      "push after two/check",
    ]));
});

test("one of several branches: an input for each possible maker", () => {
  const flip = { executorLabel: "exec-flip", outputDefinitions: { parameters: { side: { parameterType: "STRING" } } } };
  const branch = dagOf(
    { make: { component: "flip" } },
    {},
    { parameters: { side: { valueFromParameter: { producerSubtask: "make", outputParameterKey: "side" } } } },
  );
  const branches = dagOf(
    { yes: { component: "branch" }, no: { component: "branch" } },
    {},
    {
      parameters: {
        side: {
          valueFromOneof: {
            parameterSelectors: ["yes", "no"].map((producerSubtask) => ({
              producerSubtask,
              outputParameterKey: "side",
            })),
          },
        },
      },
    },
  );
  const spec = specOf(
    { flip, branch, branches },
    {
      choice: { component: "branches" },
      use: { component: "flip", parameters: { side: parameterOf("choice", "side") } },
    },
  );
  expect(edgesOf(pipelineOf(yamlOf(spec)))).toEqual([
    "use.side < choice/yes/make.side",
    "use.side < choice/no/make.side",
  ]);
});

test("the items of a loop come from who made the list", () => {
  const list = { executorLabel: "exec-list", outputDefinitions: { parameters: { items: { parameterType: "LIST" } } } };
  const loop = dagOf({ print: { component: "list", parameters: { text: { componentInputParameter: "item" } } } });
  const spec = specOf(
    { list, loop },
    {
      list: { component: "list" },
      loop: {
        component: "loop",
        parameters: { all: parameterOf("list", "items") },
        parameterIterator: { itemInput: "item", items: { inputParameter: "all" } },
      },
    },
  );
  expect(edgesOf(pipelineOf(yamlOf(spec)))).toEqual(["loop/print.text < list.items"]);
});

test("a final status is waited for", () => {
  const status = { taskFinalStatus: { producerTask: "work" } };
  const spec = specOf(
    { data, work: dagOf({ a: { component: "data" }, b: { component: "data" } }) },
    {
      work: { component: "work" },
      exit: { component: "data", parameters: { status }, triggerPolicy: { strategy: "ALL_UPSTREAM_TASKS_COMPLETED" } },
    },
  );
  expect(edgesOf(pipelineOf(yamlOf(spec)))).toEqual([
    "exit.status < outside",
    "exit after work/a",
    "exit after work/b",
  ]);
});

test("what the pipeline itself is given comes from outside; constants are no inputs", () => {
  const spec = specOf(
    { train },
    {
      train: {
        component: "train",
        artifacts: { data: outer("examples") },
        parameters: { rate: { componentInputParameter: "rate" }, steps: { runtimeValue: { constant: 5 } } },
      },
    },
  );
  const pipeline = pipelineOf(yamlOf(spec));
  expect(edgesOf(pipeline)).toEqual(["train.data < outside", "train.rate < outside"]);
  expect(pipeline.nodes[0]?.arguments.find(({ name }) => name === "steps")?.text).toBe("5");
});
