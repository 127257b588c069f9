import type { StringTable } from "../stringTable.ts";
import { type LateColumn, lateNumbers, lateTexts } from "./lateColumn.ts";
import { type RowIndex, rowFor } from "./rowIndex.ts";

/** What the backend of Kubeflow Pipelines 2 notes of each execution; -1 and NaN where it notes nothing. */
export interface KubeflowNotes {
  /** Text: key of the task in its dag. */
  readonly task: LateColumn<Int32Array>;
  /** Text: name as shown, for what lacks a task's name. */
  readonly shown: LateColumn<Int32Array>;
  /** Id of the execution of the dag that it stands in. */
  readonly dag: LateColumn<Float64Array>;
}

export const newKubeflowNotes = (count: number): KubeflowNotes => ({
  task: lateTexts(count),
  shown: lateTexts(count),
  dag: lateNumbers(count),
});

/** Whether a type is of Kubeflow's backend: all steps share a few types, and their properties tell them apart. */
export const isKubeflowType = (name: string): boolean => name.startsWith("system.");

/** A dag of Kubeflow's: it groups the executions in it and ran nothing itself. */
export const isDagType = (name: string): boolean => name === "system.DAGExecution";

const maxDepth = 50;

/**
 * The node of an execution of Kubeflow's backend: the tasks' keys on the way from the outermost dag, as in the compiled definition
 * (`for-loop-1/train`); null where nothing is noted.
 */
export function kubeflowNode(
  { task, shown, dag }: KubeflowNotes,
  row: number,
  index: RowIndex,
  strings: StringTable,
): string | null {
  const names: string[] = [];
  let at = row;
  for (let depth = 0; depth < maxDepth && at >= 0; depth++) {
    const above = dag.at(at);
    const isOutermost = Number.isNaN(above) && at !== row;
    const name = task.at(at) >= 0 ? task.at(at) : shown.at(at);
    if (!isOutermost && name >= 0) names.unshift(strings.at(name));
    if (Number.isNaN(above)) break;
    at = rowFor(index, above);
  }
  return names.length === 0 ? null : names.join("/");
}
