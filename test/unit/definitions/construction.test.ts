import { describe, expect, test } from "vitest";
import { checkGraph, pipelineOf, pipelineWith } from "./helpers.ts";

describe("components are found", () => {
  test("assigned to variables", () => {
    checkGraph(
      `gen = CsvExampleGen(input_base='d')
stats = StatisticsGen(examples=gen.outputs['examples'])
${pipelineWith("[gen, stats]")}`,
      ["CsvExampleGen()", "StatisticsGen(examples: CsvExampleGen.examples)"],
    );
  });

  test("assigned as a tuple", () => {
    checkGraph(
      `gen, schema = CsvExampleGen(input_base='d'), SchemaGen()
${pipelineWith("[gen, schema]")}`,
      ["CsvExampleGen()", "SchemaGen()"],
    );
  });

  test("written into the list", () => {
    checkGraph(pipelineWith("[CsvExampleGen(input_base='d'), SchemaGen()]"), ["CsvExampleGen()", "SchemaGen()"]);
  });

  test("kept as attributes of an object", () => {
    checkGraph(
      `class Builder:
  def __init__(self):
    self.gen = CsvExampleGen(input_base='d')
    self.stats = StatisticsGen(examples=self.gen.outputs['examples'])

  def build(self):
    return ${pipelineWith("[self.gen, self.stats]")}`,
      ["CsvExampleGen()", "StatisticsGen(examples: CsvExampleGen.examples)"],
    );
  });

  test("appended, extended, added and inserted", () => {
    checkGraph(
      `steps = [CsvExampleGen(input_base='d')]
steps.append(StatisticsGen().with_id('a'))
steps.extend([StatisticsGen().with_id('b'), StatisticsGen().with_id('c')])
steps += [StatisticsGen().with_id('d')]
steps.insert(1, StatisticsGen().with_id('e'))
more = steps + [StatisticsGen().with_id('f')]
${pipelineWith("more[:]")}`,
      ["CsvExampleGen()", "e()", "a()", "b()", "c()", "d()", "f()"],
    );
  });

  test.each([
    ["[1:]", "bcd"],
    ["[:2]", "ab"],
    ["[:-1]", "abc"],
    ["[-2:]", "cd"],
    ["[1:3]", "bc"],
    ["[::2]", "ac"],
    ["[::-1]", "dcba"],
    ["[3:0:-2]", "db"],
    ["[9:]", ""],
    ["[None:1]", "a"],
  ])("in the part %s of a list", (slice, expected) => {
    const text = `steps = [StatisticsGen().with_id(id) for id in ['a', 'b', 'c', 'd']]
${pipelineWith(`[*steps${slice}, SchemaGen()]`)}`;
    const ids = pipelineOf(text).nodes.map(({ id }) => id);
    expect(ids.toSorted()).toEqual(["SchemaGen", ...expected].toSorted());
  });

  test("returned by functions, alone, in tuples and in dictionaries", () => {
    checkGraph(
      `def source():
  return CsvExampleGen(input_base='d')

def rest(gen):
  stats = StatisticsGen(examples=gen.outputs['examples'])
  return stats, SchemaGen(statistics=stats.outputs['statistics'])

def last():
  return {'pusher': Pusher()}

gen = source()
stats, schema = rest(gen)
${pipelineWith("[gen, stats, schema, last()['pusher']]")}`,
      [
        "CsvExampleGen()",
        "StatisticsGen(examples: CsvExampleGen.examples)",
        "SchemaGen(statistics: StatisticsGen.statistics)",
        "Pusher()",
      ],
    );
  });

  test("handed over in a dictionary's values, a starred list and a generator", () => {
    checkGraph(
      `steps = {'gen': CsvExampleGen(input_base='d')}
def more():
  yield StatisticsGen()
  yield SchemaGen()
${pipelineWith("[*steps.values(), *more()]")}`,
      ["CsvExampleGen()", "StatisticsGen()", "SchemaGen()"],
    );
  });

  test("with arguments from a dictionary", () => {
    checkGraph(
      `gen = CsvExampleGen(input_base='d')
args = {'examples': gen.outputs['examples'], 'module_file': 'm.py'}
args['schema'] = SchemaGen().outputs['schema']
args.update({'hyperparameters': Tuner().outputs['best_hyperparameters']})
trainer = Trainer(**args)
${pipelineWith("[gen, trainer]")}`,
      ["CsvExampleGen()", "Trainer(examples: CsvExampleGen.examples, schema: -, hyperparameters: -)"],
    );
  });

  test("made through functools.partial", () => {
    checkGraph(
      `import functools
make = functools.partial(Trainer, module_file='m.py')
${pipelineWith("[make(), make().with_id('other')]")}`,
      ["Trainer()", "other()"],
    );
  });
});

describe("the id is", () => {
  const idOf = (expression: string, before = ""): string | undefined =>
    pipelineOf(`from tfx import v1 as tfx\nfrom tfx.components import *\n${before}\n${pipelineWith(`[${expression}]`)}`)
      .nodes[0]?.id;

  test("the class's name", () => expect(idOf("tfx.components.Trainer()")).toBe("Trainer"));
  test("what with_id says", () => expect(idOf("Trainer().with_id('x')")).toBe("x"));
  test("what with_id says anywhere in a chain", () => {
    expect(idOf("Trainer().with_platform_config(config=1).with_id('x').with_beam_pipeline_args([])")).toBe("x");
  });
  test("what with_id says later", () => expect(idOf("t", "t = Trainer()\nt.with_id('x')")).toBe("x"));
  test("put together from constants", () => {
    expect(idOf("Trainer().with_id(PREFIX + f'{KIND}_{2}')", "PREFIX = 'a.'\nKIND = 'b'")).toBe("a.b_2");
  });
  test("set as an attribute", () => expect(idOf("t", "t = Trainer()\nt.id = 'x'")).toBe("x"));
  test("the class with the instance's name in former versions", () => {
    expect(idOf("tfx.dsl.ResolverNode(instance_name='latest_blessed', resolver_class=None)")).toBe(
      "ResolverNode.latest_blessed",
    );
  });
  test("the class's name where it is worked out at run time, which is said", () => {
    const pipeline = pipelineOf(`from tfx.components import *\nfrom tfx import v1 as tfx
import sys
${pipelineWith("[Trainer(examples=data).with_id(sys.argv[1])]")}`);
    expect(pipeline.nodes.map(({ id }) => id)).toEqual(["Trainer"]);
    expect(pipeline.problems.map(({ code }) => code)).toEqual(["not-determined"]);
  });
});

test("a second node of an id is said and left out", () => {
  const pipeline = pipelineOf(`from tfx import v1 as tfx
from tfx.components import Trainer
first = Trainer(module_file='a', examples=data)
second = Trainer(module_file='b', examples=data)
${pipelineWith("[first, second]")}`);
  expect(pipeline.nodes.map(({ variable }) => variable)).toEqual(["first"]);
  expect(pipeline.problems.map(({ code, location }) => [code, location.range.start.line])).toEqual([
    ["duplicate-id", 3],
  ]);
});

test("a component that is listed twice is one node", () => {
  checkGraph(`gen = CsvExampleGen(input_base='d')\n${pipelineWith("[gen, gen]")}`, ["CsvExampleGen()"]);
});

test("what is made but not listed is no node of the pipeline", () => {
  checkGraph(`gen = CsvExampleGen(input_base='d')\nschema = SchemaGen()\n${pipelineWith("[gen]")}`, [
    "CsvExampleGen()",
  ]);
});

test("positional arguments have their parameters' names", () => {
  const [, trainer] = pipelineOf(`from tfx import v1 as tfx
from tfx.components import *
gen = CsvExampleGen('data')
trainer = Trainer(gen.outputs['examples'], module_file='m.py')
${pipelineWith("[gen, trainer]")}`).nodes;
  expect(trainer?.arguments.map(({ name, text }) => `${name}=${text}`)).toEqual([
    "examples=gen.outputs['examples']",
    "module_file='m.py'",
  ]);
  expect(trainer?.inputs.map(({ key, from }) => [key, from?.node])).toEqual([["examples", "CsvExampleGen"]]);
});
