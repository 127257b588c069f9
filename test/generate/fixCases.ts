import type { FindingCode } from "../../server/src/model/finding.ts";
import type { StoreOptions } from "./generateStore.ts";
import { pipelinePlan } from "./pipelinePlan.ts";
import { throttledStore } from "./throttledStore.ts";

/** A pipeline with a finding that a fix cures, for tests of the editor. */
export interface FixCase {
  readonly fix: string;
  readonly code: FindingCode;
  /** Name of the definition's file. */
  readonly file: string;
  readonly text: string;
  /** History; null where the finding needs none. */
  readonly store: StoreOptions | ((path: string) => void) | null;
  /** What is marked: the component's name in this text. */
  readonly at: readonly [line: string, name: string];
  readonly title: string;
  /** Text after the fix. */
  readonly after: string;
}

const makers = `    example_gen = tfx.components.CsvExampleGen(input_base="data")
    statistics_gen = tfx.components.StatisticsGen(examples=example_gen.outputs["examples"])
    schema_gen = tfx.components.SchemaGen(statistics=statistics_gen.outputs["statistics"])
`;
const transform = `    transform = tfx.components.Transform(
        examples=example_gen.outputs["examples"],
        schema=schema_gen.outputs["schema"],
        module_file="transform.py",
    )
`;
const trainer = `    trainer = tfx.components.Trainer(
        module_file="trainer.py",
        examples=transform.outputs["transformed_examples"],
        transform_graph=transform.outputs["transform_graph"],
    )
`;
const evaluator = `    evaluator = tfx.components.Evaluator(
        examples=example_gen.outputs["examples"],
        model=trainer.outputs["model"],
        eval_config=tfma.EvalConfig(metrics_specs=[tfma.MetricsSpec(thresholds={"auc": tfma.MetricThreshold()})]),
    )
`;
const gated = `    pusher = tfx.components.Pusher(
        model=trainer.outputs["model"],
        model_blessing=evaluator.outputs["blessing"],
        push_destination=destination(),
    )
`;
const names = ["example_gen", "statistics_gen", "schema_gen", "transform", "trainer", "evaluator", "pusher"];

/** A pipeline of these parts, caching as given. */
const pipeline = (
  parts: string,
  listed: readonly string[] = names,
  more = "",
): string => `import tensorflow_model_analysis as tfma
from tfx import v1 as tfx


def create_pipeline():
${parts}
    return tfx.dsl.Pipeline(
        pipeline_name="taxi",
        pipeline_root="root",
        metadata_connection_config=tfx.orchestration.metadata.sqlite_metadata_connection_config("metadata.sqlite"),
        components=[
${listed.map((name) => `            ${name},\n`).join("")}        ],${more}
    )
`;

const whole = makers + transform + trainer + evaluator + gated;
const steady = { fails: 0, stalls: 0, newCode: 0, newParameters: 0 };
/** The same work again and again. */
const repeated: StoreOptions = { runs: 12, caching: false, rates: { ...steady, newData: 0 } };

/** Each run works on the span that is new and on two that every run had. */
const windows: StoreOptions = {
  runs: 12,
  rates: { ...steady, newData: 1 },
  nodes: [
    ...["first_span", "second_span"].map((id) => ({
      id,
      type: "Importer",
      reads: [],
      writes: { result: "Examples" },
      seconds: 1,
      parameters: { source_uri: id },
    })),
    ...pipelinePlan().map((node) => {
      const spans = ["first_span", "second_span"].map((id) => ({ key: "examples", node: id, output: "result" }));
      return node.id === "Transform" ? { ...node, reads: [...node.reads, ...spans] } : node;
    }),
  ],
};

const extra = `    spare = tfx.components.Transform(
        examples=example_gen.outputs["examples"], schema=schema_gen.outputs["schema"], module_file="spare.py"
    ).with_id("Transform.spare")
`;
const spare: StoreOptions = {
  runs: 12,
  rates: steady,
  nodes: pipelinePlan().flatMap((node) =>
    node.id === "Transform" ? [node, { ...node, id: "Transform.spare" }] : [node],
  ),
};

const dead = `    other = tfx.components.Trainer(module_file="other.py", examples=transform.outputs["transformed_examples"])\n`;
const deadPipeline = (part: string, listed: readonly string[]): string => pipeline(makers + transform + part, listed);
const upTo = ["example_gen", "statistics_gen", "schema_gen", "transform"];

/** The second trainer's models are deployed unchecked, those of the first are checked. */
const unchecked = (
  more: string,
  given: string,
): string => `${whole.slice(0, whole.indexOf("    pusher ="))}    second = tfx.components.Trainer(
        module_file="second.py", examples=transform.outputs["transformed_examples"]
    ).with_id("Trainer.second")
${more}    pusher = tfx.components.Pusher(
        model=second.outputs["model"],
${given}        push_destination=destination(),
    )
`;
const secondNames = [...names.slice(0, -1), "second", "pusher"];
const secondEvaluator = `    # Judges the models of Trainer.second by the configuration of Evaluator: give it its own where that does not fit.
    second_evaluator = tfx.components.Evaluator(
        examples=example_gen.outputs["examples"],
        model=second.outputs["model"],
        eval_config=tfma.EvalConfig(metrics_specs=[tfma.MetricsSpec(thresholds={"auc": tfma.MetricThreshold()})]),
    ).with_id("Evaluator.second")
`;

/** Stages of DVC whose runs some orchestrator recorded in ML Metadata. */
const stages = (outs: string): string => `stages:
  ingest:
    cmd: python ingest.py
    outs:
${outs}  prepare:
    cmd: python prepare.py
    deps:
      - data/raw.csv
    outs:
      - data/features.csv
  train:
    cmd: python train.py
    deps:
      - data/features.csv
    outs:
      - model.pkl
`;
const stageRuns: StoreOptions = {
  runs: 12,
  rates: steady,
  nodes: [
    {
      id: "ingest",
      type: "CsvExampleGen",
      reads: [],
      writes: { "data/raw.csv": "Examples", "data/spare.csv": "Examples" },
      seconds: 60,
    },
    {
      id: "prepare",
      type: "Transform",
      reads: [{ key: "data/raw.csv", node: "ingest", output: "data/raw.csv" }],
      writes: { "data/features.csv": "Examples" },
      seconds: 60,
    },
    {
      id: "train",
      type: "Trainer",
      reads: [{ key: "data/features.csv", node: "prepare", output: "data/features.csv" }],
      writes: { "model.pkl": "Model" },
      seconds: 600,
    },
  ],
};

/** A compiled pipeline of which one task is never cached. */
const compiled = (options: string): string => `components:
  comp-ingest:
    executorLabel: exec-ingest
    outputDefinitions:
      artifacts:
        examples:
          artifactType:
            schemaTitle: system.Dataset
            schemaVersion: 0.0.1
  comp-fit:
    executorLabel: exec-fit
    inputDefinitions:
      artifacts:
        examples:
          artifactType:
            schemaTitle: system.Dataset
            schemaVersion: 0.0.1
    outputDefinitions:
      artifacts:
        model:
          artifactType:
            schemaTitle: system.Model
            schemaVersion: 0.0.1
deploymentSpec:
  executors:
    exec-ingest:
      container:
        image: python:3.11
    exec-fit:
      container:
        image: python:3.11
pipelineInfo:
  name: taxi
root:
  dag:
    tasks:
      ingest:
        cachingOptions:
          enableCache: true
        componentRef:
          name: comp-ingest
        taskInfo:
          name: ingest
      train:
${options}        componentRef:
          name: comp-fit
        dependentTasks:
          - ingest
        inputs:
          artifacts:
            examples:
              taskOutputArtifact:
                outputArtifactKey: examples
                producerTask: ingest
        taskInfo:
          name: train
schemaVersion: 2.1.0
sdkVersion: kfp-2.14.0
`;
const taskRuns: StoreOptions = {
  ...repeated,
  nodes: [
    { id: "ingest", type: "CsvExampleGen", reads: [], writes: { examples: "Examples" }, seconds: 60 },
    {
      id: "train",
      type: "Trainer",
      reads: [{ key: "examples", node: "ingest", output: "examples" }],
      writes: { model: "Model" },
      seconds: 600,
      module: "trainer",
    },
  ],
};

/** What the pipeline with a throttled history is made of. */
const throttled = (trained: string): string =>
  pipeline(
    `    example_gen = tfx.components.CsvExampleGen(input_base="data").with_id("ExampleGen")
    statistics_gen = tfx.components.StatisticsGen(examples=example_gen.outputs["examples"])
    schema_gen = tfx.components.SchemaGen(statistics=statistics_gen.outputs["statistics"])
    validator = tfx.components.ExampleValidator(
        statistics=statistics_gen.outputs["statistics"], schema=schema_gen.outputs["schema"]
    )
${trained}`,
    ["example_gen", "statistics_gen", "schema_gen", "validator", "trainer", "evaluator", "pusher"],
  ).replace('"taxi"', '"pipeline-1"');
const plainTrainer = `    trainer = tfx.components.Trainer(module_file="trainer.py", examples=example_gen.outputs["examples"])\n`;
const movedIn = (text: string): string => text.replaceAll(/^(?=.)/gm, "    ");
const gatedTraining = `    # The next model will probably not be deployed: train only on data in which ExampleValidator finds no anomalies
    # (split "train"). What takes the model waits with it. Needs TFX 1.15 or later, and not Vertex AI.
    data_is_valid = validator.outputs["anomalies"].future()[0].custom_property("blessed")["train"] == 1
    with tfx.dsl.Cond(data_is_valid):
${movedIn(plainTrainer + evaluator + gated)}`;

/** One for each fix. */
export const fixCases: readonly FixCase[] = [
  {
    fix: "drop-trainer",
    code: "dead-trainer",
    file: "pipeline.py",
    text: pipeline(whole + dead.replace(")\n", ').with_id("Trainer.other")\n'), [...names, "other"]),
    store: null,
    at: ["other = tfx.components.Trainer", "Trainer"],
    title: "Remove Trainer.other",
    after: pipeline(whole),
  },
  {
    fix: "drop-unused-node",
    code: "unused-output",
    file: "pipeline.py",
    text: pipeline(whole + extra, [...names, "spare"]),
    store: spare,
    at: ["spare = tfx.components.Transform", "Transform"],
    title: "Remove Transform.spare",
    after: pipeline(whole),
  },
  {
    fix: "turn-on-pipeline-caching",
    code: "retrain-without-change",
    file: "pipeline.py",
    text: pipeline(whole),
    store: repeated,
    at: ["trainer = tfx.components.Trainer", "Trainer"],
    title: "Turn on caching for the pipeline taxi",
    after: pipeline(whole, names, "\n        enable_cache=True,"),
  },
  {
    fix: "turn-on-pipeline-caching",
    code: "repeated-work",
    file: "pipeline.py",
    text: pipeline(whole, names, "\n        enable_cache=False,"),
    store: repeated,
    at: ["transform = tfx.components.Transform", "Transform"],
    title: "Turn on caching for the pipeline taxi",
    after: pipeline(whole, names, "\n        enable_cache=True,"),
  },
  {
    fix: "analyzer-cache",
    code: "overlapping-windows",
    file: "pipeline.py",
    text: pipeline(whole),
    store: windows,
    at: ["transform = tfx.components.Transform", "Transform"],
    title: "Let Transform use its analyzer cache",
    after: pipeline(
      makers +
        `    transform_cache = tfx.dsl.Resolver(
        strategy_class=tfx.dsl.experimental.LatestArtifactStrategy,
        cache=tfx.dsl.Channel(type=tfx.types.standard_artifacts.TransformCache),
    ).with_id("transform_cache_resolver")
` +
        transform.replace("    )\n", '        analyzer_cache=transform_cache.outputs["cache"],\n    )\n') +
        trainer +
        evaluator +
        gated,
      ["example_gen", "statistics_gen", "schema_gen", "transform_cache", ...names.slice(3)],
    ),
  },
  {
    fix: "gate",
    code: "unpushed-models",
    file: "pipeline.py",
    text: pipeline(whole.replace('        model_blessing=evaluator.outputs["blessing"],\n', "")),
    store: { runs: 16, rates: { ...steady, newData: 1, blessed: 0.2 } },
    at: ["trainer = tfx.components.Trainer", "Trainer"],
    title: "Let Pusher wait for the blessing of Evaluator",
    after: pipeline(whole),
  },
  {
    fix: "gate-training",
    code: "likely-unpushed",
    file: "pipeline.py",
    text: throttled(plainTrainer + evaluator + gated),
    store: throttledStore,
    at: ["trainer = tfx.components.Trainer", "Trainer"],
    title: "Train Trainer only on data that ExampleValidator finds no anomalies in",
    after: throttled(gatedTraining),
  },
  {
    fix: "add-evaluator",
    code: "unpushed-models",
    file: "pipeline.py",
    text: pipeline(unchecked("", ""), secondNames),
    store: { runs: 16, rates: { ...steady, newData: 1 }, shape: { trainers: ["Trainer", "Trainer.second"] } },
    at: ["second = tfx.components.Trainer", "Trainer"],
    title: "Evaluate the models of Trainer.second before Pusher deploys them",
    after: pipeline(unchecked(secondEvaluator, '        model_blessing=second_evaluator.outputs["blessing"],\n'), [
      ...names.slice(0, -1),
      "second",
      "second_evaluator",
      "pusher",
    ]),
  },
  {
    fix: "wire-trainer",
    code: "dead-trainer",
    file: "pipeline.py",
    text: deadPipeline(`${trainer}    pusher = tfx.components.Pusher(push_destination=destination())\n`, [
      ...upTo,
      "trainer",
      "pusher",
    ]),
    store: null,
    at: ["trainer = tfx.components.Trainer", "Trainer"],
    title: "Hand the model of Trainer to Pusher",
    after: deadPipeline(
      `${trainer}    pusher = tfx.components.Pusher(model=trainer.outputs["model"], push_destination=destination())\n`,
      [...upTo, "trainer", "pusher"],
    ),
  },
  {
    fix: "ignore",
    code: "dead-trainer",
    file: "pipeline.py",
    text: deadPipeline(trainer, [...upTo, "trainer"]),
    store: null,
    at: ["trainer = tfx.components.Trainer", "Trainer"],
    title: "Ignore dead-trainer here…",
    after: deadPipeline(`    # graphlet: ignore[dead-trainer] say why\n${trainer}`, [...upTo, "trainer"]),
  },
  {
    fix: "drop-unused-output",
    code: "unused-output",
    file: "dvc.yaml",
    text: stages("      - data/raw.csv\n      - data/spare.csv\n"),
    store: stageRuns,
    at: ["- data/spare.csv", "data/spare.csv"],
    title: "Remove the output data/spare.csv of ingest",
    after: stages("      - data/raw.csv\n"),
  },
  {
    fix: "turn-on-node-caching",
    code: "retrain-without-change",
    file: "pipeline.yaml",
    text: compiled("        cachingOptions: {}\n"),
    store: taskRuns,
    at: ["train:", "train"],
    title: "Turn on caching for train",
    after: compiled("        cachingOptions:\n          enableCache: true\n"),
  },
];
