import { describe, test } from "vitest";
import { checkFix } from "./checkFix.ts";

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
