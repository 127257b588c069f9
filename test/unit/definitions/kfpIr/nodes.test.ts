import { describe, expect, test } from "vitest";
import { artifactOf, dagOf, definitionOf, executed, nodeIn, pipelineOf, specOf, textAt, yamlOf } from "./samples.ts";

const data = executed("data", {}, { data: "system.Dataset" });
const train = executed("train", { data: "system.Dataset" }, { model: "system.Model" });
const push = executed("push-model", { model: "system.Model" });
const importer = { executorLabel: "exec-importer", outputDefinitions: { artifacts: { artifact: {} } } };

const spec = specOf(
  { data, train, "push-model": push },
  {
    data: { component: "data", cachingOptions: { enableCache: true } },
    "train-it": {
      component: "train",
      artifacts: { data: artifactOf("data", "data") },
      dependentTasks: ["data"],
      cachingOptions: {},
    },
    push: {
      component: "push-model",
      artifacts: { model: artifactOf("train-it", "model") },
      dependentTasks: ["train-it"],
    },
  },
);
const text = `# PIPELINE DEFINITION\n# Name: churn\n${yamlOf(spec)}`;

test("a pipeline has its name, its place and its node's types", () => {
  const pipeline = pipelineOf(text);
  expect(pipeline).toMatchObject({
    name: "churn",
    kind: "kfp",
    caching: null,
    problems: [],
    files: ["file:///p/pipeline.yaml"],
  });
  expect(textAt(text, pipeline.nameLocation ?? pipeline.location)).toBe("churn");
  expect(pipeline.nodes.map(({ id, type }) => [id, type])).toEqual([
    ["data", "data"],
    ["train-it", "train"],
    ["push", "push-model"],
  ]);
});

describe("kinds", () => {
  test("who writes a model trains, known from the type; others are guessed by their names", () =>
    expect(pipelineOf(text).nodes.map(({ kind, kindGuessed }) => [kind, kindGuessed])).toEqual([
      ["other", false],
      ["train", false],
      ["deploy", true],
    ]));
  test("an importer imports, and links to what it imports", () => {
    const uri = { constant: "gs://bucket/data.csv" };
    const withImporter = { ...specOf({ importer }, { importer: { component: "importer" } }) };
    const own = {
      ...withImporter,
      deploymentSpec: { executors: { "exec-importer": { importer: { artifactUri: uri } } } },
    };
    expect(nodeIn(yamlOf(own), "importer")).toMatchObject({ kind: "import", kindGuessed: false });
    expect(definitionOf(yamlOf(own)).links.map(({ target }) => target)).toEqual([
      "https://console.cloud.google.com/storage/browser/bucket/data.csv",
    ]);
  });
  test("of a step that reads a model and writes one, its name says more", () => {
    const upload = executed(
      "model-upload",
      { model: "google.UnmanagedContainerModel" },
      { model: "google.VertexModel" },
    );
    const own = specOf({ "model-upload": upload }, { up: { component: "model-upload", artifacts: { model: {} } } });
    expect(nodeIn(yamlOf(own), "up")).toMatchObject({ kind: "deploy", kindGuessed: true });
  });
  test("of TFX's components are known", () => {
    const own = { ...specOf({}, {}), sdkVersion: "tfx-1.16.0", components: { Pusher: { executorLabel: "e" } } };
    const root = { dag: { tasks: { Pusher: { componentRef: { name: "Pusher" } } } } };
    expect(nodeIn(yamlOf({ ...own, root }), "Pusher")).toMatchObject({ kind: "deploy", kindGuessed: false });
  });
});

test("caching is on, off (empty options) or not said", () =>
  expect(pipelineOf(text).nodes.map(({ caching }) => caching?.enabled ?? null)).toEqual([true, false, null]));

test("types of TFX's artifacts stand in YAML in a string", () => {
  const instanceSchema = "title: tfx.Model\ntype: object\n";
  const trainer = {
    executorLabel: "e",
    outputDefinitions: { artifacts: { model: { artifactType: { instanceSchema } } } },
  };
  const own = specOf({ trainer }, { t: { component: "trainer" } });
  expect(nodeIn(yamlOf(own), "t").outputs).toMatchObject([{ key: "model", carries: "artifact", type: "tfx.Model" }]);
});

test("image and command are arguments, and the image has its page", () => {
  const found = nodeIn(text, "data").arguments.map(({ name, text: value }) => [name, value]);
  expect(found).toEqual([
    ["image", "python:3.11"],
    ["command", "sh"],
  ]);
  expect(definitionOf(text).links[0]).toMatchObject({ target: "https://hub.docker.com/_/python" });
});

test("the root in a bucket has its page; a local one has none", () => {
  const links = (defaultPipelineRoot: string) => definitionOf(yamlOf({ ...spec, defaultPipelineRoot })).links;
  expect(links("gs://bucket/root")[0]?.target).toBe("https://console.cloud.google.com/storage/browser/bucket/root");
  expect(links("minio://dummy_root").map(({ target }) => target)).not.toContain("minio://dummy_root");
});

test("parameters of a job come from outside", () => {
  const rate = { runtimeValue: { runtimeParameter: "rate" } };
  const own = specOf({ data }, { data: { component: "data", parameters: { rate } } });
  expect(nodeIn(yamlOf(own), "data").inputs).toMatchObject([{ key: "rate", carries: "parameter", from: null }]);
});

describe("places", () => {
  test("of a task: its entry, and its key", () => {
    const node = nodeIn(text, "train-it");
    expect(textAt(text, { range: node.nameRange })).toBe("train-it");
    expect(
      textAt(text, node.location)
        .split("\n")
        .map((line) => line.trim()),
    ).toEqual([
      "train-it:",
      "componentRef:",
      "name: comp-train",
      "inputs:",
      "artifacts:",
      "data:",
      "taskOutputArtifact:",
      "producerTask: data",
      "outputArtifactKey: data",
      "taskInfo:",
      "name: train-it",
      "dependentTasks:",
      "- data",
      "cachingOptions: {}",
    ]);
  });
  test("to rename a task: its key and all that name it, and not its shown name", () => {
    const node = nodeIn(text, "train-it");
    expect(node.idLocations.map((place) => textAt(text, place))).toEqual(["train-it", "train-it", "train-it"]);
    expect(node.references.map(({ role, output }) => [role, output])).toEqual([
      ["channel", "model"],
      ["after", null],
    ]);
  });
  test("quotes are left out", () => {
    const json = JSON.stringify(spec, null, 2);
    const node = nodeIn(json, "train-it", "file:///p/pipeline.json");
    expect(node.idLocations.map((place) => textAt(json, place))).toEqual(["train-it", "train-it", "train-it"]);
  });
});

test("conditions and loops of all around a task, the outermost first", () => {
  const own = specOf(
    {
      data,
      loop: dagOf({ work: { component: "data" } }),
      branch: dagOf({ each: { component: "loop", parameterIterator: { items: { raw: "[1, 2]" } } } }),
    },
    { branch: { component: "branch", triggerPolicy: { condition: "inputs.parameter_values['x'] == 1" } } },
  );
  expect(nodeIn(yamlOf(own), "branch/each/work").condition).toBe(
    "inputs.parameter_values['x'] == 1 and for each of [1, 2]",
  );
});

describe("what holds a specification", () => {
  test("a job of Vertex AI", () => {
    const job = JSON.stringify({ displayName: "nightly", pipelineSpec: { ...spec, pipelineInfo: {} } });
    expect(pipelineOf(job, "file:///p/job.json")).toMatchObject({
      name: "nightly",
      nodes: [{ id: "data" }, { id: "train-it" }, { id: "push" }],
    });
  });
  test("a run of Kubeflow's API, whose fields have underscores", () => {
    const run = {
      run_id: "1",
      pipeline_spec: {
        components: { c: { executor_label: "e" } },
        root: {
          dag: {
            tasks: { a: { component_ref: { name: "c" } }, b: { component_ref: { name: "c" }, dependent_tasks: ["a"] } },
          },
        },
      },
    };
    expect(pipelineOf(JSON.stringify(run), "file:///p/run.json").nodes).toMatchObject([
      { id: "a" },
      { id: "b", after: ["a"] },
    ]);
  });
  test("a file whose second document is a platform's", () => {
    const both = `${text}---\nplatforms:\n  kubernetes:\n    deploymentSpec:\n      executors: {}\n`;
    expect(pipelineOf(both).nodes).toHaveLength(3);
  });
});
