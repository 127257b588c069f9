import { readFileSync } from "node:fs";
import path from "node:path";

const folder = path.resolve(import.meta.dirname, "../../vscode/fixtures/formats");
const read = (name: string): string => readFileSync(path.join(folder, name), "utf8");

const kfpJson = {
  pipelineInfo: { name: "taxi" },
  deploymentSpec: { executors: { "exec-a": { container: { image: "python" } } } },
  components: {
    "comp-a": {
      executorLabel: "exec-a",
      outputDefinitions: { artifacts: { data: { artifactType: { schemaTitle: "system.Dataset" } } } },
    },
    "comp-b": { executorLabel: "exec-a", inputDefinitions: { artifacts: { data: { artifactType: {} } } } },
  },
  root: {
    dag: {
      tasks: {
        a: { taskInfo: { name: "a" }, componentRef: { name: "comp-a" } },
        b: {
          taskInfo: { name: "b" },
          inputs: {
            artifacts: { data: { taskOutputArtifact: { producerTask: "a", outputArtifactKey: "data" } } },
          },
          componentRef: { name: "comp-b" },
          dependentTasks: ["a"],
        },
      },
    },
  },
  schemaVersion: "2.1.0",
};

const tfxNode = (id: string, type: string, more: object = {}): object => ({
  pipelineNode: { nodeInfo: { type: { name: type }, id }, ...more },
});
const tfxJson = {
  pipelineInfo: { id: "taxi" },
  nodes: [
    tfxNode("Gen", "tfx.CsvExampleGen", {
      outputs: { outputs: { examples: { artifactSpec: { type: { name: "Examples" } } } } },
    }),
    tfxNode("Trainer", "tfx.Trainer", {
      inputs: {
        inputs: { examples: { channels: [{ producerNodeQuery: { id: "Gen" }, outputKey: "examples" }], minCount: 1 } },
      },
      upstreamNodes: ["Gen"],
    }),
  ],
};

const dvcLock = `schema: '2.0'
stages:
  prepare:
    cmd: python prepare.py
    deps:
    - path: raw.csv
      md5: a1
    outs:
    - path: data.csv
      md5: b2
  train:
    cmd: python train.py
    deps:
    - path: data.csv
      md5: b2
    outs:
    - path: model.pkl
      md5: c3
`;

const mlproject = `name: taxi
conda_env: conda.yaml
entry_points:
  prepare:
    parameters:
      rows: {type: int, default: 10}
    command: "python prepare.py --rows {rows}"
  train:
    command: "python train.py"
`;

const argo = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  generateName: taxi-
spec:
  entrypoint: main
  templates:
  - name: main
    dag:
      tasks:
      - name: prepare
        template: work
      - name: train
        template: work
        dependencies: [prepare]
  - name: work
    container:
      image: python
      command: [python, work.py]
`;

const tfxPython = `from tfx import v1 as tfx

gen = tfx.components.CsvExampleGen(input_base="data")
stats = tfx.components.StatisticsGen(
    examples=gen.outputs["examples"],
)
trainer = tfx.components.Trainer(examples=gen.outputs["examples"], module_file="t.py").with_id("T")
p = tfx.dsl.Pipeline(pipeline_name="taxi", pipeline_root="r", components=[gen, stats, trainer])
`;

const kfpPython = `from kfp import dsl
from kfp.dsl import Dataset, Input, Output


@dsl.component
def prepare(data: Output[Dataset]):
    pass


@dsl.component
def train(data: Input[Dataset]):
    pass


@dsl.pipeline(name="taxi")
def taxi():
    first = prepare()
    second = train(data=first.outputs["data"])
    second.set_caching_options(False)
`;

const notebook = JSON.stringify(
  {
    cells: [
      "from tfx.components import CsvExampleGen, StatisticsGen\nfrom tfx.orchestration.experimental.interactive.interactive_context import InteractiveContext\ncontext = InteractiveContext()",
      "gen = CsvExampleGen(input_base='data')\ncontext.run(gen)",
      "stats = StatisticsGen(examples=gen.outputs['examples'])\ncontext.run(stats)",
    ].map((source) => ({ cell_type: "code", metadata: {}, outputs: [], source })),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  },
  null,
  1,
);

/** A small file of each format and notation, by its name. */
export const prefixSamples: Readonly<Record<string, string>> = {
  "pipeline.yaml": read("compiled/taxi.yaml"),
  "pipeline.json": JSON.stringify(kfpJson, null, 1),
  "taxi.pbtxt": read("ir/taxi.pbtxt"),
  "taxi_ir.json": JSON.stringify(tfxJson, null, 1),
  "dvc.yaml": read("dvc.yaml"),
  "dvc.lock": dvcLock,
  MLproject: mlproject,
  "workflow.yaml": argo,
  "pipeline.py": tfxPython,
  "kfp_pipeline.py": kfpPython,
  "notebook.ipynb": notebook,
};
