/** The name as Kubernetes takes it (`maybe_rename_for_k8s` of the SDK): `Train_Model op` → `train-model-op`. */
export const fitName = (name: string): string =>
  name
    .slice(0, 1000)
    .toLowerCase()
    .replace(/[^-0-9a-z]+/g, "-")
    .replace(/-+/g, "-")
    .replace(/^-|-$/g, "");

/** The key of an input or output of a component file as Python code names it (`sanitize_input_name`): `Trained Model` → `trained_model`. */
export const pythonKey = (name: string): string =>
  name
    .slice(0, 1000)
    .toLowerCase()
    .replace(/[^_0-9a-z]+/g, "_")
    .replace(/^_+|_+$/g, "");

/** A name that none of those taken is: the name, `name-2`, `name-3` … */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let index = 2; ; index++) {
    const numbered = `${name}-${index}`;
    if (!taken.has(numbered)) return numbered;
  }
}

/** What runs a pipeline and may say of caching for all its tasks: Vertex AI's jobs, and methods of the SDK's client. */
export const runNames = /^(?:PipelineJob|from_pipeline_func|create_run_from_pipeline_(?:func|package)|run_pipeline)$/;
