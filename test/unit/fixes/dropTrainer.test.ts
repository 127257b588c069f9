import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseDefinition, parseNotebookCells } from "../../../server/src/definitions/index.ts";
import { dropTrainer } from "../../../server/src/waste/fixes/dropTrainer.ts";
import { offerOf } from "../../../server/src/waste/fixes/offer.ts";
import { graphOf, hostOf } from "../definitions/helpers.ts";
import { twoTrainers } from "../definitions/samples.ts";
import { checkRefusal, dropInput, dropped, withEdits } from "./checkFix.ts";

const linesOf = (text: string): string[] => text.split("\n");
/** Lines of a text that another lacks, without blank ones. */
const removedLines = (before: string, after: string): string[] => {
  const left = linesOf(after);
  return linesOf(before).filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0 && line !== "";
  });
};

describe("a trainer goes", () => {
  test("with everything that only it feeds, and what only those used", () => {
    const after = dropped({ "pipeline.py": twoTrainers }, "Trainer.challenger")["pipeline.py"] ?? "";
    expect(removedLines(twoTrainers, after)).toEqual(
      linesOf(`CHALLENGER_STEPS = 500
  # The challenger has a smaller network.
  challenger = Trainer(
      module_file=module_file,
      examples=transform.outputs['transformed_examples'],
      transform_graph=transform.outputs['transform_graph'],
      train_args=tfx.proto.TrainArgs(num_steps=CHALLENGER_STEPS),
      eval_args=tfx.proto.EvalArgs(num_steps=50),
  ).with_id('Trainer.challenger')
  challenger_evaluator = Evaluator(
      examples=example_gen.outputs['examples'],
      model=challenger.outputs['model'],
      eval_config=eval_config).with_id('Evaluator.challenger')
      challenger,
      challenger_evaluator,`),
    );
    expect(after).not.toMatch(/\n\n\n\n/);
  });

  test("in the example", () => {
    const example = readFileSync(new URL("../../../examples/taxi/pipeline.py", import.meta.url), "utf8");
    for (const id of ["Trainer", "Trainer.challenger", "Trainer.wide"]) {
      expect(dropped({ "pipeline.py": example }, id)["pipeline.py"]).not.toBe(example);
    }
  });

  test("from the module that makes it", () => {
    const parts = `from tfx.components import CsvExampleGen, Trainer

def parts():
    gen = CsvExampleGen(input_base='d')
    a = Trainer(module_file='a', examples=gen.outputs['examples'])
    b = Trainer(module_file='b', examples=gen.outputs['examples']).with_id('Trainer.b')
    return gen, a, b
`;
    const main =
      "from tfx import v1 as tfx\nfrom parts import parts\ntfx.dsl.Pipeline(pipeline_name='p', components=parts())\n";
    const after = dropped({ "pipeline.py": main, "parts.py": parts }, "Trainer.b");
    expect(after["pipeline.py"]).toBe(main);
    expect(after["parts.py"]).toBe(`from tfx.components import CsvExampleGen, Trainer

def parts():
    gen = CsvExampleGen(input_base='d')
    a = Trainer(module_file='a', examples=gen.outputs['examples'])
    return gen, a
`);
  });

  test("from a module that a script beside it names", () => {
    const pipeline = `from tfx import v1 as tfx

def build(name):
  b = tfx.components.Trainer(module_file='b')
  gen = tfx.components.CsvExampleGen(input_base='d')
  return tfx.dsl.Pipeline(pipeline_name=name, components=[b, gen])
`;
    const runner = "from tfx import v1 as tfx\nimport pipeline\npipeline.build('p')\n";
    expect(
      dropped({ "pipeline.py": pipeline, "local_runner.py": runner }, "Trainer")["pipeline.py"],
    ).toBe(`from tfx import v1 as tfx

def build(name):
  gen = tfx.components.CsvExampleGen(input_base='d')
  return tfx.dsl.Pipeline(pipeline_name=name, components=[gen])
`);
  });
});

describe("it is refused", () => {
  test("where it is made in a loop", () => {
    checkRefusal(
      `steps = []
for name in names():
  steps.append(Trainer(module_file=name).with_id('Trainer.b'))
tfx.dsl.Pipeline(pipeline_name='p', components=steps)
`,
      "Trainer.b is made in a loop.",
    );
  });

  test("where one line makes several", () => {
    checkRefusal(
      `steps = [Trainer(module_file=name).with_id(f'Trainer.{name}') for name in 'abc'.split()] + [Trainer(module_file=n).with_id('Trainer.' + n) for n in ['a', 'b']]
tfx.dsl.Pipeline(pipeline_name='p', components=[Trainer(module_file=n).with_id('Trainer.' + n) for n in ['a', 'b']])
`,
      "Trainer.b and Trainer.a are made by one and the same line.",
    );
  });

  test("where it stands in a nested pipeline", () => {
    const nested = `b = Trainer().with_id('x')
inner = tfx.dsl.Pipeline(pipeline_name='inner', components=[b])
c = Trainer().with_id('Trainer.b')
d = Pusher(model=b.outputs['model'])
tfx.dsl.Pipeline(pipeline_name='p', components=[inner, c, d])
`;
    const definition = parseDefinition(
      "file:///project/pipeline.py",
      `from tfx import v1 as tfx\nfrom tfx.components import *\n${nested}`,
      hostOf({}),
    );
    const [pipeline] = definition?.pipelines ?? [];
    if (!definition || !pipeline) throw new Error("no pipeline");
    const readText = (): string => `from tfx import v1 as tfx\nfrom tfx.components import *\n${nested}`;
    expect(offerOf(dropTrainer, dropInput(definition, pipeline, "inner/x", readText))).toEqual({
      ok: false,
      error: { title: "Remove inner/x and 1 node that only it feeds", reason: "inner/x stands in a nested pipeline." },
    });
  });

  test("where a deployment that stays waits for its evaluation", () => {
    checkRefusal(
      `a = Trainer()
b = Trainer().with_id('Trainer.b')
judge = Evaluator(model=b.outputs['model'])
pusher = Pusher(model=a.outputs['model'], model_blessing=judge.outputs['blessing'])
tfx.dsl.Pipeline(pipeline_name='p', components=[a, b, judge, pusher])
`,
      "Pusher takes `model_blessing` from Evaluator and other inputs from nodes that stay.",
    );
  });

  test("where something else stands under its condition", () => {
    checkRefusal(
      `a = Trainer()
b = Trainer().with_id('Trainer.b')
judge = Evaluator(model=b.outputs['model'])
with tfx.dsl.Cond(judge.outputs['blessing'].future()[0].value == 1):
  print(1)
tfx.dsl.Pipeline(pipeline_name='p', components=[a, b, judge])
`,
      "Other nodes stand under a condition that looks at it.",
    );
  });

  test("where two nodes are compared", () => {
    checkRefusal(
      `from other import Compare
a = Trainer()
b = Trainer().with_id('Trainer.b')
c = Compare(one=a.outputs['model'], other=b.outputs['model'])
tfx.dsl.Pipeline(pipeline_name='p', components=[a, b, c])
`,
      "Compare takes `other` from Trainer.b and other inputs from nodes that stay.",
    );
  });

  test("where it is unpacked", () => {
    checkRefusal(
      `a, b = Trainer(), Trainer().with_id('Trainer.b')
tfx.dsl.Pipeline(pipeline_name='p', components=[a, b])
`,
      "`Trainer().with_id('Trainer.b')` in line 3 rests on it in a way that an edit cannot mend.",
    );
  });

  test("where it is handed to something that is not known", () => {
    checkRefusal(
      `a = Trainer()
b = Trainer().with_id('Trainer.b')
register(a, b, save=True) or exit(1)
tfx.dsl.Pipeline(pipeline_name='p', components=[a, b])
if b.ready():
  a.go()
`,
      "`b` in line 5 rests on it in a way that an edit cannot mend.",
    );
  });

  test("where a function that others call makes it", () => {
    checkRefusal(
      `def make(id):
  return Trainer().with_id(id)
a = make('a')
b = make('Trainer.b')
tfx.dsl.Pipeline(pipeline_name='p', components=[a, b])
`,
      "Trainer.b and a are made by one and the same line.",
    );
  });

  test("where another file uses it", () => {
    checkRefusal(
      "from parts import b\npusher = Pusher(model=b.outputs['model'])\ntfx.dsl.Pipeline(pipeline_name='p', components=[b, pusher, SchemaGen()])\n",
      "Trainer.b is used in another file than it is made in.",
      { "parts.py": "from tfx.components import Trainer\nb = Trainer().with_id('Trainer.b')\n" },
    );
  });

  test("for what is no trainer, or no node", () => {
    const definition = parseDefinition("file:///project/pipeline.py", twoTrainers, hostOf({}));
    const [pipeline] = definition?.pipelines ?? [];
    if (!definition || !pipeline) throw new Error("no pipeline");
    expect(
      offerOf(
        dropTrainer,
        dropInput(definition, pipeline, "Pusher", () => twoTrainers),
      ),
    ).toBeNull();
    expect(
      offerOf(
        dropTrainer,
        dropInput(definition, pipeline, "x", () => twoTrainers),
      ),
    ).toBeNull();
  });

  test("where the text is not what was read", () => {
    const definition = parseDefinition("file:///project/pipeline.py", twoTrainers, hostOf({}));
    const [pipeline] = definition?.pipelines ?? [];
    if (!definition || !pipeline) throw new Error("no pipeline");
    const edits = (text: string | null): ReturnType<typeof dropTrainer.edits> =>
      dropTrainer.edits(dropInput(definition, pipeline, "Trainer.challenger", () => text));
    expect(edits(null)).toEqual({ ok: false, error: "The text could not be read again." });
    expect(edits(`\n${twoTrainers}`).ok).toBe(false);
  });
});

describe("the title names the trainer and how many go with it", () => {
  const titleOf = (id: string): string => {
    const definition = parseDefinition("file:///project/pipeline.py", twoTrainers, hostOf({}));
    const [pipeline] = definition?.pipelines ?? [];
    const offer =
      definition &&
      pipeline &&
      offerOf(
        dropTrainer,
        dropInput(definition, pipeline, id, () => twoTrainers),
      );
    return offer?.ok ? offer.value.title : "";
  };
  test("one", () =>
    expect(titleOf("Trainer.challenger")).toBe("Remove Trainer.challenger and 1 node that only it feeds"));
  test("two", () => expect(titleOf("Trainer")).toBe("Remove Trainer and 2 nodes that only it feeds"));
  test("none", () => {
    const text =
      "from tfx import v1 as tfx\nb = tfx.components.Trainer().with_id('Trainer.b')\ntfx.dsl.Pipeline(pipeline_name='p', components=[b, tfx.components.SchemaGen()])\n";
    const definition = parseDefinition("file:///project/pipeline.py", text, hostOf({}));
    const [pipeline] = definition?.pipelines ?? [];
    expect(
      definition &&
        pipeline &&
        offerOf(
          dropTrainer,
          dropInput(definition, pipeline, "Trainer.b", () => text),
        ),
    ).toEqual({ ok: true, value: { title: "Remove Trainer.b", touches: null, preferred: true, alwaysSafe: true } });
  });
});

test("in a notebook the edits stay within the cells", () => {
  const uri = "file:///project/notebook.ipynb";
  const cells = [
    "!pip install tfx\nfrom tfx.components import CsvExampleGen, Trainer, Pusher\ncontext = InteractiveContext()",
    "gen = CsvExampleGen(input_base='d')\ncontext.run(gen)",
    "%%time\nb = Trainer(module_file='b', examples=gen.outputs['examples'])\ncontext.run(b)",
    "context.show(b.outputs['model'])",
    "print(1)\npusher = Pusher(model=b.outputs['model'])\ncontext.run(pusher)",
  ].map((text, index) => ({ uri: `${uri}#cell=${index}`, text }));
  const definition = parseNotebookCells(uri, cells, hostOf({}));
  const [pipeline] = definition.pipelines;
  if (!pipeline) throw new Error("no pipeline");
  const edits = dropTrainer.edits(
    dropInput(definition, pipeline, "Trainer", (cell) => cells.find((other) => other.uri === cell)?.text ?? null),
  );
  if (!edits.ok) throw new Error(edits.error);
  const after = cells.map((cell) => ({ ...cell, text: withEdits(cell.text, edits.value.get(cell.uri) ?? []) }));
  expect(after.map(({ text }) => text)).toEqual([
    "!pip install tfx\nfrom tfx.components import CsvExampleGen\ncontext = InteractiveContext()",
    "gen = CsvExampleGen(input_base='d')\ncontext.run(gen)",
    "",
    "",
    "print(1)",
  ]);
  expect(parseNotebookCells(uri, after, hostOf({})).pipelines.map(graphOf)).toEqual([["CsvExampleGen()"]]);
});
