import { describe, expect, test } from "vitest";
import { checkGraph, checkProblems, pipelineOf, pipelineWith } from "./helpers.ts";

/** Checks the inputs of a trainer that takes a value, after two ingests `a` and `b`. */
function checkInput(value: string, expected: readonly string[], before = ""): void {
  const pipeline = pipelineOf(`from tfx import v1 as tfx
from tfx.components import *
from tfx.types import channel
a = CsvExampleGen(input_base='a').with_id('a')
b = CsvExampleGen(input_base='b').with_id('b')
${before}
trainer = Trainer(module_file='m.py', examples=${value})
${pipelineWith("[a, b, trainer]")}`);
  const inputs = pipeline.nodes.find(({ id }) => id === "Trainer")?.inputs ?? [];
  expect(inputs.map(({ key, from }) => `${key}: ${from ? `${from.node}.${from.output}` : "-"}`)).toEqual(expected);
}

describe("a channel is", () => {
  test("an output by its key", () => checkInput("a.outputs['examples']", ["examples: a.examples"]));
  test("an output in double quotes", () => checkInput('a.outputs["examples"]', ["examples: a.examples"]));
  test("an output by a key from a constant", () =>
    checkInput("a.outputs[KEY]", ["examples: a.examples"], "KEY = 'examples'"));
  test("an attribute", () => checkInput("a.outputs.examples", ["examples: a.examples"]));
  test("what get gives", () => checkInput("a.outputs.get('examples')", ["examples: a.examples"]));
  test("an output in parentheses over lines", () =>
    checkInput("(\n  a.outputs[\n  'examples'])", ["examples: a.examples"]));
  test("kept in a variable", () =>
    checkInput("examples", ["examples: a.examples"], "examples = a.outputs['examples']"));
  test("the outputs kept in a variable", () => checkInput("o['examples']", ["examples: a.examples"], "o = a.outputs"));
  test("kept in a dictionary", () =>
    checkInput("c['x']", ["examples: a.examples"], "c = {'x': a.outputs['examples']}"));
  test("without its trigger", () => checkInput("a.outputs['examples'].no_trigger()", ["examples: a.examples"]));
  test("the component itself, where it has one output", () => checkInput("a", ["examples: a.examples"]));
  test("several in a union", () => {
    checkInput("channel.union([a.outputs['examples'], b.outputs['examples']])", [
      "examples: a.examples",
      "examples: b.examples",
    ]);
  });
  test("several in a list", () =>
    checkInput("[a.outputs['examples'], b]", ["examples: a.examples", "examples: b.examples"]));
  test("either of two, by a condition that is not known", () => {
    checkInput("a.outputs['examples'] if flag() else b.outputs['examples']", [
      "examples: a.examples",
      "examples: b.examples",
    ]);
  });
  test("the one that a known condition chooses", () => {
    checkInput("a.outputs['examples'] if USE_A else b.outputs['examples']", ["examples: b.examples"], "USE_A = False");
  });
  test("the last that a variable was given", () => {
    checkInput(
      "examples",
      ["examples: b.examples"],
      "examples = a.outputs['examples']\nexamples = b.outputs['examples']",
    );
  });
  test("either that a variable was given in a branch", () => {
    checkInput(
      "examples",
      ["examples: a.examples", "examples: b.examples"],
      "if flag():\n  examples = a.outputs['examples']\nelse:\n  examples = b.outputs['examples']",
    );
  });
  test("either, where one branch keeps what was", () => {
    checkInput(
      "examples",
      ["examples: b.examples", "examples: a.examples"],
      "examples = a.outputs['examples']\nif flag():\n  examples = b.outputs['examples']",
    );
  });
  test("what a resolver function hands on", () => {
    checkInput(
      "resolved['examples']",
      ["examples: a.examples"],
      "@resolver_function\ndef pick(inputs, n):\n  return Latest(inputs, n=n)\nresolved = pick({'examples': a.outputs['examples']}, n=1)",
    );
  });
  test("from outside the pipeline", () =>
    checkInput("tfx.dsl.Channel(type=tfx.types.standard_artifacts.Examples)", ["examples: -"]));
  test("not None", () => checkInput("None", []));
  test("nothing that the text tells", () => checkInput("load_examples()", ["examples: -"]));
});

test("a resolver hands on what it takes", () => {
  checkGraph(
    `gen = CsvExampleGen(input_base='d')
latest = tfx.dsl.Resolver(strategy_class=S, examples=gen.outputs['examples'], model=tfx.dsl.Channel(type=M)).with_id('latest')
trainer = Trainer(module_file='m', examples=latest.outputs['examples'], base_model=latest.outputs['model'])
${pipelineWith("[gen, latest, trainer]")}`,
    [
      "CsvExampleGen()",
      "latest(examples: CsvExampleGen.examples, model: -)",
      "Trainer(examples: latest.examples, base_model: latest.model)",
    ],
  );
  expect(
    pipelineOf(`from tfx import v1 as tfx
latest = tfx.dsl.Resolver(strategy_class=S, model=tfx.dsl.Channel(type=M), model_blessing=tfx.dsl.Channel(type=B))
${pipelineWith("[latest]")}`).nodes[0]?.outputs.map(({ key }) => key),
  ).toEqual(["model", "model_blessing"]);
});

test("what an execution property looks into is read under TFX's own key", () => {
  checkGraph(
    `from tfx.dsl.component.experimental.decorators import component
@component
def Range(out: OutputArtifact[String]):
  pass
ranges = Range()
gen = CsvExampleGen(input_base='d', range_config=ranges.outputs['out'].future()[0].value)
${pipelineWith("[ranges, gen]")}`,
    ["Range()", "CsvExampleGen(_Range.out: Range.out)"],
  );
});

test("order without data stands in `after`", () => {
  checkGraph(
    `gen = CsvExampleGen(input_base='d')
schema = tfx.components.ImportSchemaGen(schema_file='s')
pusher = Pusher()
trainer = Trainer(module_file='m', examples=gen.outputs['examples'])
schema.add_upstream_node(gen)
schema.add_downstream_node(pusher)
trainer.add_upstream_nodes([gen, schema])
${pipelineWith("[gen, schema, trainer, pusher]")}`,
    [
      "CsvExampleGen()",
      "ImportSchemaGen() after CsvExampleGen",
      "Trainer(examples: CsvExampleGen.examples) after ImportSchemaGen",
      "Pusher() after ImportSchemaGen",
    ],
  );
});

test("parameters with another key are read under the channel's", () => {
  checkGraph(
    `gen = CsvExampleGen(input_base='d')
diff = tfx.components.ExampleDiff(examples_test=gen.outputs['examples'], examples_base=gen.outputs['examples'], config=c)
${pipelineWith("[gen, diff]")}`,
    ["CsvExampleGen()", "ExampleDiff(examples: CsvExampleGen.examples, baseline_examples: CsvExampleGen.examples)"],
  );
});

describe("it is said", () => {
  test("that a component has no such output", () => {
    checkProblems(
      `gen = CsvExampleGen(input_base='d')
stats = StatisticsGen(examples=gen.outputs['exampels'])
${pipelineWith("[gen, stats]")}`,
      ["unknown-output: gen.outputs['exampels']"],
    );
  });
  test("that a maker is not in the pipeline", () => {
    checkProblems(
      `gen = CsvExampleGen(input_base='d')
stats = StatisticsGen(examples=gen.outputs['examples'])
${pipelineWith("[stats]")}`,
      ["unknown-node: gen.outputs['examples']"],
    );
  });
  test("not of outputs of former versions", () => {
    checkProblems(
      `gen = CsvExampleGen(input_base='d')
stats = StatisticsGen(input_data=gen.outputs['output'])
${pipelineWith("[gen, stats]")}`,
      [],
    );
  });
});

test("outputs are the class's own and those that are used beside them", () => {
  const [gen] = pipelineOf(`from tfx import v1 as tfx
from tfx.components import *
gen = CsvExampleGen(input_base='d')
stats = StatisticsGen(examples=gen.outputs['more'])
${pipelineWith("[gen, stats]")}`).nodes;
  expect(gen?.outputs.map(({ key }) => key)).toEqual(["examples", "more"]);
});

describe("an input without which TFX makes no component", () => {
  test("is missed where the call is whole", () => {
    checkProblems(`stats = StatisticsGen()\n${pipelineWith("[stats]")}`, ["missing-input: StatisticsGen"]);
  });
  test.each([
    ["that is given by position", "StatisticsGen(data)"],
    ["that another keyword may stand for", "StatisticsGen(input_data=data)"],
    ["that may be among arguments that are handed on", "StatisticsGen(**given)"],
    ["of a component whose inputs may all be left out", "Pusher(push_destination=data)"],
  ])("%s is not", (_, call) => {
    checkProblems(`${pipelineWith(`[${call}]`)}`, []);
  });
  test("is not missed while the call is being typed", () => {
    checkProblems("gen = CsvExampleGen(input_base='d')\nstats = StatisticsGen(", []);
  });
});
