import { describe, expect, test } from "vitest";
import { readPbtxtAsYaml } from "../../../../server/src/definitions/pbtxt/asYaml.ts";
import { plainOf } from "../../../../server/src/definitions/yaml/tree.ts";
import { offered } from "../../fixes/offered.ts";
import { definitionOf, graphOf, textAt } from "../helpers.ts";

const plain = (text: string): unknown => {
  const [root] = readPbtxtAsYaml(text, new Set(["list"])).documents;
  return root && JSON.parse(JSON.stringify(plainOf(root)));
};

describe("protobuf text as the tree of its JSON", () => {
  test.each([
    ["scalars", 'a: "x" b: 2 c: true d: WORD', { a: "x", b: 2, c: true, d: "WORD" }],
    ["messages", "a { b { c: 1 } }", { a: { b: { c: 1 } } }],
    ["repeated fields", "a: 1 a: 2 list: 3", { a: [1, 2], list: [3] }],
    ["maps", 'm { key: "x" value { y: 1 } } m { key: "z" value: 2 }', { m: { x: { y: 1 }, z: 2 } }],
    ["a map's entry without a value", 'm { key: "x" }', { m: { x: {} } }],
    [
      "structures",
      's { fields { key: "a" value { struct_value { fields { key: "b" value { list_value { values { number_value: 1 } values { string_value: "c" } } } } } } } }',
      { s: { a: { b: [1, "c"] } } },
    ],
    ["constants", 'constant { string_value: "x" }', { constant: "x" }],
  ])("%s", (_, text, expected) => expect(plain(text)).toEqual(expected));

  test("keeps what cannot be read as a problem", () => {
    expect(readPbtxtAsYaml("a {\n  b: 1\n", new Set()).problems.map(({ code, from, to }) => [code, from, to])).toEqual([
      ["syntax", 2, 3],
    ]);
  });
});

describe("a Kubeflow pipeline in protobuf text", () => {
  const text = `pipeline_info { name: "two" }
deployment_spec { fields { key: "executors" value { struct_value { fields { key: "exec" value { struct_value {
  fields { key: "container" value { struct_value { fields { key: "image" value { string_value: "img" } } } } } } } } } } } }
components { key: "make" value {
  executor_label: "exec"
  output_definitions { artifacts { key: "model" value { artifact_type { schema_title: "system.Model" } } } }
} }
components { key: "use" value {
  executor_label: "exec"
  input_definitions { artifacts { key: "model" value { artifact_type { schema_title: "system.Model" } } } }
} }
root { dag {
  tasks { key: "Make" value { task_info { name: "Make" } component_ref { name: "make" } caching_options { enable_cache: true } } }
  tasks { key: "Use" value {
    task_info { name: "Use" }
    inputs { artifacts { key: "model" value { task_output_artifact { producer_task: "Make" output_artifact_key: "model" } } } }
    dependent_tasks: "Make"
    component_ref { name: "use" }
  } }
} }
`;
  const files = { "pipeline.pbtxt": text };

  test("is read as its JSON would be, with its own places", () => {
    const { format, pipelines } = definitionOf(text, {}, "pipeline.pbtxt");
    const [pipeline] = pipelines;
    expect(format).toBe("kfp-ir");
    expect(pipeline && graphOf(pipeline)).toEqual(["Make()", "Use(model: Make.model)"]);
    expect(pipeline?.nodes[0]?.idLocations.map((place) => textAt(text, place))).toEqual(["Make", "Make", "Make"]);
    expect(pipeline?.problems).toEqual([]);
  });

  test("is not changed", () => {
    expect(offered(files, "dead-trainer", "Make")).toEqual([
      "Remove Make and 1 node that only it feeds (This file is compiled. Change the pipeline's source, and compile it again.)",
    ]);
  });
});
