import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseDefinition, parseNotebookCells } from "../../../server/src/definitions/index.ts";
import { dropTrainer, planDropTrainer } from "../../../server/src/waste/fixes/dropTrainer.ts";
import { graphOf, hostOf } from "../definitions/helpers.ts";
import { twoTrainers } from "../definitions/samples.ts";
import { checkFix, checkRefusal, dropped, withEdits } from "./checkFix.ts";

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

describe("statements go", () => {
  test("with the comments right above them", () => {
    checkFix(
      `a = Trainer()

# Of b.
# More of b.
b = Trainer().with_id('Trainer.b')

tfx.dsl.Pipeline(pipeline_name='p', components=[a, b])
`,
      `a = Trainer()

tfx.dsl.Pipeline(pipeline_name='p', components=[a])
`,
    );
  });

  test("without the comment of a group that stays", () => {
    checkFix(
      `# Trainers.
b = Trainer().with_id('Trainer.b')
a = Trainer()
tfx.dsl.Pipeline(pipeline_name='p', components=[a, b])
`,
      `# Trainers.
a = Trainer()
tfx.dsl.Pipeline(pipeline_name='p', components=[a])
`,
    );
  });

  test("that add it to a list", () => {
    checkFix(
      `steps = []
a = Trainer()
steps.append(a)
b = Trainer().with_id('Trainer.b')
steps.append(b)
steps += [b]
steps.extend([b])
tfx.dsl.Pipeline(pipeline_name='p', components=steps)
`,
      `steps = []
a = Trainer()
steps.append(a)
tfx.dsl.Pipeline(pipeline_name='p', components=steps)
`,
    );
  });

  test("that make it where they add it", () => {
    checkFix(
      `steps = [Trainer()]
steps.append(
    Trainer().with_id('Trainer.b'))
tfx.dsl.Pipeline(pipeline_name='p', components=steps)
`,
      `steps = [Trainer()]
tfx.dsl.Pipeline(pipeline_name='p', components=steps)
`,
    );
  });

  test("that order it, print it or forget it", () => {
    checkFix(
      `a = Trainer()
b = Trainer().with_id('Trainer.b')
a.add_upstream_node(b)
b.add_downstream_node(a)
print(f'{b.id}', b.outputs['model'])
tfx.dsl.Pipeline(pipeline_name='p', components=[a, b])
del b
`,
      `a = Trainer()
tfx.dsl.Pipeline(pipeline_name='p', components=[a])
`,
    );
  });

  test("with the channels that they keep", () => {
    checkFix(
      `a = Trainer()
b = Trainer().with_id('Trainer.b')
model = b.outputs['model']
pusher = Pusher(model=model).with_id('other')
tfx.dsl.Pipeline(pipeline_name='p', components=[a, b, pusher])
`,
      `a = Trainer()
tfx.dsl.Pipeline(pipeline_name='p', components=[a])
`,
    );
  });

  test("of an object's attributes", () => {
    checkFix(
      `class Builder:
  def __init__(self):
    self.a = Trainer()
    self.b = Trainer().with_id('Trainer.b')

  def build(self):
    return tfx.dsl.Pipeline(pipeline_name='p', components=[self.a, self.b])
`,
      `class Builder:
  def __init__(self):
    self.a = Trainer()

  def build(self):
    return tfx.dsl.Pipeline(pipeline_name='p', components=[self.a])
`,
    );
  });

  test("beside others on one line", () => {
    checkFix(
      `a = Trainer(); b = Trainer().with_id('Trainer.b'); c = SchemaGen()
tfx.dsl.Pipeline(pipeline_name='p', components=[a, b, c])
`,
      `a = Trainer(); c = SchemaGen()
tfx.dsl.Pipeline(pipeline_name='p', components=[a, c])
`,
    );
  });

  test("keeping Windows line ends", () => {
    const before = `a = Trainer()

b = Trainer(
    module_file='b',
).with_id('Trainer.b')

tfx.dsl.Pipeline(pipeline_name='p', components=[
    a,
    b,
])
`;
    const after = `a = Trainer()

tfx.dsl.Pipeline(pipeline_name='p', components=[
    a,
])
`;
    checkFix(before.replaceAll("\n", "\r\n"), after.replaceAll("\n", "\r\n"));
  });

  test("leaving as many blank lines as stood on the wider side", () => {
    checkFix(
      `a = Trainer()


b = Trainer().with_id('Trainer.b')

tfx.dsl.Pipeline(pipeline_name='p', components=[a, b])
`,
      `a = Trainer()


tfx.dsl.Pipeline(pipeline_name='p', components=[a])
`,
    );
  });

  test("at the start of a block without leaving a blank line", () => {
    checkFix(
      `def build():
  b = Trainer().with_id('Trainer.b')

  a = Trainer()
  return tfx.dsl.Pipeline(pipeline_name='p', components=[a, b])
`,
      `def build():
  a = Trainer()
  return tfx.dsl.Pipeline(pipeline_name='p', components=[a])
`,
    );
  });
});

describe("a list loses its entry", () => {
  const check = (before: string, after: string): void => {
    const made = "a = Trainer()\nb = Trainer().with_id('Trainer.b')\nc = SchemaGen()\n";
    const left = "a = Trainer()\nc = SchemaGen()\n";
    const call = (list: string): string => `tfx.dsl.Pipeline(pipeline_name='p', components=${list})\n`;
    checkFix(made + call(before), left + call(after));
  };

  test("in the middle of a line", () => check("[a, b, c]", "[a, c]"));
  test("at the start", () => check("[b, a, c]", "[a, c]"));
  test("at the end", () => check("[a, c, b]", "[a, c]"));
  test("at the end, keeping the last comma", () => check("[a, c, b,]", "[a, c,]"));
  test("twice", () => check("[b, a, b, c, b]", "[a, c]"));
  test("on a line of its own", () => check("[\n    a,\n    b,\n    c,\n]", "[\n    a,\n    c,\n]"));
  test("on a line of its own with a remark", () =>
    check("[\n    a,\n    b,  # the other\n    c,\n]", "[\n    a,\n    c,\n]"));
  test("on the last line, with a comma", () => check("[\n    a,\n    c,\n    b,\n]", "[\n    a,\n    c,\n]"));
  test("on the last line, without a comma", () => check("[\n    a,\n    c,\n    b\n]", "[\n    a,\n    c\n]"));
  test("before the closing bracket", () => check("[a,\n    c,\n    b]", "[a,\n    c]"));
  test("among several on a line", () => check("[\n    a, b,\n    c\n]", "[\n    a,\n    c\n]"));
  test("first among several on a line", () => check("[\n    a,\n    b, c\n]", "[\n    a,\n    c\n]"));
  test("with the comma before it on its line", () => check("[\n    a\n    , b\n    , c\n]", "[\n    a\n    , c\n]"));
  test("of a tuple", () => check("(a, b, c)", "(a, c)"));
  test("of a sum", () => check("[a, c] + [b]", "[a, c]"));
});

test("a tuple of two becomes one of one", () => {
  checkFix(
    `def parts():
  a = Trainer()
  b = Trainer().with_id('Trainer.b')
  return a, b
tfx.dsl.Pipeline(pipeline_name='p', components=parts())
`,
    `def parts():
  a = Trainer()
  return a,
tfx.dsl.Pipeline(pipeline_name='p', components=parts())
`,
  );
  checkFix(
    `b = Trainer().with_id('Trainer.b')
a = Trainer()
tfx.dsl.Pipeline(pipeline_name='p', components=(
    b,
    a
))
`,
    `a = Trainer()
tfx.dsl.Pipeline(pipeline_name='p', components=(
    a,
))
`,
  );
});

describe("a node that stays loses the use", () => {
  const check = (before: string, after: string): void => {
    const made = "a = Trainer(module_file='a')\nb = Trainer(module_file='b').with_id('Trainer.b')\n";
    const list = "tfx.dsl.Pipeline(pipeline_name='p', components=[a, b, c])\n";
    checkFix(made + before + list, `a = Trainer(module_file='a')\n${after}${list.replace("b, ", "")}`);
  };

  test("as an argument that it does without", () => {
    check(
      "c = Evaluator(model=a.outputs['model'], baseline_model=b.outputs['model'])\n",
      "c = Evaluator(model=a.outputs['model'])\n",
    );
  });

  test("as an argument on a line of its own", () => {
    check(
      "c = Evaluator(\n    model=a.outputs['model'],\n    # The other.\n    baseline_model=b.outputs['model'],\n    eval_config=None,\n)\n",
      "c = Evaluator(\n    model=a.outputs['model'],\n    # The other.\n    eval_config=None,\n)\n",
    );
  });

  test("as one of several makers", () => {
    check(
      "c = Evaluator(model=channel.union([a.outputs['model'], b.outputs['model']]))\n",
      "c = Evaluator(model=channel.union([a.outputs['model']]))\n",
    );
  });

  test("as either way of a condition", () => {
    check(
      "c = Evaluator(model=(a.outputs['model'] if flag() else b.outputs['model']))\n",
      "c = Evaluator(model=(a.outputs['model']))\n",
    );
  });

  test("as an entry of its dictionary", () => {
    check(
      "args = {'model': a.outputs['model'], 'baseline_model': b.outputs['model']}\nc = Evaluator(**args)\n",
      "args = {'model': a.outputs['model']}\nc = Evaluator(**args)\n",
    );
  });
});

describe("what only it used goes", () => {
  const drop = (before: string): string => dropped({ "pipeline.py": before }, "Trainer.b")["pipeline.py"] ?? "";
  const rest = (imports: string, list = "[gen, b]"): string => `${imports}
gen = tfx.components.CsvExampleGen(input_base='d')
b = MakeB
tfx.dsl.Pipeline(pipeline_name='p', components=${list})
`;
  const check = (imports: string, call: string, left: string): void => {
    const before = rest(imports).replace("MakeB", call);
    const after = rest(left, "[gen]").replace("b = MakeB\n", "").replace(/^\n/, "");
    expect(drop(before)).toBe(after);
  };
  const tfx = "from tfx import v1 as tfx\n";

  test("a whole import", () =>
    check(`${tfx}from tfx.components import Trainer\n`, "Trainer().with_id('Trainer.b')", tfx));
  test("a name of several", () => {
    check(
      `${tfx}from tfx.components import Pusher, Trainer, Tuner\n`,
      "Trainer().with_id('Trainer.b')",
      `${tfx}from tfx.components import Pusher, Tuner\n`,
    );
  });
  test("a name in parentheses", () => {
    check(
      `${tfx}from tfx.components import (\n    Pusher,\n    Trainer,\n)\n`,
      "Trainer().with_id('Trainer.b')",
      `${tfx}from tfx.components import (\n    Pusher,\n)\n`,
    );
  });
  test("all names in parentheses", () => {
    check(`${tfx}from tfx.components import (\n    Trainer,\n)\n`, "Trainer().with_id('Trainer.b')", tfx);
  });
  test("an alias", () => {
    check(
      `${tfx}from tfx.components import Trainer as T, Pusher as P\n`,
      "T().with_id('Trainer.b')",
      `${tfx}from tfx.components import Pusher as P\n`,
    );
  });
  test("a name over a backslash", () => {
    check(`${tfx}from tfx.components import \\\n    Trainer\n`, "Trainer().with_id('Trainer.b')", tfx);
  });
  test("but not what something else uses", () => {
    check(
      `${tfx}from tfx.components import Trainer\nprint(Trainer)\n`,
      "Trainer().with_id('Trainer.b')",
      `${tfx}from tfx.components import Trainer\nprint(Trainer)\n`,
    );
  });
  test("a constant, and what only that used", () => {
    check(
      `${tfx}import os\nBASE = 'x'\nMODULE = os.path.join(BASE, 'b.py')\n`,
      "tfx.components.Trainer(module_file=MODULE).with_id('Trainer.b')",
      tfx,
    );
  });
  test("a private function", () => {
    check(`${tfx}def _args():\n  return {}\n`, "tfx.components.Trainer(**_args()).with_id('Trainer.b')", tfx);
  });
  test("but no function that others may call", () => {
    check(
      `${tfx}def args():\n  return {}\n`,
      "tfx.components.Trainer(custom_config=args()).with_id('Trainer.b')",
      `${tfx}def args():\n  return {}\n`,
    );
  });
  test("but nothing whose making does something", () => {
    check(
      `${tfx}path = download('x')\n`,
      "tfx.components.Trainer(module_file=path).with_id('Trainer.b')",
      `${tfx}path = download('x')\n`,
    );
  });
  test("but nothing that was unused before", () => {
    check(
      `${tfx}import os\nUNUSED = 1\n`,
      "tfx.components.Trainer().with_id('Trainer.b')",
      `${tfx}import os\nUNUSED = 1\n`,
    );
  });
});

describe("a block that is left empty", () => {
  test("goes", () => {
    checkFix(
      `def build(flag):
  steps = [Trainer()]
  if flag:
    # Only sometimes.
    b = Trainer().with_id('Trainer.b')
    steps.append(b)
  return tfx.dsl.Pipeline(pipeline_name='p', components=steps)
`,
      `def build(flag):
  steps = [Trainer()]
  return tfx.dsl.Pipeline(pipeline_name='p', components=steps)
`,
    );
  });

  test("says pass where another way hangs on it", () => {
    checkFix(
      `def build(flag):
  steps = [Trainer()]
  if flag:
    steps.append(Trainer().with_id('Trainer.b'))
  else:
    steps.append(SchemaGen())
  return tfx.dsl.Pipeline(pipeline_name='p', components=steps)
`,
      `def build(flag):
  steps = [Trainer()]
  if flag:
    pass
  else:
    steps.append(SchemaGen())
  return tfx.dsl.Pipeline(pipeline_name='p', components=steps)
`,
    );
  });

  test("goes as the other way", () => {
    checkFix(
      `def build(flag):
  steps = [Trainer()]
  if flag:
    steps.append(SchemaGen())
  else:
    steps.append(Trainer().with_id('Trainer.b'))
  return tfx.dsl.Pipeline(pipeline_name='p', components=steps)
`,
      `def build(flag):
  steps = [Trainer()]
  if flag:
    steps.append(SchemaGen())
  return tfx.dsl.Pipeline(pipeline_name='p', components=steps)
`,
    );
  });

  test("goes with the condition that looks at it", () => {
    checkFix(
      `a = Trainer()
b = Trainer().with_id('Trainer.b')
judge = Evaluator(model=b.outputs['model'])
with tfx.dsl.Cond(judge.outputs['blessing'].future()[0].value == 1):
  pusher = Pusher(model=b.outputs['model'])
tfx.dsl.Pipeline(pipeline_name='p', components=[a, b, judge, pusher])
`,
      `a = Trainer()
tfx.dsl.Pipeline(pipeline_name='p', components=[a])
`,
    );
  });
});

test("a function that only made it goes with its call", () => {
  checkFix(
    `def make_b(steps):
  return Trainer(module_file='b', custom_config=steps).with_id('Trainer.b')

a = Trainer()
b = make_b(3)
tfx.dsl.Pipeline(pipeline_name='p', components=[a, b])
`,
    `
a = Trainer()
tfx.dsl.Pipeline(pipeline_name='p', components=[a])
`,
  );
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
      "file:///work/pipeline.py",
      `from tfx import v1 as tfx\nfrom tfx.components import *\n${nested}`,
      hostOf({}),
    );
    const [pipeline] = definition?.pipelines ?? [];
    if (!definition || !pipeline) throw new Error("no pipeline");
    expect(planDropTrainer(definition, pipeline, "inner/x")).toEqual({
      ok: false,
      error: "inner/x stands in a nested pipeline.",
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
    const definition = parseDefinition("file:///work/pipeline.py", twoTrainers, hostOf({}));
    const [pipeline] = definition?.pipelines ?? [];
    if (!definition || !pipeline) throw new Error("no pipeline");
    expect(planDropTrainer(definition, pipeline, "Pusher")).toEqual({ ok: false, error: "Pusher is not a trainer." });
    expect(planDropTrainer(definition, pipeline, "x")).toEqual({ ok: false, error: "The pipeline has no node x." });
  });

  test("where the text is not what was read", () => {
    const definition = parseDefinition("file:///work/pipeline.py", twoTrainers, hostOf({}));
    const [pipeline] = definition?.pipelines ?? [];
    if (!definition || !pipeline) throw new Error("no pipeline");
    expect(dropTrainer(definition, pipeline, "Trainer.challenger", () => null)).toEqual({
      ok: false,
      error: "The text could not be read again.",
    });
    expect(dropTrainer(definition, pipeline, "Trainer.challenger", () => `\n${twoTrainers}`).ok).toBe(false);
  });
});

describe("the title names the trainer and how many go with it", () => {
  const titleOf = (id: string): string => {
    const definition = parseDefinition("file:///work/pipeline.py", twoTrainers, hostOf({}));
    const [pipeline] = definition?.pipelines ?? [];
    const plan = definition && pipeline ? planDropTrainer(definition, pipeline, id) : null;
    return plan?.ok ? plan.value.title : "";
  };
  test("one", () =>
    expect(titleOf("Trainer.challenger")).toBe("Remove Trainer.challenger and 1 node that only it feeds"));
  test("two", () => expect(titleOf("Trainer")).toBe("Remove Trainer and 2 nodes that only it feeds"));
  test("none", () => {
    const text =
      "from tfx import v1 as tfx\nb = tfx.components.Trainer().with_id('Trainer.b')\ntfx.dsl.Pipeline(pipeline_name='p', components=[b, tfx.components.SchemaGen()])\n";
    const definition = parseDefinition("file:///work/pipeline.py", text, hostOf({}));
    const [pipeline] = definition?.pipelines ?? [];
    expect(definition && pipeline && planDropTrainer(definition, pipeline, "Trainer.b")).toEqual({
      ok: true,
      value: { drops: ["Trainer.b"], title: "Remove Trainer.b" },
    });
  });
});

test("in a notebook the edits stay within the cells", () => {
  const uri = "file:///work/notebook.ipynb";
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
  const edits = dropTrainer(
    definition,
    pipeline,
    "Trainer",
    (cell) => cells.find((other) => other.uri === cell)?.text ?? null,
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
