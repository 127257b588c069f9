/** One component of a pipeline whose history is made up. */
export interface NodePlan {
  readonly id: string;
  /** The component's class: its full name is in {@link fullTypeName}, else it is used as it is. */
  readonly type: string;
  readonly reads: readonly ReadPlan[];
  /** Channel → type of artifact. */
  readonly writes: Readonly<Record<string, string>>;
  /** Typical time that it takes. */
  readonly seconds: number;
  /** User code that it runs: nodes with the same module run the same code. */
  readonly module?: "transform" | "trainer" | "tuner" | "experiment";
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  /** Number of the first run that has this node. */
  readonly since?: number;
}

export interface ReadPlan {
  readonly key: string;
  readonly node: string;
  readonly output: string;
  /** What the run before this one wrote. */
  readonly previous?: boolean;
  /** The node runs without it, too. */
  readonly optional?: boolean;
}

/** What a generated pipeline has beyond the path from data to a deployed model. */
export interface PipelineOptions {
  readonly trainers?: readonly string[];
  readonly tuner?: boolean;
  /** A resolver that hands on the newest blessed model. */
  readonly resolver?: boolean;
  /** The evaluator compares with the resolver's model. */
  readonly baseline?: boolean;
  /** The trainer starts from the resolver's model. */
  readonly warmStart?: boolean;
  readonly analyzerCache?: boolean;
  readonly infraValidator?: boolean;
  readonly bulkInferrer?: boolean;
  /** A step of unknown type that writes a model. */
  readonly customTrainer?: boolean;
}

export const resolverId = "latest_blessed_model_resolver";

const from = (key: string, node: string, output = key): ReadPlan => ({ key, node, output });

/** A pipeline in TFX's shape, in an order in which it can run. */
export function pipelinePlan(options: PipelineOptions = {}): readonly NodePlan[] {
  const { trainers = ["Trainer"] } = options;
  const plan: NodePlan[] = [
    { id: "CsvExampleGen", type: "CsvExampleGen", reads: [], writes: { examples: "Examples" }, seconds: 40 },
    {
      id: "StatisticsGen",
      type: "StatisticsGen",
      reads: [from("examples", "CsvExampleGen")],
      writes: { statistics: "ExampleStatistics" },
      seconds: 25,
    },
    {
      id: "SchemaGen",
      type: "SchemaGen",
      reads: [from("statistics", "StatisticsGen")],
      writes: { schema: "Schema" },
      seconds: 4,
    },
    {
      id: "ExampleValidator",
      type: "ExampleValidator",
      reads: [from("statistics", "StatisticsGen"), from("schema", "SchemaGen")],
      writes: { anomalies: "ExampleAnomalies" },
      seconds: 5,
    },
    {
      id: "Transform",
      type: "Transform",
      reads: [
        from("examples", "CsvExampleGen"),
        from("schema", "SchemaGen"),
        ...(options.analyzerCache
          ? [{ ...from("analyzer_cache", "Transform", "updated_analyzer_cache"), previous: true, optional: true }]
          : []),
      ],
      writes: {
        transform_graph: "TransformGraph",
        transformed_examples: "Examples",
        ...(options.analyzerCache ? { updated_analyzer_cache: "TransformCache" } : {}),
      },
      seconds: 120,
      module: "transform",
    },
  ];
  if (options.resolver) plan.push(resolver);
  if (options.tuner) plan.push(tuner);
  for (const id of trainers) plan.push(trainer(id, options));
  if (options.customTrainer) {
    plan.push({
      id: "boosted_trees",
      type: "taxi.components.BoostedTrees",
      reads: [from("examples", "Transform", "transformed_examples")],
      writes: { model: "Model" },
      seconds: 200,
    });
  }
  const main = trainers[0] ?? "Trainer";
  plan.push({
    id: "Evaluator",
    type: "Evaluator",
    reads: [
      from("examples", "CsvExampleGen"),
      from("model", main),
      ...(options.baseline ? [{ ...from("baseline_model", resolverId, "model"), optional: true }] : []),
      from("schema", "SchemaGen"),
    ],
    writes: { evaluation: "ModelEvaluation", blessing: "ModelBlessing" },
    seconds: 60,
    parameters: { eval_config: '{"model_specs": [{"label_key": "tips"}]}' },
  });
  if (options.infraValidator) {
    plan.push({
      id: "InfraValidator",
      type: "InfraValidator",
      reads: [from("model", main)],
      writes: { blessing: "InfraBlessing" },
      seconds: 30,
    });
  }
  plan.push({
    id: "Pusher",
    type: "Pusher",
    reads: [
      from("model", main),
      from("model_blessing", "Evaluator", "blessing"),
      ...(options.infraValidator ? [from("infra_blessing", "InfraValidator", "blessing")] : []),
    ],
    writes: { pushed_model: "PushedModel" },
    seconds: 6,
    parameters: { push_destination: '{"filesystem": {"base_directory": "serving"}}' },
  });
  if (options.bulkInferrer) {
    plan.push({
      id: "BulkInferrer",
      type: "BulkInferrer",
      reads: [from("examples", "CsvExampleGen"), from("model", main), from("model_blessing", "Evaluator", "blessing")],
      writes: { inference_result: "InferenceResult" },
      seconds: 80,
    });
  }
  return plan;
}

const resolver: NodePlan = {
  id: resolverId,
  type: "Resolver",
  reads: [],
  writes: { model: "Model", model_blessing: "ModelBlessing" },
  seconds: 0.03,
  parameters: { strategy: "LatestBlessedModelStrategy" },
};

const tuner: NodePlan = {
  id: "Tuner",
  type: "Tuner",
  reads: [from("examples", "Transform", "transformed_examples"), from("transform_graph", "Transform")],
  writes: { best_hyperparameters: "HyperParameters" },
  seconds: 900,
  module: "tuner",
};

const trainer = (id: string, options: PipelineOptions): NodePlan => ({
  id,
  type: "Trainer",
  reads: [
    from("examples", "Transform", "transformed_examples"),
    from("transform_graph", "Transform"),
    from("schema", "SchemaGen"),
    ...(options.tuner ? [from("hyperparameters", "Tuner", "best_hyperparameters")] : []),
    ...(options.warmStart ? [{ ...from("base_model", resolverId, "model"), optional: true }] : []),
  ],
  writes: { model: "Model" },
  seconds: 600,
  module: "trainer",
  parameters: { train_args: '{"num_steps": 10000}', eval_args: '{"num_steps": 5000}' },
});

const packages: Readonly<Record<string, string>> = {
  CsvExampleGen: "example_gen.csv_example_gen.component",
  StatisticsGen: "statistics_gen.component",
  SchemaGen: "schema_gen.component",
  ExampleValidator: "example_validator.component",
  Transform: "transform.component",
  Tuner: "tuner.component",
  Trainer: "trainer.component",
  Evaluator: "evaluator.component",
  InfraValidator: "infra_validator.component",
  Pusher: "pusher.component",
  BulkInferrer: "bulk_inferrer.component",
};

/** Full name of a TFX component's class; other names stay as they are. */
export function fullTypeName(type: string): string {
  if (type === "Resolver") return "tfx.dsl.components.common.resolver.Resolver";
  const path = packages[type];
  return path ? `tfx.components.${path}.${type}` : type;
}

const executionBases: Readonly<Record<string, string>> = {
  Transform: "mlmd.Transform",
  Trainer: "mlmd.Train",
  Evaluator: "mlmd.Evaluate",
  Pusher: "mlmd.Deploy",
};
const artifactBases: Readonly<Record<string, string>> = {
  Examples: "mlmd.Dataset",
  ExampleStatistics: "mlmd.Statistics",
  Model: "mlmd.Model",
  ModelEvaluation: "mlmd.Metrics",
  PushedModel: "mlmd.Model",
};

/** Base type that TFX registers for a component's or artifact's type, by its last dotted part; null for none. */
export const executionBase = (type: string): string | null =>
  executionBases[type.slice(type.lastIndexOf(".") + 1)] ?? null;
export const artifactBase = (type: string): string | null => artifactBases[type] ?? null;
