import { describe, expect, test } from "vitest";
import { detectFormat } from "../../../../server/src/definitions/index.ts";
import { definitionOf, graphOf, pipelineOf } from "../helpers.ts";
import { components, pipeline } from "./helpers.ts";

/** The outputs of the first task: `model: system.Model`. */
function outputsOf(text: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const [node] = pipelineOf(text, files).nodes;
  return (node?.outputs ?? []).map(({ key, carries, type }) => `${carries} ${key}: ${type}`);
}

describe("a component's outputs are", () => {
  test("its parameters marked as such, and its only result", () => {
    const text = `from kfp import dsl
@dsl.component
def train(data: dsl.Input[dsl.Dataset], model: dsl.Output[dsl.Model], report: dsl.OutputPath(str)) -> float:
    ...
${pipeline("train(data=d)")}`;
    expect(outputsOf(text)).toEqual([
      "artifact model: system.Model",
      "parameter report: STRING",
      "parameter Output: NUMBER_DOUBLE",
    ]);
  });

  test.each([
    ["as a call", "NamedTuple('O', [('model', Model), ('score', float)])"],
    ["with keywords", "NamedTuple('O', model=Model, score=float)"],
    ["as a class", "O"],
    ["that a name stands for", "P"],
  ])("the fields of a named tuple %s", (_, annotation) => {
    const text = `from typing import NamedTuple
from kfp import dsl
from kfp.dsl import Model

class O(NamedTuple):
    model: Model
    score: float

P = NamedTuple('P', [('model', Model), ('score', float)])

@dsl.component
def train() -> ${annotation}:
    ...
${pipeline("train()")}`;
    expect(outputsOf(text)).toEqual(["artifact model: system.Model", "parameter score: NUMBER_DOUBLE"]);
  });

  test("not how a container is run", () => {
    const text = `from kfp import dsl
@dsl.container_component
def train(model: dsl.Output[dsl.Model]) -> dsl.ContainerSpec:
    return dsl.ContainerSpec(image='i')
${pipeline("train()")}`;
    expect(outputsOf(text)).toEqual(["artifact model: system.Model"]);
  });

  test("of Google's types and of classes that derive from an artifact", () => {
    const text = `from kfp import dsl
from google_cloud_pipeline_components.types.artifact_types import VertexModel
class Forest(dsl.Model):
    schema_title = 'acme.Forest'
@dsl.component
def train(model: dsl.Output[VertexModel], forest: dsl.Output[Forest]):
    ...
${pipeline("train()")}`;
    expect(outputsOf(text)).toEqual(["artifact model: google.VertexModel", "artifact forest: acme.Forest"]);
  });
});

describe("a component is known", () => {
  test.each([
    ["from kfp import dsl", "@dsl.component"],
    ["from kfp import dsl", "@dsl.component(base_image='python:3.11')"],
    ["from kfp.dsl import component", "@component"],
    ["from kfp.v2.dsl import component as part", "@part(packages_to_install=['x'])"],
    ["import kfp", "@kfp.dsl.component"],
    ["import kfp.dsl as d", "@d.component()"],
    ["from functools import partial\nfrom kfp import dsl\nlight = partial(dsl.component, base_image='i')", "@light"],
    ["from kfp import dsl\nlight = dsl.component(base_image='i')", "@light"],
    ["from kfp.dsl import *", "@component"],
  ])("by %s and %s", (imports, decorator) => {
    const text = `${imports}
from kfp import dsl
${decorator}
def make_it() -> str:
    ...
${pipeline("make_it()")}`;
    expect(graphOf(pipelineOf(text))).toEqual(["make-it()"]);
    expect(outputsOf(text)).toEqual(["parameter Output: STRING"]);
  });

  test("in a module beside", () => {
    const parts = "from kfp import dsl\n@dsl.component\ndef make_it() -> str:\n    ...\n";
    const text = `from kfp import dsl\nfrom parts import make_it\n${pipeline("make_it()")}`;
    expect(graphOf(pipelineOf(text, { "parts.py": parts }))).toEqual(["make-it()"]);
  });

  test("by how it is used, where its module is not there", () => {
    const text = `from kfp import dsl
from acme.parts import load_op, train_op, settings
${pipeline("size = settings('a')\n    data = load_op(url='a')\n    train_op(data=data.outputs['data'], size=size)")}`;
    expect(graphOf(pipelineOf(text))).toEqual(["load-op()", "train-op(data: load-op.data)"]);
  });
});

test("a component's function that returns a container may have any output", () => {
  const text = `from kfp import dsl
@dsl.component
def fit(rows):
  return dsl.ContainerOp(name='fit', image='i', arguments=[rows], file_outputs={'model': '/m'})
${pipeline("fit(fit('a').outputs['model'])")}`;
  const found = pipelineOf(text);
  expect(graphOf(found)).toEqual(["fit()", "fit-2(rows: fit.model)"]);
  expect(found.problems).toEqual([]);
});

test("of what Google's first components give no type is known", () => {
  const text = `from google_cloud_pipeline_components import aiplatform as parts
from google_cloud_pipeline_components.v1.automl.training_job import AutoMLTabularTrainingJobRunOp
from kfp import dsl
${pipeline("parts.AutoMLTabularTrainingJobRunOp(project='p')\n    AutoMLTabularTrainingJobRunOp(project='p')")}`;
  const types = pipelineOf(text).nodes.map(({ outputs }) => outputs.map(({ key, type }) => [key, type]));
  expect(types).toEqual([[["model", null]], [["model", "google.VertexModel"]]]);
});

test("a pipeline is made of what its names mean where it is compiled", () => {
  const text = `from kfp import compiler, dsl
@dsl.component
def fit(rows: str) -> str: ...
@dsl.pipeline
def first():
    fit(rows='a')
compiler.Compiler().compile(first, 'first.yaml')
@dsl.component
def fit(model: str) -> str: ...
@dsl.pipeline
def second():
    fit(model='a')
compiler.Compiler().compile(second, 'second.yaml')
`;
  expect(definitionOf(text).pipelines.map(({ name, problems }) => [name, problems])).toEqual([
    ["first", []],
    ["second", []],
  ]);
});

test.each([
  ["hands the function on", "def ours(function):\n  return dsl.component(function, base_image='i')", "@ours"],
  [
    "makes one",
    "def ours(**more):\n  def make(f):\n    return dsl.component(f, **more)\n  return make",
    "@ours(base_image='i')",
  ],
])("a component's decorator may be one of the text that %s", (_name, definition, decorator) => {
  const text = `from kfp import dsl
${definition}
${decorator}
def fit(rows: str) -> str: ...
${pipeline("fit(rows=fit(rows='a').output)")}`;
  expect(graphOf(pipelineOf(text))).toEqual(["fit()", "fit-2(rows: fit.Output)"]);
});

test("a pipeline may be made by a call of its decorator", () => {
  const text = `from kfp import dsl
@dsl.component
def fit(): ...
def steps():
    fit()
for_all = dsl.pipeline(name='all')(steps)
`;
  expect(detectFormat("file:///p/a.py", text)).toBe("kfp-python");
  expect(pipelineOf(text)).toMatchObject({ name: "all", nodes: [{ id: "fit" }] });
});

test.each([
  ["takes a parameter by name", "ingest_rows(url=url)", ["ingest-rows()"]],
  ["is the last that names it", "data = ingest_rows(url=url)", ["ingest-rows()"]],
  ["hands a value on", "data = path_of(url=url)\n    load_op(url=data).set_display_name('l')", ["load-op()"]],
  ["reads what the pipeline needs", "get_settings(url=url)", []],
])("a call of what is not there that %s", (_name, lines, expected) => {
  const text = `from kfp import dsl
from acme.parts import get_settings, ingest_rows, load_op, path_of
${pipeline(lines).replace("p()", "p(url: str)")}`;
  expect(pipelineOf(text).nodes.map(({ id }) => `${id}()`)).toEqual(expected);
});

test("what only puts a text together is no task", () => {
  const text = `from jinja2 import Template
from kfp import dsl
from acme.parts import query_op
${pipeline("query = Template(QUERY).render(table=table)\n    query_op(query=query).set_display_name('q')").replace("p()", "p(table: str)")}`;
  expect(graphOf(pipelineOf(text))).toEqual(["query-op(query: -)"]);
});

const trainFile = `name: Train it
inputs:
- {name: Training data, type: Dataset}
- {name: Rate, type: Float, default: '0.1'}
outputs:
- {name: Trained model, type: Model}
implementation:
  container: {image: i}
`;

describe("a component file", () => {
  test("beside the code tells name, inputs and outputs", () => {
    const text = `from kfp import components, dsl
train_op = components.load_component_from_file('parts/train.yaml')
${pipeline("train_op(training_data=x)")}`;
    const files = { "parts/train.yaml": trainFile };
    expect(graphOf(pipelineOf(text, files))).toEqual(["train-it()"]);
    expect(outputsOf(text, files)).toEqual(["artifact trained_model: system.Model"]);
  });

  test("is one of the files that the pipeline is made of", () => {
    const text = `from kfp import components, dsl
train_op = components.load_component_from_file('parts/train.yaml')
${pipeline("train_op(training_data=x)")}`;
    expect(pipelineOf(text, { "parts/train.yaml": trainFile }).files).toEqual([
      "file:///project/pipeline.py",
      "file:///project/parts/train.yaml",
    ]);
  });

  test("in the code does, too", () => {
    const text = `from kfp import components, dsl
train_op = components.load_component_from_text('''
${trainFile}''')
${pipeline("train_op(training_data=x)")}`;
    expect(outputsOf(text)).toEqual(["artifact trained_model: system.Model"]);
  });

  test("has outputs that code may name as the file does", () => {
    const file =
      "name: Tune\noutputs:\n- {name: bestParameters, type: JsonObject}\nimplementation: {container: {image: i}}\n";
    const text = `from kfp import components, dsl
tune_op = components.load_component_from_file('tune.yaml')
${components}
@dsl.pipeline
def p():
    say(text=tune_op().outputs['bestParameters'])
`;
    const found = pipelineOf(text, { "tune.yaml": file });
    expect(graphOf(found)).toEqual(["tune()", "say(text: tune.bestparameters)"]);
    expect(found.problems).toEqual([]);
  });

  test("is given what it cannot do without first, where a call names nothing", () => {
    const file = `name: Fit
inputs:
- {name: rows}
- {name: before, optional: true}
- {name: rate, type: Float, default: '0.1'}
- {name: Steps, type: Integer}
implementation: {container: {image: i}}
`;
    const text = `from kfp import components, dsl
fit_op = components.load_component_from_file('fit.yaml')
${components}
@dsl.pipeline
def p(steps: int):
    rows = load(url='a')
    fit_op(rows.output, numbers().output, rows.output)
`;
    const found = pipelineOf(text, { "fit.yaml": file });
    expect(graphOf(found)).toEqual([
      "load()",
      "numbers()",
      "fit(rows: load.Output, steps: numbers.Output, before: load.Output)",
    ]);
    expect(found.problems).toEqual([]);
  });

  test("that is compiled has its inputs and outputs at the root", () => {
    const compiled = `pipelineInfo: {name: train-it}
root:
  outputDefinitions:
    artifacts:
      model: {artifactType: {schemaTitle: system.Model, schemaVersion: 0.0.1}}
`;
    const text = `from kfp import components, dsl
train_op = components.load_component_from_file('train.yaml')
${pipeline("train_op()")}`;
    expect(outputsOf(text, { "train.yaml": compiled })).toEqual(["artifact model: system.Model"]);
  });

  test("that is not there leaves the variable's name, and a question", () => {
    const text = `from kfp import components, dsl
train_op = components.load_component_from_file(PATH)
${pipeline("train_op()")}`;
    expect(graphOf(pipelineOf(text))).toEqual(["train-op()"]);
  });

  test("at an address is not fetched: the folder's name tells it", () => {
    const text = `from kfp import components, dsl
train_op = components.load_component_from_url('https://example.org/parts/train_it/component.yaml')
${pipeline("say = train_op().outputs['model']")}`;
    expect(graphOf(pipelineOf(text))).toEqual(["train-it()"]);
    expect(outputsOf(text)).toEqual(["artifact model: null"]);
  });
});

test("an importer makes the artifact that it is told to", () => {
  const text = `from kfp import dsl
${pipeline("dsl.importer(artifact_uri='gs://a', artifact_class=dsl.Model)")}`;
  expect(outputsOf(text)).toEqual(["artifact artifact: system.Model"]);
  expect(pipelineOf(text).nodes[0]?.kind).toBe("import");
});

test("Google's components have the names, kinds and outputs of their library", () => {
  const text = `from kfp import dsl
from google_cloud_pipeline_components.v1.automl.training_job import AutoMLTabularTrainingJobRunOp
from google_cloud_pipeline_components.v1.endpoint import EndpointCreateOp, ModelDeployOp

@dsl.pipeline
def p():
    trained = AutoMLTabularTrainingJobRunOp(display_name='m')
    endpoint = EndpointCreateOp(display_name='e')
    ModelDeployOp(model=trained.outputs['model'], endpoint=endpoint.outputs['endpoint'])
`;
  const { nodes } = pipelineOf(text);
  expect(nodes.map(({ id, kind, kindGuessed }) => [id, kind, kindGuessed])).toEqual([
    ["automl-tabular-training-job", "train", false],
    ["endpoint-create", "deploy", true],
    ["model-deploy", "deploy", false],
  ]);
  expect(nodes[2]?.inputs.map(({ from }) => from?.node)).toEqual(["automl-tabular-training-job", "endpoint-create"]);
});

test("a volume is made by a task, and mounting it is an order", () => {
  const text = `from kfp import dsl, kubernetes
@dsl.component
def say():
    ...

@dsl.pipeline
def p():
    volume = kubernetes.CreatePVC(pvc_name='v', access_modes=['ReadWriteOnce'], size='1Gi')
    task = say()
    kubernetes.mount_pvc(task, pvc_name=volume.outputs['name'], mount_path='/v')
    kubernetes.DeletePVC(pvc_name=volume.outputs['name']).after(task)
`;
  expect(graphOf(pipelineOf(text))).toEqual([
    "createpvc()",
    "say() after createpvc",
    "deletepvc(pvc_name: createpvc.name) after say",
  ]);
});

test("a training job made of a component is that component", () => {
  const text = `from kfp import dsl
from google_cloud_pipeline_components.v1.custom_job import create_custom_training_job_from_component
@dsl.component
def train(model: dsl.Output[dsl.Model]):
    ...
train_job = create_custom_training_job_from_component(train, machine_type='n1')
${pipeline("train_job(project='a')")}`;
  expect(graphOf(pipelineOf(text))).toEqual(["train()"]);
});
