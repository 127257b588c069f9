import { describe, expect, test } from "vitest";
import { dropTrainer } from "../../../server/src/waste/fixes/dropTrainer.ts";
import { dropUnusedNode } from "../../../server/src/waste/fixes/dropUnused.ts";
import { turnOnNodeCaching, turnOnPipelineCaching } from "../../../server/src/waste/fixes/turnOnCaching.ts";
import { fixed, offered } from "./offered.ts";

const head = `from kfp import dsl
from kfp.dsl import Dataset, Input, Model, Output

@dsl.component
def load(url: str) -> Dataset:
    ...

@dsl.component
def train(data: Input[Dataset], model: Output[Model]):
    ...

`;
const challenger = `@dsl.component
def train_challenger(data: Input[Dataset], forest: Output[Model]):
    ...

`;
const rest = `@dsl.component
def deploy(model: Input[Model]):
    ...

@dsl.pipeline(name='p')
def p():
    data = load(url='a')
    trained = train(data=data.output)
`;

/** Checks the text before and after the challenger goes. */
function check(before: string, after: string, id = "train-challenger"): void {
  const files = { "pipeline.py": head + challenger + rest + before };
  expect(fixed(dropTrainer, files, "dead-trainer", id)).toBe(head + rest + after);
}

describe("a trainer is dropped with its component", () => {
  test("as a line", () =>
    check(
      "    train_challenger(data=data.output)\n    deploy(model=trained.outputs['model'])\n",
      "    deploy(model=trained.outputs['model'])\n",
    ));

  test("with its settings", () =>
    check(
      "    other = train_challenger(data=data.output)\n    other.set_cpu_limit('1')\n    deploy(model=trained.outputs['model'])\n",
      "    deploy(model=trained.outputs['model'])\n",
    ));

  test("and the order of others after it", () =>
    check(
      `    other = train_challenger(data=data.output)
    last = deploy(model=trained.outputs['model']).after(other)
    last.after(other)
    deploy(model=trained.outputs['model']).after(trained, other)
`,
      `    last = deploy(model=trained.outputs['model'])
    deploy(model=trained.outputs['model']).after(trained)
`,
    ));

  test("with the condition that it stands under alone", () =>
    check(
      `    with dsl.If(data.output == 'a'):
        train_challenger(data=data.output)
    deploy(model=trained.outputs['model'])
`,
      "    deploy(model=trained.outputs['model'])\n",
      "condition-1/train-challenger",
    ));
});

test("a trainer after which others are counted is not dropped", () => {
  const files = {
    "pipeline.py": `${head}${rest}    train(data=data.output)\n    deploy(model=trained.outputs['model'])\n`,
  };
  expect(offered(files, "dead-trainer", "train")[0]).toContain("train-2 would get another id");
});

test("a component that another task uses stays", () => {
  const text = `${head}${rest}    train(data=data.output)\n    deploy(model=trained.outputs['model'])\n`;
  const after = fixed(dropTrainer, { "pipeline.py": text }, "dead-trainer", "train-2");
  expect(after).toBe(`${head}${rest}    deploy(model=trained.outputs['model'])\n`);
});

describe("caching is turned on", () => {
  const text = (load: string): string =>
    `${head}@dsl.pipeline\ndef p():\n    data = ${load}\n    train(data=data.output)\n`;

  test.each([
    ["in a chain", "load(url='a').set_caching_options(False)", "load(url='a').set_caching_options(True)"],
    [
      "by name",
      "load(url='a').set_caching_options(enable_caching=False)",
      "load(url='a').set_caching_options(enable_caching=True)",
    ],
    [
      "in a line of its own",
      "load(url='a')\n    data.set_caching_options(False)",
      "load(url='a')\n    data.set_caching_options(True)",
    ],
  ])("%s", (_, before, after) => {
    expect(fixed(turnOnNodeCaching, { "pipeline.py": text(before) }, "repeated-work", "load")).toBe(text(after));
  });

  test.each([
    [
      "a job of Vertex AI",
      "from google.cloud import aiplatform\naiplatform.PipelineJob(template_path='p.yaml', enable_caching=False)\n",
    ],
    ["the SDK's client", "import kfp\nkfp.Client().create_run_from_pipeline_func(p, enable_caching=False)\n"],
  ])("for the whole pipeline, where %s turns it off", (_, run) => {
    const files = { "pipeline.py": text("load(url='a')") + run };
    expect(fixed(turnOnPipelineCaching, files, "repeated-work", null)).toBe(
      text("load(url='a')") + run.replace("False", "True"),
    );
  });

  test("not where two runs say different things", () => {
    const run =
      "from google.cloud import aiplatform\naiplatform.PipelineJob(enable_caching=False)\naiplatform.PipelineJob(enable_caching=True)\n";
    expect(offered({ "pipeline.py": text("load(url='a')") + run }, "repeated-work", null)).toEqual([]);
  });

  test("not where nothing turns it off", () => {
    expect(offered({ "pipeline.py": text("load(url='a')") }, "repeated-work", "load")).toEqual([]);
  });
});

test("an import that nothing reads is dropped", () => {
  const imported = "    dsl.importer(artifact_uri='gs://a', artifact_class=Dataset)\n";
  const files = { "pipeline.py": `${head}${rest}${imported}    deploy(model=trained.outputs['model'])\n` };
  expect(fixed(dropUnusedNode, files, "unused-output", "importer")).toBe(
    `${head}${rest}    deploy(model=trained.outputs['model'])\n`,
  );
});

test("what a training could wait for is not in the text, and the light bulb says so", () => {
  const text = `from kfp import dsl


@dsl.component
def train(model: dsl.Output[dsl.Model]):
    pass


@dsl.pipeline(name="p")
def p():
    train()
`;
  expect(offered({ "pipeline.py": text }, "likely-unpushed", "train")).toEqual([
    "Train train only where a task before it allows it (The text does not tell which task's result means yes: put `dsl.If` around train and all that takes what it makes.)",
  ]);
});
