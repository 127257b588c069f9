import { describe, expect, test } from "vitest";
import { problemsOf } from "../../../../server/src/definitions/check/index.ts";
import { noFiles } from "../../../../server/src/definitions/host.ts";
import { detectFormat, parseDefinition } from "../../../../server/src/definitions/index.ts";
import { definitionOf, graphOf, pipelineOf, textAt } from "../helpers.ts";
import { checkProblems, components, fileWith } from "./helpers.ts";

describe("a pipeline", () => {
  test("has the name that its decorator gives", () => {
    const text = fileWith("    flip()");
    const { name, nameLocation } = pipelineOf(text);
    expect(name).toBe("p");
    expect(nameLocation && textAt(text, nameLocation)).toBe("'p'");
  });

  test("without one has its function's", () => {
    expect(pipelineOf(`${components}@dsl.pipeline\ndef Train_Taxi():\n    flip()\n`).name).toBe("train-taxi");
  });

  test("whose name is not known has none", () => {
    expect(pipelineOf(`${components}@dsl.pipeline(name=NAME)\ndef p():\n    flip()\n`).name).toBeNull();
  });

  test("in a function is found", () => {
    const text = `${components}
def build():
    @dsl.pipeline(name='inside')
    def p():
        flip()
    return p
`;
    expect(pipelineOf(text).name).toBe("inside");
  });

  test("stands beside others", () => {
    const text = `${components}
@dsl.pipeline
def one():
    flip()
@dsl.pipeline
def two():
    say(text='a')
`;
    expect(definitionOf(text).pipelines.map(graphOf)).toEqual([["flip()"], ["say()"]]);
  });

  test("of one component is what compiles it", () => {
    const text = `${components}
from kfp import compiler
compiler.Compiler().compile(pipeline_func=load, package_path='load.yaml')
`;
    expect(graphOf(pipelineOf(text))).toEqual(["load()"]);
  });

  test("in a notebook is put together from its cells", () => {
    const cells = [components, "@dsl.pipeline\ndef p():\n    say(text=flip().output)\n"];
    const notebook = JSON.stringify({
      cells: cells.map((source) => ({ cell_type: "code", source })),
      nbformat: 4,
    });
    const definition = parseDefinition("file:///project/p.ipynb", notebook, noFiles);
    expect(definition?.format).toBe("kfp-python");
    expect(definition?.pipelines.map(graphOf)).toEqual([["flip()", "say(text: flip.Output)"]]);
  });
});

describe("is told that", () => {
  test("a component has no such output", () => {
    checkProblems(
      `
    data = load(url='a')
    train_model(data=data.outputs['data'])`,
      ["unknown-output: data.outputs['data']"],
    );
  });

  test("a component has several outputs, and none is named", () => {
    checkProblems(
      `
    data = load(url='a')
    say(text=train_model(data=data.output).output)`,
      ["unknown-output: train_model(data=data.output).output"],
    );
  });

  test("an input is missing", () => {
    checkProblems("    load()", ["missing-input: load"]);
  });

  test("a condition is never true", () => {
    checkProblems(
      `
    with dsl.If('a' == 'b'):
        flip()`,
      ["never-true: 'a' == 'b'"],
    );
  });

  test("tasks wait for each other", () => {
    const text = fileWith(`
    one = flip()
    two = flip().after(one)
    one.after(two)`);
    expect(problemsOf(definitionOf(text)).map(({ code }) => code)).toEqual(["cycle"]);
  });

  test("an artifact is of another type than is asked for", () => {
    const text = fileWith(`
    data = load(url='a')
    trained = train_model(data=data.output)
    train_model(data=trained.outputs['model'])`);
    expect(problemsOf(definitionOf(text)).map(({ code, location }) => `${code}: ${textAt(text, location)}`)).toEqual([
      "type-mismatch: trained.outputs['model']",
    ]);
  });
});

describe("nothing is told", () => {
  test.each([
    ["of arguments that are not written", "    load(**settings)"],
    ["of inputs with a default", "    train_model(data=x)"],
    ["of a call that is being typed", "    load(url="],
    [
      "of an artifact of any type",
      "    train_model(data=dsl.importer(artifact_uri='a', artifact_class=Artifact).output)",
    ],
    [
      "of outputs of a component that is not known",
      "    say(text=components.load_component_from_url('u')().outputs['x'])",
    ],
  ])("%s", (_, body) => {
    expect(problemsOf(definitionOf(fileWith(body)))).toEqual([]);
  });
});

describe("a file", () => {
  test.each([
    ["with a decorator", "from kfp import dsl\n@dsl.pipeline(name='p')\ndef p(): ...", "kfp-python"],
    ["with an alias", "from kfp.v2.dsl import pipeline\n@pipeline\ndef p(): ...", "kfp-python"],
    ["that compiles", "import kfp\nkfp.compiler.Compiler().compile(f, 'p.yaml')", "kfp-python"],
    ["with components alone", "from kfp import dsl\n@dsl.component\ndef p(): ...", null],
    ["with patterns alone", "from kfp import dsl\nimport re\nre.compile('a')", null],
    ["that only speaks of it", "# like kfp\n@pipeline\ndef p(): ...", null],
    [
      "of TFX with its runner",
      "from tfx.orchestration.kubeflow import kubeflow_dag_runner\nimport kfp\nTrainer(module_file='m')",
      "tfx-python",
    ],
    ["of neither", "import os\n@pipeline\ndef p(): ...", null],
  ])("%s is recognised", (_, text, format) => {
    expect(detectFormat("file:///a/p.py", text)).toBe(format);
  });
});

test("what components' functions do takes nothing from the pipeline", () => {
  const long = "    for a in range(200):\n        for b in range(200):\n            c = [a, b, str(a)]\n";
  const functions = [0, 1, 2].map((at) => `def f${at}(x: str) -> str:\n${long}`).join("\n");
  const text = `from kfp import dsl
from kfp.components import create_component_from_func
${functions}
@dsl.pipeline
def p():
    first = create_component_from_func(f0)
    first(x='a')
`;
  const found = pipelineOf(text);
  expect(graphOf(found)).toEqual(["f0()"]);
});

describe("while it is typed", () => {
  const text = fileWith(`
    coin = flip()
    with dsl.If(coin.output == 'heads'):
        say(text=f'it is {coin.output}').set_caching_options(False)
    with dsl.Else():
        data = load(url='a')
        train_model(data=data.outputs['Output'], rate=0.2).after(coin)`);

  test("at every prefix the nodes before the cut are intact", () => {
    const { nodes } = pipelineOf(text);
    const start = text.indexOf("    coin = flip()");
    for (let cut = start; cut < text.length; cut++) {
      const prefix = text.slice(0, cut);
      const line = prefix.split("\n").length - 1;
      const before = nodes.filter(({ location }) => location.range.end.line < line).map(({ type }) => type);
      const found = parseDefinition("file:///project/pipeline.py", prefix, noFiles)?.pipelines[0]?.nodes ?? [];
      expect(
        found.slice(0, before.length).map(({ type }) => type),
        prefix,
      ).toEqual(before);
    }
  });

  test("a change costs no other answer than reading anew", () => {
    const before = definitionOf(text);
    const changed = text.replace("'heads'", "'tails'");
    const again = parseDefinition("file:///project/pipeline.py", changed, noFiles, before);
    expect(again?.pipelines).toEqual(definitionOf(changed).pipelines);
  });
});

describe("hostile text", () => {
  test("that calls pipelines in pipelines without end is cut", () => {
    const levels = Array.from(
      { length: 14 },
      (_, level) =>
        `@dsl.pipeline\ndef p${level}():\n${`    p${level - 1}()\n`.repeat(level === 0 ? 0 : 8)}${level === 0 ? "    flip()\n" : ""}`,
    );
    const text = `${components}${levels.join("")}`;
    expect(pipelineOf(text).nodes.length).toBeLessThan(6000);
    expect(pipelineOf(text).problems.map(({ code }) => code)).toContain("not-determined");
  });

  test.each([
    ["that hold themselves", "a = [flip()]\n    a.append(a)\n    say(text=a)\n    say(text='b').after(a)"],
    [
      "that are collected again and again",
      "x = flip().output\n    for _ in range(60):\n        x = dsl.Collected([dsl.Collected(x), dsl.Collected([x])])\n    say(text=x)",
    ],
  ])("with lists %s ends", (_, body) => {
    const { nodes } = pipelineOf(fileWith(`    ${body}`));
    expect(nodes.at(1)?.id).toBe("say");
  });

  test("with names of objects is only text", () => {
    const text = fileWith(`
    task = flip()
    say(text=task.outputs['__proto__'])
    say(text=task.outputs['constructor'])`);
    expect(pipelineOf(text).problems.map(({ code }) => code)).toEqual(["unknown-output", "unknown-output"]);
  });
});
