import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { problemsOf } from "../../../../server/src/definitions/check/index.ts";
import { noFiles } from "../../../../server/src/definitions/host.ts";
import { detectFormat, parseDefinition } from "../../../../server/src/definitions/index.ts";
import { dagOf, definitionOf, edgesOf, executed, nodeIn, pipelineOf, specOf, textAt } from "../kfpIr/samples.ts";

const head =
  "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: churn-}\nspec:\n  entrypoint: main\n  templates:\n";
const container = (name: string, more = ""): string =>
  `  - name: ${name}\n    container: {image: python:3.11, command: [sh]}\n${more}`;

const dag = `${head}  - name: main
    dag:
      tasks:
      - {name: load, template: load}
      - name: fit
        template: train-model
        dependencies: [load]
        when: "'{{tasks.load.outputs.parameters.rows}}' != '0'"
        arguments:
          parameters: [{name: rows, value: '{{tasks.load.outputs.parameters.rows}}'}, {name: rate, value: "0.1"}]
          artifacts:
          - {name: data, from: '{{tasks.load.outputs.artifacts.data}}'}
      - {name: tell, template: load, depends: "fit.Succeeded || fit.Failed"}
${container("load", "    outputs:\n      parameters: [{name: rows, valueFrom: {path: /r}}]\n      artifacts: [{name: data, path: /d}]\n")}${container("train-model")}`;

test("a dag: channels, order, conditions and names", () => {
  const pipeline = pipelineOf(dag);
  expect(pipeline).toMatchObject({ name: "churn", kind: "argo", problems: [] });
  expect(edgesOf(pipeline)).toEqual(["fit.data < load.data", "fit.rows < load.rows", "tell after fit"]);
  expect(nodeIn(dag, "fit")).toMatchObject({
    type: "train-model",
    kind: "train",
    kindGuessed: true,
    condition: "'{{tasks.load.outputs.parameters.rows}}' != '0'",
    inputs: [{ carries: "artifact" }, { carries: "parameter" }],
  });
  expect(nodeIn(dag, "load").outputs.map(({ key, carries }) => [key, carries])).toEqual([
    ["data", "artifact"],
    ["rows", "parameter"],
  ]);
});

test("places to rename a task: inside templates and lists, too", () => {
  const places = nodeIn(dag, "load").idLocations;
  expect(places.map((place) => textAt(dag, place))).toEqual(["load", "load", "load", "load"]);
  expect(nodeIn(dag, "fit").idLocations.map((place) => textAt(dag, place))).toEqual(["fit", "fit", "fit"]);
});

test("steps run one group after another", () => {
  const text = `${head}  - name: main
    steps:
    - - {name: a, template: t}
      - {name: b, template: t}
    - - name: c
        template: t
        arguments: {parameters: [{name: x, value: '{{steps.a.outputs.result}}'}]}
    - - {name: d, template: t}
${container("t")}`;
  expect(edgesOf(pipelineOf(text))).toEqual(["c.x < a.result", "c after b", "d after c"]);
});

test("what a loop's tasks make is taken as a whole, and what they print without being declared", () => {
  const text = `${head}  - name: main
    steps:
    - - {name: each, template: t, withItems: [1, 2]}
    - - name: sum
        template: u
        arguments:
          parameters:
          - {name: all, value: '{{steps.each.outputs.parameters}}'}
          - {name: printed, value: '{{steps.each.outputs.result}}'}
${container("t", "    outputs:\n      parameters: [{name: n, valueFrom: {path: /n}}, {name: m, valueFrom: {path: /m}}]\n      artifacts: [{name: d, path: /d}]\n")}${container("u")}`;
  const definition = definitionOf(text);
  expect(edgesOf(pipelineOf(text))).toEqual(["sum.all < each.n", "sum.all < each.m", "sum.printed < each.result"]);
  expect(problemsOf(definition)).toEqual([]);
});

describe("a template in a template", () => {
  const text = `${head}  - name: main
    dag:
      tasks:
      - {name: list, template: t}
      - name: each
        template: loop
        withParam: '{{tasks.list.outputs.parameters.items}}'
        arguments: {parameters: [{name: item, value: '{{item}}'}]}
      - name: last
        template: t
        arguments: {parameters: [{name: best, value: '{{tasks.each.outputs.parameters.best}}'}]}
  - name: loop
    inputs: {parameters: [{name: item}]}
    outputs: {parameters: [{name: best, valueFrom: {parameter: '{{tasks.work.outputs.parameters.score}}'}}]}
    dag:
      tasks:
      - name: work
        template: t
        arguments: {parameters: [{name: item, value: '{{inputs.parameters.item}}'}]}
${container("t")}`;
  test("is a group with edges over its border", () => {
    expect(pipelineOf(text).groups).toEqual([{ id: "each", nodes: ["each/work"] }]);
    expect(edgesOf(pipelineOf(text))).toEqual(["each/work.item < list.items", "last.best < each/work.score"]);
  });
  test("its nodes run for each item", () =>
    expect(nodeIn(text, "each/work").condition).toBe("for each of {{tasks.list.outputs.parameters.items}}"));
  test("that holds itself again is a node", () => {
    const again = text.replace(
      "        template: t\n        arguments: {parameters: [{name: item, value: '{{inputs",
      "        template: loop\n        arguments: {parameters: [{name: item, value: '{{inputs",
    );
    expect(pipelineOf(again).nodes.map(({ id }) => id)).toEqual(["list", "each/work", "last"]);
    expect(pipelineOf(again).problems).toEqual([]);
  });
});

test("a workflow that starts with a container, and one whose handler runs at the exit", () => {
  const text = `${head.replace("entrypoint: main", "entrypoint: main\n  onExit: bye")}${container("main")}${container("bye")}`;
  expect(pipelineOf(text).nodes.map(({ id, after }) => [id, after])).toEqual([
    ["main", []],
    ["bye", ["main"]],
  ]);
});

test("cron workflows hold a workflow", () => {
  const text =
    "apiVersion: argoproj.io/v1alpha1\nkind: CronWorkflow\nmetadata: {name: nightly}\nspec:\n  workflowSpec:\n    entrypoint: a\n    templates: [{name: a, container: {image: x}}]\n";
  expect(pipelineOf(text)).toMatchObject({ name: "nightly", nodes: [{ id: "a" }] });
});

test("a library of templates may be started at each dag that no other holds", () => {
  const library = (names: readonly string[]): string =>
    head.replace("kind: Workflow", "kind: WorkflowTemplate").replace("  entrypoint: main\n", "") +
    names
      .map((name) => `  - name: ${name}\n    dag: {tasks: [{name: a, template: t}, {name: b, template: inner}]}\n`)
      .join("") +
    `  - name: inner\n    steps: [[{name: c, template: t}]]\n${container("t")}`;
  const found = (text: string) =>
    definitionOf(text).pipelines.map(({ name, nodes }) => [name, nodes.map(({ id }) => id)]);
  expect(found(library(["train"]))).toEqual([["churn", ["a", "b/c"]]]);
  expect(found(library(["train", "score"]))).toEqual([
    ["train", ["a", "b/c"]],
    ["score", ["a", "b/c"]],
  ]);
});

test("Kubeflow's label says whether results are taken from the cache", () => {
  const labels = "    metadata:\n      labels:\n        pipelines.kubeflow.org/enable_caching: 'false'\n";
  expect(nodeIn(head + container("main", labels), "main").caching).toMatchObject({ enabled: false });
});

test("a template that is not there is told", () => {
  const text = `${head}  - name: main\n    dag:\n      tasks: [{name: a, template: nothing}, {name: b, template: main2, depends: zero}]\n${container("main2")}`;
  expect(problemsOf(definitionOf(text)).map(({ message }) => message)).toEqual([
    "No template has the name `nothing`. Declare it, or correct the name.",
    "No task beside this one has the name `zero`. Correct the name, or add the task.",
  ]);
});

test("two tasks of one name are told; the first counts", () => {
  const text = `${head}  - name: main\n    dag:\n      tasks: [{name: a, template: t}, {name: a, template: t}]\n${container("t")}`;
  expect(problemsOf(definitionOf(text)).map(({ code, message }) => `${code}: ${message}`)).toEqual([
    "duplicate-id: Another task beside this one has the name `a`. Give one of them another name.",
  ]);
});

test("a workflow that Kubeflow Pipelines 2 compiled shows the pipeline that it carries", () => {
  const spec = specOf(
    { data: executed("data", {}, { d: "system.Dataset" }), inner: dagOf({ work: { component: "data" } }) },
    { data: { component: "data" }, in: { component: "inner", dependentTasks: ["data"] } },
  );
  const named: Record<string, unknown> = spec.components;
  const parameters = [
    ...Object.entries({ h1: named["comp-data"], h2: named["comp-inner"], root: spec.root }).map(([hash, value]) => ({
      name: `components-${hash}`,
      value: JSON.stringify(value),
    })),
    { name: "implementations-h1", value: '{"image":"python:3.11"}' },
  ];
  const driver = (hash: string, component: string) => ({
    name: `${component}-driver`,
    template: "system-container-driver",
    arguments: {
      parameters: [
        { name: "component", value: `{{workflow.parameters.components-${hash}}}` },
        { name: "task", value: JSON.stringify({ componentRef: { name: component } }) },
        { name: "task-name", value: component.replace("comp-", "") },
      ],
    },
  });
  const templates = [{ name: "root", dag: { tasks: [driver("h1", "comp-data"), driver("h2", "comp-inner")] } }];
  const text = stringify({
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Workflow",
    metadata: { generateName: "p-" },
    spec: { entrypoint: "root", arguments: { parameters }, templates },
  });
  const pipeline = pipelineOf(text);
  expect(pipeline.kind).toBe("kfp");
  expect(edgesOf(pipeline)).toEqual(["in/work after data"]);
  expect(pipeline.nodes.map(({ id }) => id)).toEqual(["data", "in/work"]);
  const { location, nameRange } = nodeIn(text, "data");
  expect(textAt(text, location)).toMatch(/^name: comp-data-driver\n/);
  expect(textAt(text, { range: nameRange })).toBe("data");
});

describe("which files are workflows", () => {
  test.each([
    ["file:///a.yaml", dag, "argo"],
    ["file:///a.json", '{"apiVersion": "argoproj.io/v1alpha1", "kind": "WorkflowTemplate"}', "argo"],
    ["file:///a.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Application\n", null],
    ["file:///a.yaml", "apiVersion: apps/v1\nkind: Deployment\n", null],
  ])("%s: %.60j is %s", (uri, text, format) => expect(detectFormat(uri, text)).toBe(format));
});

describe("half-typed and hostile texts", () => {
  test("at every prefix nothing throws", () => {
    for (let at = 0; at <= dag.length; at++)
      expect(() => parseDefinition("file:///a.yaml", dag.slice(0, at), noFiles)).not.toThrow();
  });
  test("a task that is half-typed leaves those around it", () => {
    const text = dag.replace("      - name: fit\n", "      - name: \n");
    expect(pipelineOf(text).nodes.map(({ id }) => id)).toEqual(["load", "tell"]);
  });
  test("shuffled lines make nothing throw", () => {
    const lines = dag.split("\n").slice(4);
    fc.assert(
      fc.property(fc.shuffledSubarray(lines), (some) => {
        parseDefinition("file:///a.yaml", head + some.join("\n"), noFiles);
      }),
      { numRuns: 300 },
    );
  });
});
