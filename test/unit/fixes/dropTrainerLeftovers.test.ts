import { describe, expect, test } from "vitest";
import { checkFix, dropped } from "./checkFix.ts";

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
