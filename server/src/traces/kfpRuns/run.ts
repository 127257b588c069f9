import { timeOf } from "../isoTime.ts";
import { at, fieldsOf, listOf, textOf } from "../readDocument.ts";

/** One run as the API of Kubeflow Pipelines 2 or Vertex AI tells it. */
export interface KubeflowRun {
  readonly name: string;
  readonly pipeline: string;
  readonly tasks: readonly KubeflowTask[];
}

export interface KubeflowTask {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** Milliseconds since the epoch; NaN where unknown. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly message: string;
  /** Id of the task that it stands in; empty at the top. */
  readonly parent: string;
  /** Ids of tasks, or names of pods, that it led to or holds. */
  readonly children: readonly string[];
  /** Name of its pod, where it says one. */
  readonly pod: string;
  readonly inputs: readonly KubeflowArtifact[];
  readonly outputs: readonly KubeflowArtifact[];
}

export interface KubeflowArtifact {
  readonly id: string;
  readonly key: string;
  readonly uri: string;
  /** As `system.Model`; empty where it is not said. */
  readonly type: string;
  readonly name: string;
}

const maxTasks = 200_000;

/** Keys are in snake case in Kubeflow's API and in camel case in Vertex AI's. */
const either = (value: unknown, snake: string): unknown =>
  at(value, snake) ??
  at(
    value,
    snake.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  );

/** The runs in a document: one, a list of them, or what a list of the API is wrapped in. A run whose tasks are not told has none. */
export function kubeflowRuns(document: unknown): readonly KubeflowRun[] {
  if (Array.isArray(document)) return document.flatMap((one: unknown) => kubeflowRuns(one));
  const list = at(document, "runs") ?? either(document, "pipeline_jobs");
  if (Array.isArray(list)) return list.flatMap((one: unknown) => kubeflowRuns(one));
  const details = either(document, "run_details") ?? either(document, "job_detail");
  const isRun = details !== undefined || either(document, "run_id") !== undefined;
  if (!isRun) return [];
  const tasks = listOf(either(details, "task_details")).slice(0, maxTasks).map(taskOf);
  return [{ name: nameOf(document), pipeline: pipelineOf(document), tasks }];
}

function nameOf(document: unknown): string {
  const name = textOf(either(document, "run_id")) || textOf(at(document, "name"));
  return name.slice(name.lastIndexOf("/") + 1) || "run";
}

/** The name that was compiled in, else the run's own without what makes it unique. */
function pipelineOf(document: unknown): string {
  const spec = either(document, "pipeline_spec");
  for (const one of [spec, either(spec, "pipeline_spec")]) {
    const name = textOf(at(either(one, "pipeline_info"), "name"));
    if (name !== "") return name;
  }
  const shown = textOf(either(document, "display_name"));
  return shown.replace(/[\s_-]+\d[\d\s:_-]{5,}$/, "") || "pipeline";
}

function taskOf(task: unknown, index: number): KubeflowTask {
  const { ids, pods } = childrenOf(task);
  return {
    id: textOf(either(task, "task_id")) || `task-${index}`,
    name: textOf(either(task, "task_name")) || textOf(either(task, "display_name")),
    state: textOf(at(task, "state")).toUpperCase(),
    startedAt: timeIn(task, "start_time"),
    endedAt: timeIn(task, "end_time"),
    message: textOf(at(task, "error", "message")),
    parent: textOf(either(task, "parent_task_id")),
    children: [...ids, ...pods],
    pod: textOf(either(task, "pod_name")),
    inputs: artifactsOf(at(task, "inputs")),
    outputs: artifactsOf(at(task, "outputs")),
  };
}

function childrenOf(task: unknown): { readonly ids: readonly string[]; readonly pods: readonly string[] } {
  const children = listOf(either(task, "child_tasks"));
  const texts = (key: string): readonly string[] =>
    children.map((child) => textOf(either(child, key))).filter((one) => one !== "");
  return { ids: texts("task_id"), pods: texts("pod_name") };
}

/** The API writes the epoch where something has not happened yet. */
function timeIn(task: unknown, key: string): number {
  const time = timeOf(either(task, key));
  return time > 0 ? time : Number.NaN;
}

function artifactsOf(lists: unknown): readonly KubeflowArtifact[] {
  return Object.entries(fieldsOf(lists)).flatMap(([key, list]) => [
    ...listOf(at(list, "artifacts")).flatMap((one): KubeflowArtifact[] => {
      const uri = textOf(at(one, "uri"));
      const name = textOf(at(one, "name"));
      const type = textOf(either(one, "schema_title")) || titleIn(textOf(either(one, "instance_schema")));
      const id = name || uri;
      return id === "" ? [] : [{ id, key, uri, type, name: textOf(either(one, "display_name")) || key }];
    }),
    ...listOf(either(list, "artifact_ids")).flatMap((one): KubeflowArtifact[] => {
      const id = textOf(one);
      return id === "" ? [] : [{ id: `artifact:${id}`, key, uri: "", type: "", name: key }];
    }),
  ]);
}

const titleIn = (schema: string): string => /^title:\s*(\S{1,200})/m.exec(schema)?.[1] ?? "";
