import { describe, expect, test } from "vitest";
import { checkGraph, checkProblems, graphOf, pipelineOf, pipelineWith } from "./helpers.ts";

describe("a branch", () => {
  test("that a constant chooses is the only one", () => {
    checkGraph(
      `FAST = False
if FAST:
  gen = CsvExampleGen(input_base='d')
elif not FAST:
  gen = tfx.components.ImportExampleGen(input_base='d')
else:
  gen = None
${pipelineWith("[gen]")}`,
      ["ImportExampleGen()"],
    );
  });

  test("that nothing chooses leaves both, in the words of the text", () => {
    checkGraph(
      `def build(schema_path):
  stats = StatisticsGen()
  if schema_path:
    schema = tfx.components.ImportSchemaGen(schema_file=schema_path)
  else:
    schema = SchemaGen(statistics=stats.outputs['statistics'])
  trainer = Trainer(module_file='m', schema=schema.outputs['schema'])
  return ${pipelineWith("[stats, schema, trainer]")}`,
      [
        "StatisticsGen()",
        "ImportSchemaGen() if schema_path",
        "SchemaGen(statistics: StatisticsGen.statistics) if not schema_path",
        "Trainer(schema: ImportSchemaGen.schema, schema: SchemaGen.schema)",
      ],
    );
  });

  test("that makes the same node as the other makes one node", () => {
    checkGraph(
      `def build(vertex):
  if vertex:
    trainer = tfx.extensions.google_cloud_ai_platform.Trainer(module_file='m')
  else:
    trainer = Trainer(module_file='m')
  return ${pipelineWith("[trainer]")}`,
      ["Trainer()"],
    );
  });

  test("that overrides a default makes one node, always there", () => {
    checkGraph(
      `def build(vertex):
  trainer = Trainer(module_file='m')
  if vertex:
    trainer = tfx.extensions.google_cloud_ai_platform.Trainer(module_file='m')
  return ${pipelineWith("[trainer]")}`,
      ["Trainer()"],
    );
  });

  test("that only raises is none", () => {
    checkGraph(
      `def build(kind):
  if kind == 'csv':
    gen = CsvExampleGen(input_base='d')
  else:
    raise ValueError(kind)
  return ${pipelineWith("[gen]")}`,
      ["CsvExampleGen()"],
    );
  });

  test("that adds to the list adds under its condition", () => {
    checkGraph(
      `def build(tune):
  steps = [CsvExampleGen(input_base='d')]
  tuner = Tuner()
  if tune is not None:
    steps.append(tuner)
  return ${pipelineWith("steps")}`,
      ["CsvExampleGen()", "Tuner() if tune is not None"],
    );
  });

  test("asked twice with the same words is decided once", () => {
    checkGraph(
      `def build(tune):
  if tune:
    tuner = Tuner()
  steps = [CsvExampleGen(input_base='d')]
  if tune:
    steps.append(tuner)
  return ${pipelineWith("steps")}`,
      ["CsvExampleGen()", "Tuner() if tune"],
    );
  });

  test("that returns early leaves the rest under the contrary", () => {
    checkGraph(
      `def trainer(warm):
  if warm:
    return Trainer(module_file='m').with_id('warm')
  cold = Trainer(module_file='m').with_id('cold')
  return cold
${pipelineWith("[trainer(unknown())]")}`,
      ["warm() if warm", "cold() if not warm"],
    );
  });

  test("in an argument of the caller is decided by it", () => {
    checkGraph(
      `def build(tune, schema=None):
  steps = [CsvExampleGen(input_base='d')]
  if tune:
    steps.append(Tuner())
  if schema:
    steps.append(tfx.components.ImportSchemaGen(schema_file=schema))
  return ${pipelineWith("steps")}
build(tune=True)`,
      ["CsvExampleGen()", "Tuner()"],
    );
  });
});

test("a decision that the text leaves open is said once, at its place", () => {
  checkProblems(
    `def build(tune):
  steps = [CsvExampleGen(input_base='d')]
  if tune:
    steps += [Tuner(examples=data), Trainer(module_file='m', examples=data)]
  return ${pipelineWith("steps")}`,
    ["not-determined: tune"],
  );
});

describe("a condition of the pipeline itself", () => {
  test("is told in its words, with what it looks at", () => {
    checkGraph(
      `evaluator = Evaluator()
with tfx.dsl.Cond(evaluator.outputs['blessing'].future()[0].custom_property('blessed') == 1):
  pusher = Pusher()
${pipelineWith("[evaluator, pusher]")}`,
      [
        "Evaluator()",
        "Pusher(_Evaluator.blessing: Evaluator.blessing) if evaluator.outputs['blessing'].future()[0].custom_property('blessed') == 1",
      ],
    );
  });

  test("is no open question", () => {
    checkProblems(
      `evaluator = Evaluator(examples=data)
with tfx.dsl.Cond(evaluator.outputs['blessing'].future()[0].value == 1):
  pusher = Pusher()
${pipelineWith("[evaluator, pusher]")}`,
      [],
    );
  });

  test("looks at several channels", () => {
    checkGraph(
      `a = Evaluator().with_id('a')
b = Evaluator().with_id('b')
with tfx.dsl.Cond(ph.logical_and(a.outputs['blessing'].future()[0].value == 1, b.outputs['blessing'].future()[0].value == 1)):
  pusher = Pusher()
${pipelineWith("[a, b, pusher]")}`.replace(/\n {0}with/, "\nwith"),
      [
        "a()",
        "b()",
        "Pusher(_a.blessing: a.blessing, _b.blessing: b.blessing) if ph.logical_and(a.outputs['blessing'].future()[0].value == 1, b.outputs['blessing'].future()[0].value == 1)",
      ],
    );
  });

  test("loops over what a channel carries", () => {
    checkGraph(
      `from tfx.dsl.control_flow import for_each
gen = CsvExampleGen(input_base='d')
with for_each.ForEach(gen.outputs['examples']) as each:
  stats = StatisticsGen(examples=each)
${pipelineWith("[gen, stats]")}`,
      ["CsvExampleGen()", "StatisticsGen(examples: CsvExampleGen.examples) if for each of gen.outputs['examples']"],
    );
  });
});

describe("a loop", () => {
  test("over constants is unrolled", () => {
    checkGraph(
      `steps = []
for country in ['de', 'fr']:
  gen = CsvExampleGen(input_base=country).with_id(f'gen_{country}')
  steps.append(gen)
  steps.append(StatisticsGen(examples=gen.outputs['examples']).with_id('stats_' + country))
${pipelineWith("steps")}`,
      ["gen_de()", "stats_de(examples: gen_de.examples)", "gen_fr()", "stats_fr(examples: gen_fr.examples)"],
    );
  });

  test("over a range, an enumeration, pairs and a dictionary is unrolled", () => {
    checkGraph(
      `steps = [CsvExampleGen(input_base='d').with_id(f'r{i}') for i in range(2)]
for i, name in enumerate(['x']):
  steps.append(CsvExampleGen(input_base=name).with_id(f'e{i}{name}'))
for a, b in zip(['p'], ['q']):
  steps.append(CsvExampleGen(input_base=a).with_id(a + b))
for key, value in {'k': 'v'}.items():
  steps.append(CsvExampleGen(input_base=key).with_id('%s=%s' % (key, value)))
${pipelineWith("steps")}`,
      ["r0()", "r1()", "e0x()", "pq()", "k=v()"],
    );
  });

  test("over what is not known runs once, under its words, which is said", () => {
    const text = `def build(countries):
  steps = []
  for country in countries:
    steps.append(CsvExampleGen(input_base=country))
  return ${pipelineWith("steps")}`;
    checkGraph(text, ["CsvExampleGen() if for country in countries"]);
    checkProblems(text, ["not-determined: countries"]);
  });

  test("of a comprehension over what is not known runs once", () => {
    checkGraph(
      `def build(countries):
  return ${pipelineWith("[CsvExampleGen(input_base=c) for c in countries]")}`,
      ["CsvExampleGen() if for c in countries"],
    );
  });

  test("that makes nodes of one id says so", () => {
    checkProblems(
      `steps = []
for i in [1, 2]:
  steps.append(CsvExampleGen(input_base='d'))
${pipelineWith("steps")}`,
      ["duplicate-id: CsvExampleGen"],
    );
  });
});

test("a test for the main program holds when the file is opened, and not when it is imported", () => {
  const main = "from tfx import v1 as tfx\nfrom tfx.components import *\nfrom parts import steps\n";
  const parts =
    "from tfx.components import *\nsteps = [SchemaGen()]\nif __name__ == '__main__':\n  steps.append(Tuner())\n";
  expect(graphOf(pipelineOf(main + pipelineWith("steps"), { "parts.py": parts }))).toEqual(["SchemaGen()"]);
  expect(graphOf(pipelineOf(parts))).toEqual(["SchemaGen()", "Tuner()"]);
});
