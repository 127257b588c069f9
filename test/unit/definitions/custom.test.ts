import { describe, expect, test } from "vitest";
import { checkGraph, graphOf, pipelineOf, pipelineWith } from "./helpers.ts";

const head = `from tfx import v1 as tfx
from tfx.dsl.component.experimental.annotations import InputArtifact, OutputArtifact, Parameter
from tfx.dsl.component.experimental.decorators import component
from tfx.dsl.components.base import base_component, executor_spec
from tfx.types import component_spec, standard_artifacts
`;

/** Type, kind, whether it is a guess, and outputs of the first node. */
function firstOf(text: string): string {
  const [node] = pipelineOf(head + text).nodes;
  return node
    ? `${node.type} ${node.kind}${node.kindGuessed ? "?" : ""} [${node.outputs.map(({ key }) => key).join(", ")}]`
    : "";
}

describe("a function under the component decorator", () => {
  test("has the channels of its annotations", () => {
    checkGraph(
      `@component
def Filter(examples: InputArtifact[Examples], threshold: Parameter[float], kept: OutputArtifact[Examples]):
  pass
gen = CsvExampleGen(input_base='d')
kept = Filter(examples=gen.outputs['examples'], threshold=0.5)
stats = StatisticsGen(examples=kept.outputs['kept'])
${pipelineWith("[gen, kept, stats]")}`.replace("@component", "@tfx.dsl.components.component"),
      ["CsvExampleGen()", "Filter(examples: CsvExampleGen.examples)", "StatisticsGen(examples: Filter.kept)"],
    );
  });

  test("has its outputs, returned values too", () => {
    expect(
      firstOf(`@component(use_beam=True)
def measure(a: InputArtifact[Examples], b: OutputArtifact[Examples]) -> OutputDict(accuracy=float, count=int):
  pass
${pipelineWith("[measure(a=x())]")}`),
    ).toBe("measure other [b, accuracy, count]");
  });

  test("trains where it writes a model", () => {
    expect(
      firstOf(
        `@component\ndef Make(model: OutputArtifact[standard_artifacts.Model]):\n  pass\n${pipelineWith("[Make()]")}`,
      ),
    ).toBe("Make train [model]");
  });

  test("is of the kind that it is annotated with", () => {
    expect(
      firstOf(
        `@component(component_annotation=Deploy)\ndef Ship(x: InputArtifact[Model]):\n  pass\n${pipelineWith("[Ship(x=y())]")}`,
      ),
    ).toBe("Ship deploy []");
  });

  test("is not run through as if it were called", () => {
    expect(
      graphOf(
        pipelineOf(`${head}@component\ndef Make():\n  return tfx.components.Trainer()\n${pipelineWith("[Make()]")}`),
      ),
    ).toEqual(["Make()"]);
  });
});

describe("a class that derives from a component", () => {
  test("of TFX has its kind and channels", () => {
    expect(firstOf(`class MyTrainer(tfx.components.Trainer):\n  pass\n${pipelineWith("[MyTrainer()]")}`)).toBe(
      "MyTrainer train [model, model_run]",
    );
  });
  test("of the file has its kind and channels", () => {
    expect(firstOf(`class A(tfx.components.Pusher):\n  pass\nclass B(A):\n  pass\n${pipelineWith("[B()]")}`)).toBe(
      "B deploy [pushed_model]",
    );
  });
  test("has those of its own specification", () => {
    expect(
      firstOf(`class Spec(ComponentSpec):
  INPUTS = {'a': component_spec.ChannelParameter(type=standard_artifacts.Examples)}
  OUTPUTS = {'b': component_spec.ChannelParameter(type=standard_artifacts.Model)}
class Make(base_component.BaseComponent):
  SPEC_CLASS = Spec
${pipelineWith("[Make(a=x())]")}`),
    ).toBe("Make train [b]");
  });
  test("has the kind of its specification's annotation", () => {
    expect(
      firstOf(`class Spec(ComponentSpec):
  INPUTS = {}
  OUTPUTS = {}
  TYPE_ANNOTATION = Evaluate
class Judge(base_component.BaseComponent):
  SPEC_CLASS = Spec
${pipelineWith("[Judge()]")}`),
    ).toBe("Judge evaluate []");
  });
});

describe("anything that is used as a component is one", () => {
  const check = (text: string, expected: readonly string[]): void => {
    expect(graphOf(pipelineOf(`${head}from elsewhere import Slack, approve\n${text}`))).toEqual(expected);
  };
  test("listed", () => check(pipelineWith("[Slack(channel='c')]"), ["Slack()"]));
  test("by its outputs", () => {
    check(
      `slack = Slack(model=tfx.components.Trainer().outputs['model'])
pusher = tfx.components.Pusher(model_blessing=slack.outputs['slack_blessing'])
${pipelineWith("[slack, pusher]")}`,
      ["Slack(model: -)", "Pusher(model_blessing: Slack.slack_blessing)"],
    );
  });
  test("with a kind guessed by its name's words", () => {
    const [node] = pipelineOf(
      `${head}from elsewhere import approve_and_deploy\n${pipelineWith("[approve_and_deploy(x=1)]")}`,
    ).nodes;
    expect([node?.kind, node?.kindGuessed]).toEqual(["deploy", true]);
  });
});

test("a class made from a container has the name and channels that it is given", () => {
  checkGraph(
    `download = tfx.dsl.experimental.create_container_component(name='Download', image='i', outputs={'data': D}, parameters={'url': str}, command=[])
grep = tfx.dsl.experimental.create_container_component(name='Grep', image='i', inputs={'text': D}, outputs={'found': D}, command=[])
source = download(url='u')
found = grep(text=source.outputs['data'])
${pipelineWith("[source, found]")}`,
    ["Download()", "Grep(text: Download.data)"],
  );
});

test("kinds of TFX's own components are no guesses", () => {
  const names =
    "CsvExampleGen StatisticsGen Transform Tuner Trainer Evaluator InfraValidator Pusher BulkInferrer ImportSchemaGen";
  const { nodes } = pipelineOf(
    `${head}${pipelineWith(`[${names.split(" ").map((name) => `tfx.components.${name}()`)}, tfx.dsl.Importer(), tfx.dsl.Resolver()]`)}`,
  );
  expect(nodes.map(({ kind, kindGuessed }) => `${kind}${kindGuessed ? "?" : ""}`)).toEqual(
    "ingest analyze preprocess tune train evaluate validate deploy infer import import resolve".split(" "),
  );
});
