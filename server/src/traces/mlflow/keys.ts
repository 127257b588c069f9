/** By table of an MLflow database: the indexed column in whose order its rows are read. */
export const mlflowKeys: Readonly<Record<string, string>> = {
  experiments: "experiment_id",
  runs: "run_uuid",
  tags: "run_uuid",
  params: "run_uuid",
  datasets: "dataset_uuid",
  inputs: "input_uuid",
  input_tags: "input_uuid",
  logged_models: "model_id",
  model_versions: "name",
  registered_model_aliases: "name",
};
