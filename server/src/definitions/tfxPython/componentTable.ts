/** What TFX says of one of its component classes (`tfx/types/standard_component_specs.py` and the constructors beside it). */
export interface StandardComponent {
  /** Keys of input channels. */
  readonly inputs: readonly string[];
  /** Those of them without which TFX refuses to make the component (`ChannelParameter` that is not optional). */
  readonly required?: readonly string[];
  /** Keys of output channels. */
  readonly outputs: readonly string[];
  /** Parameters of the constructor in their order, for positional arguments. */
  readonly parameters: readonly string[];
  /** Parameters whose channel has another key. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Every keyword that is none of `parameters` is an input channel, and an output of the same key (resolvers). */
  readonly passesOn?: boolean;
  /** Keys of outputs in earlier versions. */
  readonly formerOutputs?: readonly string[];
}

const fileBased: StandardComponent = {
  inputs: [],
  outputs: ["examples"],
  parameters: ["input_base", "input_config", "output_config", "custom_config", "range_config", "output_data_format"],
  formerOutputs: ["output"],
};
const queryBased: StandardComponent = {
  inputs: [],
  outputs: ["examples"],
  parameters: ["input_config", "output_config", "custom_config", "range_config", "output_data_format"],
  formerOutputs: ["output"],
};
const narrow: StandardComponent = {
  ...fileBased,
  parameters: ["input_base", "input_config", "output_config", "range_config", "payload_format"],
};
const resolver: StandardComponent = {
  inputs: [],
  outputs: [],
  parameters: ["strategy_class", "config"],
  passesOn: true,
};
const resolverNode: StandardComponent = {
  ...resolver,
  parameters: ["instance_name", "resolver_class", "resolver_configs"],
};
const importer: StandardComponent = {
  inputs: [],
  outputs: ["result"],
  parameters: ["source_uri", "artifact_type", "reimport", "properties", "custom_properties", "output_key"],
};
const bulkInferrer: StandardComponent = {
  inputs: ["examples", "model", "model_blessing"],
  required: ["examples"],
  outputs: ["inference_result", "output_examples"],
  parameters: ["examples", "model", "model_blessing", "data_spec", "model_spec", "output_example_spec"],
};

/** Components of TFX by class name; a class of the same name in an extension has the same channels. */
export const standardComponents: ReadonlyMap<string, StandardComponent> = new Map<string, StandardComponent>([
  ["CsvExampleGen", { ...narrow, parameters: ["input_base", "input_config", "output_config", "range_config"] }],
  ["ImportExampleGen", narrow],
  ["FileBasedExampleGen", fileBased],
  ["QueryBasedExampleGen", queryBased],
  ["BigQueryExampleGen", { ...queryBased, parameters: ["query", "input_config", "output_config", "range_config"] }],
  [
    "BigQueryToElwcExampleGen",
    { ...queryBased, parameters: ["elwc_config", "query", "input_config", "output_config"] },
  ],
  ["PrestoExampleGen", { ...queryBased, parameters: ["conn_config", "query", "input_config", "output_config"] }],
  ["AvroExampleGen", fileBased],
  ["ParquetExampleGen", fileBased],
  [
    "StatisticsGen",
    {
      inputs: ["examples", "schema"],
      required: ["examples"],
      outputs: ["statistics"],
      parameters: ["examples", "schema", "stats_options", "exclude_splits"],
      formerOutputs: ["output"],
    },
  ],
  [
    "SchemaGen",
    {
      inputs: ["statistics"],
      required: ["statistics"],
      outputs: ["schema"],
      parameters: ["statistics", "infer_feature_shape", "exclude_splits"],
      formerOutputs: ["output"],
    },
  ],
  ["ImportSchemaGen", { inputs: [], outputs: ["schema"], parameters: ["schema_file"] }],
  [
    "ExampleValidator",
    {
      inputs: ["statistics", "schema"],
      required: ["statistics", "schema"],
      outputs: ["anomalies"],
      parameters: ["statistics", "schema", "exclude_splits"],
      formerOutputs: ["output"],
    },
  ],
  [
    "ExampleDiff",
    {
      inputs: ["examples", "baseline_examples"],
      required: ["examples", "baseline_examples"],
      outputs: ["example_diff_result"],
      parameters: ["examples_test", "examples_base", "config", "include_split_pairs"],
      renamed: { examples_test: "examples", examples_base: "baseline_examples" },
    },
  ],
  [
    "DistributionValidator",
    {
      inputs: ["statistics", "baseline_statistics"],
      required: ["statistics", "baseline_statistics"],
      outputs: ["anomalies"],
      parameters: ["statistics", "baseline_statistics", "config", "include_split_pairs"],
    },
  ],
  [
    "Transform",
    {
      inputs: ["examples", "schema", "analyzer_cache"],
      required: ["examples", "schema"],
      outputs: [
        "transform_graph",
        "transformed_examples",
        "updated_analyzer_cache",
        "pre_transform_schema",
        "pre_transform_stats",
        "post_transform_schema",
        "post_transform_stats",
        "post_transform_anomalies",
      ],
      parameters: ["examples", "schema", "module_file", "preprocessing_fn", "splits_config", "analyzer_cache"],
      formerOutputs: ["transform_output"],
    },
  ],
  [
    "Tuner",
    {
      inputs: ["examples", "schema", "transform_graph", "base_model"],
      required: ["examples"],
      outputs: ["best_hyperparameters", "tuner_results"],
      parameters: ["examples", "schema", "transform_graph", "base_model", "module_file", "tuner_fn", "train_args"],
      formerOutputs: ["study_best_params_path"],
    },
  ],
  [
    "Trainer",
    {
      inputs: ["examples", "transform_graph", "schema", "base_model", "hyperparameters", "statistics"],
      required: ["examples"],
      outputs: ["model", "model_run"],
      parameters: ["examples", "transformed_examples", "transform_graph", "schema", "base_model", "hyperparameters"],
      renamed: { transformed_examples: "examples" },
      formerOutputs: ["output"],
    },
  ],
  [
    "Evaluator",
    {
      inputs: ["examples", "model", "baseline_model", "schema"],
      required: ["examples"],
      outputs: ["evaluation", "blessing"],
      parameters: ["examples", "model", "baseline_model", "feature_slicing_spec", "fairness_indicator_thresholds"],
      formerOutputs: ["output"],
    },
  ],
  ["ModelValidator", { inputs: ["examples", "model"], outputs: ["blessing"], parameters: ["examples", "model"] }],
  [
    "InfraValidator",
    {
      inputs: ["model", "examples"],
      required: ["model"],
      outputs: ["blessing"],
      parameters: ["model", "serving_spec", "examples", "request_spec", "validation_spec"],
    },
  ],
  [
    "Pusher",
    {
      inputs: ["model", "model_blessing", "infra_blessing"],
      outputs: ["pushed_model"],
      parameters: ["model", "model_blessing", "infra_blessing", "push_destination", "custom_config"],
      formerOutputs: ["model_push"],
    },
  ],
  ["BulkInferrer", bulkInferrer],
  ["CloudAIBulkInferrerComponent", bulkInferrer],
  ["Importer", importer],
  ["ImporterNode", { ...importer, parameters: ["instance_name", ...importer.parameters] }],
  ["Resolver", resolver],
  ["ResolverNode", resolverNode],
]);

/** Base classes whose subclasses are components. */
export const componentBases: ReadonlySet<string> = new Set([
  "BaseComponent",
  "BaseBeamComponent",
  "BaseNode",
  "BaseFunctionalComponent",
  "BaseFunctionalBeamComponent",
]);
