/** What one node of a compiled pipeline is written with. */
export interface IrNodeText {
  readonly id: string;
  readonly type: string;
  readonly base?: string;
  /** Key to `maker.output`, or to `maker.output` of several. */
  readonly inputs?: Readonly<Record<string, string | readonly string[]>>;
  /** Key to type. */
  readonly outputs?: Readonly<Record<string, string>>;
  readonly upstream?: readonly string[];
  /** Lines within `inputs { … }`. */
  readonly moreInputs?: string;
  /** Lines within the node. */
  readonly more?: string;
}

/** A channel of the pipeline's own run. */
export const channel = (from: string, type = "Thing"): string => {
  const dot = from.lastIndexOf(".");
  return `channels {
  producer_node_query { id: "${from.slice(0, dot)}" }
  artifact_query { type { name: "${type}" } }
  output_key: "${from.slice(dot + 1)}"
}`;
};

/** A node as TFX's compiler prints it, in fewer lines. */
export function irNode({
  id,
  type,
  base,
  inputs = {},
  outputs = {},
  upstream,
  moreInputs = "",
  more = "",
}: IrNodeText): string {
  const makers = [
    ...new Set(
      Object.values(inputs)
        .flat()
        .map((from) => from.slice(0, from.lastIndexOf("."))),
    ),
  ];
  const inputTexts = Object.entries(inputs).map(
    ([key, from]) =>
      `inputs { key: "${key}" value { ${[from]
        .flat()
        .map((one) => channel(one))
        .join(" ")} min_count: 1 } }`,
  );
  const outputTexts = Object.entries(outputs).map(
    ([key, made]) => `outputs { key: "${key}" value { artifact_spec { type { name: "${made}" } } } }`,
  );
  return `nodes {
  pipeline_node {
    node_info {
      type { name: "${type}" ${base ? `base_type: ${base}` : ""} }
      id: "${id}"
    }
    inputs { ${[...inputTexts, moreInputs].join("\n")} }
    outputs { ${outputTexts.join("\n")} }
    ${(upstream ?? makers).map((before) => `upstream_nodes: "${before}"`).join("\n    ")}
    ${more}
  }
}
`;
}

export const pipelineInfo = (id: string): string => `pipeline_info { id: "${id}" }\n`;

/** A pipeline of three steps. */
export const taxi = `${pipelineInfo("taxi")}${irNode({
  id: "CsvExampleGen",
  type: "tfx.components.example_gen.csv_example_gen.component.CsvExampleGen",
  outputs: { examples: "Examples" },
  more: 'downstream_nodes: "Trainer"\nexecution_options { caching_options { enable_cache: true } }',
})}${irNode({
  id: "Trainer",
  type: "tfx.components.trainer.component.Trainer",
  base: "TRAIN",
  inputs: { examples: "CsvExampleGen.examples" },
  outputs: { model: "Model" },
  more: `parameters { parameters { key: "module_file" value { field_value { string_value: "trainer.py" } } } }
    execution_options { caching_options { } }`,
})}${irNode({
  id: "Pusher",
  type: "tfx.components.pusher.component.Pusher",
  base: "DEPLOY",
  inputs: { model: "Trainer.model" },
  outputs: { pushed_model: "PushedModel" },
})}deployment_config {
  [type.googleapis.com/tfx.orchestration.IntermediateDeploymentConfig] {
    executor_specs { key: "Trainer" value { } }
    metadata_connection_config {
      [type.googleapis.com/ml_metadata.ConnectionConfig] { sqlite { filename_uri: "metadata.sqlite" } }
    }
  }
}
`;
