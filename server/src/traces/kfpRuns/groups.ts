import type { KubeflowTask } from "./run.ts";

/**
 * Tasks that hold others and ran nothing themselves: those that others name as their parent, and those of whose children one ran within their own time. What
 * follows on a task is its child, too, but begins after its end.
 */
export function groupsIn(tasks: readonly KubeflowTask[]): ReadonlySet<KubeflowTask> {
  const byKey = keysOf(tasks);
  const groups = new Set<KubeflowTask>();
  for (const task of tasks) {
    const parent = byKey.get(task.parent);
    if (parent && parent !== task) groups.add(parent);
    const isHolder = task.children.some((key) => {
      const child = byKey.get(key);
      return child !== undefined && child !== task && isWithin(child, task);
    });
    if (isHolder || task.name === "root") groups.add(task);
  }
  return groups;
}

const isWithin = (child: KubeflowTask, task: KubeflowTask): boolean =>
  child.startedAt >= task.startedAt && child.startedAt < task.endedAt && child.endedAt <= task.endedAt;

const maxDepth = 50;

/**
 * The node of each task that ran: names of the groups on the way to it, the run's own aside (`for-loop-1/train`). Kubeflow calls the container of every task
 * `executor`: that has the name of what holds it.
 */
export function pathsOf(
  tasks: readonly KubeflowTask[],
  groups: ReadonlySet<KubeflowTask>,
): ReadonlyMap<KubeflowTask, string> {
  const byKey = keysOf(tasks);
  const holder = new Map<KubeflowTask, KubeflowTask>();
  for (const task of groups) {
    for (const key of task.children) {
      const child = byKey.get(key);
      if (child && child !== task) holder.set(child, task);
    }
  }
  return new Map(
    tasks.map((task) => {
      const names = [task.name === "executor" ? (holder.get(task)?.name ?? task.name) : task.name || task.id];
      let above = byKey.get(task.parent);
      for (let depth = 0; above && above.parent !== "" && depth < maxDepth; depth++) {
        names.unshift(above.name);
        above = byKey.get(above.parent);
      }
      return [task, names.join("/")];
    }),
  );
}

function keysOf(tasks: readonly KubeflowTask[]): ReadonlyMap<string, KubeflowTask> {
  const found = new Map<string, KubeflowTask>();
  for (const task of tasks) for (const key of [task.pod, task.id]) if (key !== "") found.set(key, task);
  return found;
}
