import { describe, expect, test } from "vitest";
import { parseDefinition } from "../../../../server/src/definitions/index.ts";
import { definitionOf, graphOf, hostOf, pipelineOf, textAt } from "../helpers.ts";
import { channel, irNode, pipelineInfo, taxi } from "./irText.ts";

const path = "taxi_ir.pbtxt";
const read = (text: string) => pipelineOf(text, {}, path);
const nodeOf = (text: string, id: string) => {
  const node = read(text).nodes.find((other) => other.id === id);
  if (!node) throw new Error(`no node ${id}`);
  return node;
};
const problemsIn = (text: string): string[] =>
  read(text).problems.map(({ code, location }) => `${code}: ${textAt(text, location)}`);

describe("a compiled pipeline", () => {
  test("has the nodes and channels of its text", () => {
    expect(graphOf(read(taxi))).toEqual([
      "CsvExampleGen()",
      "Trainer(examples: CsvExampleGen.examples)",
      "Pusher(model: Trainer.model)",
    ]);
  });

  test("has types and kinds", () => {
    expect(read(taxi).nodes.map(({ type, kind, kindGuessed }) => [type, kind, kindGuessed])).toEqual([
      ["CsvExampleGen", "ingest", false],
      ["Trainer", "train", false],
      ["Pusher", "deploy", false],
    ]);
  });

  test("names itself, its store and its modules", () => {
    const definition = definitionOf(taxi, {}, path);
    const [pipeline] = definition.pipelines;
    expect([definition.format, pipeline?.name, pipeline?.stores.map((store) => store.path)]).toEqual([
      "tfx-ir",
      "taxi",
      ["metadata.sqlite"],
    ]);
    expect(definition.links.map(({ target, location }) => [target, textAt(taxi, location)])).toEqual([
      ["metadata.sqlite", "metadata.sqlite"],
      ["trainer.py", "trainer.py"],
    ]);
  });

  test("says caching where it is written; an empty option is off", () => {
    expect(read(taxi).nodes.map(({ caching }) => caching?.enabled ?? null)).toEqual([true, false, null]);
  });

  test("places a node at its entry and its name at its id", () => {
    const { location, nameRange } = nodeOf(taxi, "Trainer");
    expect(textAt(taxi, location)).toMatch(/^nodes \{\n {2}pipeline_node[\s\S]*\}$/);
    expect(textAt(taxi, { uri: "", range: nameRange })).toBe("Trainer");
  });

  test("tells every place of an id, its declaration first", () => {
    const { idLocations } = nodeOf(taxi, "Trainer");
    expect(idLocations.map((location) => textAt(taxi, location))).toEqual(Array(5).fill("Trainer"));
    expect(idLocations[0]?.range).toEqual(nodeOf(taxi, "Trainer").nameRange);
  });

  test("has parameters as arguments", () => {
    expect(nodeOf(taxi, "Trainer").arguments.map(({ name, text }) => [name, text])).toEqual([
      ["module_file", "trainer.py"],
    ]);
  });
});

describe("kinds", () => {
  test.each([
    ["its base type", irNode({ id: "A", type: "my.Thing", base: "EVALUATE" }), "evaluate", false],
    ["a model that it makes", irNode({ id: "A", type: "my.Thing", outputs: { it: "Model" } }), "train", false],
    ["words of its name", irNode({ id: "A", type: "my.DataCleaning" }), "preprocess", true],
    ["nothing", irNode({ id: "A", type: "my.Thing" }), "other", false],
  ])("come from %s", (_, text, kind, guessed) => {
    expect(nodeOf(text, "A")).toMatchObject({ kind, kindGuessed: guessed });
  });
});

describe("inputs", () => {
  const gens = ["One", "Two"]
    .map((id) => irNode({ id, type: "my.ExampleGen", outputs: { examples: "Examples" } }))
    .join("");
  const part = (key: string, from: string) => `inputs { key: "${key}" value { ${channel(from)} hidden: true } }`;

  test("of a union come from each of its makers", () => {
    const union = irNode({
      id: "All",
      type: "my.Union",
      upstream: ["One", "Two"],
      moreInputs: `${part("_One.examples", "One.examples")} ${part("_Two.examples", "Two.examples")}
        inputs { key: "data" value { mixed_inputs { method: UNION input_keys: ["_One.examples", "_Two.examples"] } } }`,
    });
    expect(graphOf(read(gens + union))[2]).toBe("All(data: One.examples, data: Two.examples)");
  });

  test("of a resolver function are led through its graph, and a loop is a condition", () => {
    const each = irNode({
      id: "Each",
      type: "my.Trainer",
      upstream: ["One"],
      moreInputs: `${part("_One.examples", "One.examples")}
        inputs { key: "data" value { input_graph_ref { graph_id: "graph_1" key: "out" } } }
        input_graphs { key: "graph_1" value {
          nodes { key: "dict" value { dict_node { node_ids { key: "out" value: "input" } } } }
          nodes { key: "input" value { input_node { input_key: "_One.examples" } } }
          nodes { key: "op" value { op_node { op_type: "tfx.internal.Unnest" args { node_id: "dict" } } } }
          result_node: "op"
        } }`,
    });
    expect(graphOf(read(gens + each))[2]).toBe("Each(data: One.examples) if for each of One.examples");
  });

  test("that only a condition looks at are told, and the condition in words", () => {
    const gated = irNode({
      id: "Push",
      type: "my.Pusher",
      inputs: { model: "One.examples", "_Two.examples": "Two.examples" },
      moreInputs: `conditionals { key: "cond_1" value { placeholder_expression { operator { compare_op {
        lhs { operator { artifact_value_op { expression { operator { index_op { expression { placeholder { key: "_Two.examples" } } } } } } } }
        rhs { value { int_value: 1 } } op: EQUAL } } } } }`,
    });
    expect(graphOf(read(gens + gated))[2]).toBe(
      "Push(model: One.examples, _Two.examples: Two.examples) if Two.examples[0].value == 1",
    );
  });

  test("that parameters take are inputs under the key that a run records", () => {
    const dynamic = irNode({
      id: "Next",
      type: "my.Next",
      inputs: { "_One.examples": "One.examples" },
      more: `parameters { parameters { key: "number" value { placeholder { operator { index_op { expression { placeholder { key: "_One.examples" } } } } } } } }`,
    });
    expect(graphOf(read(gens + dynamic))[2]).toBe("Next(_One.examples: One.examples)");
  });

  test("of another pipeline, or of an earlier run, come from outside", () => {
    const query = (name: string, type: string) =>
      `context_queries { type { name: "${type}" } name { field_value { string_value: "${name}" } } }`;
    const resolver = irNode({
      id: "Latest",
      type: "tfx.dsl.components.common.resolver.Resolver",
      moreInputs: `inputs { key: "model" value { channels { ${query("p", "pipeline")} ${query("p.One", "node")} } } }
        inputs { key: "other" value { channels { producer_node_query { id: "X" } ${query("elsewhere", "pipeline")} output_key: "x" } } }`,
    });
    const text = pipelineInfo("p") + gens + resolver;
    expect(graphOf(read(text))[2]).toBe("Latest(model: -, other: -)");
    expect(problemsIn(text)).toEqual([]);
  });

  test("of a resolver are what it hands on", () => {
    const resolver = irNode({ id: "Latest", type: "tfx.x.Resolver", inputs: { examples: "One.examples" } });
    const user = irNode({ id: "User", type: "my.Trainer", inputs: { examples: "Latest.examples" } });
    expect(problemsIn(gens + resolver + user)).toEqual([]);
    expect(nodeOf(gens + resolver, "Latest").outputs.map(({ key }) => key)).toEqual(["examples"]);
  });
});

test("an upstream node that hands nothing over is waited for", () => {
  const text = irNode({ id: "A", type: "my.A" }) + irNode({ id: "B", type: "my.B", upstream: ["A"] });
  expect(graphOf(read(text))).toEqual(["A()", "B() after A"]);
});

describe("a pipeline within a pipeline", () => {
  const sub = `nodes { sub_pipeline {
  pipeline_info { id: "inner" parent_ids: "outer" }
  ${irNode({ id: "inner_begin", type: "tfx.orchestration.pipeline.Pipeline_begin", inputs: { data: "Gen.examples" }, upstream: ["Gen", "First"] })}
  ${irNode({ id: "Trainer", type: "my.Trainer", inputs: { examples: "inner_begin.data" }, outputs: { model: "Model" } })}
  ${irNode({ id: "inner_end", type: "tfx.orchestration.pipeline.Pipeline_end", inputs: { result: "Trainer.model" } })}
} }
`;
  const outer =
    pipelineInfo("outer") +
    irNode({ id: "Gen", type: "my.ExampleGen", outputs: { examples: "Examples" } }) +
    irNode({ id: "First", type: "my.First" }) +
    sub +
    irNode({ id: "Pusher", type: "my.Pusher", inputs: { model: "inner_end.result" }, upstream: ["inner"] });

  test("is a group, and its edges are led across its border", () => {
    expect(graphOf(read(outer))).toEqual([
      "Gen()",
      "First()",
      "inner/Trainer(examples: Gen.examples) after First",
      "Pusher(model: inner/Trainer.model)",
    ]);
    expect(read(outer).groups).toEqual([{ id: "inner", nodes: ["inner/Trainer"] }]);
    expect(problemsIn(outer)).toEqual([]);
  });

  test("keeps its nodes from being renamed: their ids are paths", () => {
    expect(nodeOf(outer, "inner/Trainer").idLocations).toEqual([]);
  });
});

describe("mistakes are told at their place, once", () => {
  const a = irNode({ id: "A", type: "my.A", outputs: { x: "X" } });
  test.each([
    [
      "a maker that is not there",
      irNode({ id: "B", type: "my.B", inputs: { x: "C.x" }, upstream: [] }),
      ["unknown-node: C"],
    ],
    ["an output that it lacks", a + irNode({ id: "B", type: "my.B", inputs: { x: "A.y" } }), ["unknown-output: y"]],
    ["an upstream node that is not there", irNode({ id: "B", type: "my.B", upstream: ["C"] }), ["unknown-node: C"]],
    ["a bracket that is not closed", `${a}nodes { pipeline_node {`, ["syntax: {", "syntax: {"]],
  ])("%s", (_, text, problems) => expect(problemsIn(text)).toEqual(problems));
});

describe("as JSON", () => {
  const json = JSON.stringify(
    {
      pipelineInfo: { id: "taxi" },
      nodes: [
        {
          pipelineNode: {
            nodeInfo: { type: { name: "tfx.x.CsvExampleGen" }, id: "Gen" },
            outputs: { outputs: { examples: { artifactSpec: { type: { name: "Examples" } } } } },
            executionOptions: { cachingOptions: { enableCache: true } },
          },
        },
        {
          pipelineNode: {
            nodeInfo: { type: { name: "tfx.x.Trainer" }, id: "Trainer" },
            inputs: {
              inputs: { examples: { channels: [{ producerNodeQuery: { id: "Gen" }, outputKey: "examples" }] } },
            },
            upstreamNodes: ["Gen"],
          },
        },
      ],
      deploymentConfig: {
        "@type": "type.googleapis.com/tfx.orchestration.IntermediateDeploymentConfig",
        executorSpecs: { Gen: {} },
        metadataConnectionConfig: {
          "@type": "type.googleapis.com/ml_metadata.ConnectionConfig",
          sqlite: { filenameUri: "m.db" },
        },
      },
    },
    null,
    2,
  );
  const pipeline = () => pipelineOf(json, {}, "taxi_ir.json");

  test("it is the same pipeline", () => {
    expect(graphOf(pipeline())).toEqual(["Gen()", "Trainer(examples: Gen.examples)"]);
    expect(pipeline().stores.map((store) => store.path)).toEqual(["m.db"]);
    expect(pipeline().nodes.map(({ caching }) => caching?.enabled ?? null)).toEqual([true, null]);
  });

  test("ids have the places of JSON's strings", () => {
    expect(pipeline().nodes[0]?.idLocations.map((place) => textAt(json, place))).toEqual(Array(4).fill("Gen"));
  });
});

describe("what is no compiled pipeline is not read", () => {
  test.each([
    ["a schema", "schema.pbtxt", 'feature { name: "x" type: INT }'],
    ["a Kubeflow pipeline", "job.json", '{"pipelineSpec": {"root": {"dag": {"tasks": {}}}, "nodes": []}}'],
    ["other JSON", "package.json", '{"name": "pipeline_node"}'],
  ])("%s", (_, name, text) => {
    expect(parseDefinition(`file:///project/${name}`, text, hostOf({}))?.format).not.toBe("tfx-ir");
  });
});

test("unions of unions that lead in circles come to an end", () => {
  const count = 60;
  const inputs = Array.from({ length: count }, (_, index) => {
    const [one, two] = [(index + 1) % count, (index + 2) % count];
    return `inputs { key: "_k${index}" value { mixed_inputs { input_keys: "_k${one}" input_keys: "_k${two}" } } }`;
  });
  const text = irNode({
    id: "A",
    type: "my.A",
    moreInputs: `${inputs.join("\n")} inputs { key: "all" value { mixed_inputs { input_keys: "_k0" } } }`,
  });
  expect(graphOf(read(text))).toEqual(["A(all: -)"]);
});

test("at every cut, the nodes before it stay as they are", () => {
  const whole = read(taxi).nodes.map(({ id }) => id);
  const ends = whole.map((id) => taxi.indexOf(`id: "${id}"`) + `id: "${id}"`.length);
  for (let cut = 60; cut < taxi.length; cut += 7) {
    const nodes = parseDefinition(`file:///project/${path}`, taxi.slice(0, cut), hostOf({}))?.pipelines[0]?.nodes ?? [];
    const before = whole.filter((_, index) => (ends[index] ?? 0) <= cut);
    expect(nodes.map(({ id }) => id).slice(0, before.length)).toEqual(before);
  }
});
