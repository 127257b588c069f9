import type { MlflowRun } from "./records.ts";

/** Programs that run somebody else's code: their name says nothing of the step. */
const hosts = /^(?:ipykernel_launcher|colab_kernel_launcher|__main__|-c|-m|db_ipykernel_launcher)(?:\.py)?$/i;

/**
 * The step that a run is one of: the entry point of a project, the project's folder (after `#`), the script's name; for a notebook, which
 * has none of these, its experiment.
 */
export function stepOf({ tags }: MlflowRun, experiment: string): string {
  const source = tags.get("mlflow.source.name") ?? "";
  const entry = tags.get("mlflow.project.entryPoint") ?? "";
  const folder = source.includes("#") ? source.slice(source.lastIndexOf("#") + 1) : "";
  if (folder !== "") return entry === "" || entry === "main" ? folder : `${folder}/${entry}`;
  if (entry !== "") return entry;
  const file = source.slice(Math.max(source.lastIndexOf("/"), source.lastIndexOf("\\")) + 1);
  if (file === "" || hosts.test(file)) return experiment === "" ? "run" : experiment;
  return file.replace(/\.(?:py|ipynb|r)$/i, "");
}
