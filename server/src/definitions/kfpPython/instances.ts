import { type Dependencies, dependenciesOf, type Place, wayTo } from "./order.ts";
import { groupName } from "./state.ts";
import type { Channel, Graph, Task } from "./values.ts";

/** Tasks of one pipeline with those of the pipelines in it, at most: each call makes all of them anew. */
export const maxPlaces = 5000;
/** Pipelines within pipelines. */
const maxDepth = 12;

/** One output of one node. */
export interface Maker {
  readonly node: string;
  readonly output: string;
}

/** A pipeline where it is used: at the top, or as a task of another. */
export interface Instance {
  readonly graph: Graph;
  /** Before the ids of its nodes: empty, or keys with a slash after them. */
  readonly prefix: string;
  readonly dependencies: Dependencies;
  readonly inner: ReadonlyMap<Task, Instance>;
  /** Who makes what is given for a parameter. */
  parameter(name: string): readonly Maker[];
  /** Conditions that all of it is under. */
  readonly words: readonly string[];
}

/** Counts tasks, so that pipelines in pipelines end. */
export interface Budget {
  places: number;
}

type Asked = Pick<Instance, "graph" | "prefix" | "words" | "parameter"> & {
  /** Pipelines that it is in. */
  readonly around: readonly Graph[];
  readonly budget: Budget;
};

/** A pipeline as it is used in others, with those that it calls. */
export function instanceOf({ budget, around, ...asked }: Asked): Instance {
  const { graph, prefix, words } = asked;
  const inner = new Map<Task, Instance>();
  const instance: Instance = { ...asked, dependencies: dependenciesOf(graph), inner };
  budget.places += graph.tasks.length;
  for (const task of graph.tasks) {
    const own = task.component.pipeline?.graph;
    // What calls itself is one node inside itself.
    if (!own || around.length >= maxDepth || budget.places > maxPlaces || [...around, graph].includes(own)) continue;
    const parameter = (name: string): readonly Maker[] => {
      const input = task.inputs.find(({ key }) => key === name);
      return input ? input.channels.flatMap((channel) => makersOf(instance, channel)) : [];
    };
    const at = `${prefix}${pathOf(task)}/`;
    const given = { graph: own, prefix: at, around: [...around, graph], words: [...words, ...wordsOf(task)] };
    inner.set(task, instanceOf({ ...given, budget, parameter }));
  }
  return instance;
}

/** The key of a task with those of the groups that it is in. */
export const pathOf = (place: Place): string =>
  wayTo(place)
    .slice(1)
    .map((at) => ("component" in at ? at.id : groupName(at)))
    .join("/");

/** The conditions and loops that a task is in, in the words of the text. */
export function wordsOf(task: Task): readonly string[] {
  const groups = wayTo(task).flatMap((place) => ("component" in place ? [] : (place.words ?? [])));
  return [...groups, ...task.words];
}

/** Ids of everything that a pipeline executes. */
export function* idsIn(instance: Instance): Generator<string> {
  for (const task of instance.graph.tasks) yield* idsOf(instance, task);
}

/** Ids of what a task executes: its own, or those of the pipeline that it is. */
export function* idsOf(instance: Instance, task: Task): Generator<string> {
  const inner = instance.inner.get(task);
  if (inner) yield* idsIn(inner);
  else yield instance.prefix + pathOf(task);
}

/** Who makes what a channel carries, over the borders of pipelines. */
export function makersOf(instance: Instance, channel: Channel): readonly Maker[] {
  if (channel.from === "parameter") return instance.parameter(channel.name);
  if (channel.from !== "task") return channel.of.flatMap((of) => makersOf(instance, of));
  const { task, output } = channel;
  const inner = instance.inner.get(task);
  if (!inner) return [{ node: instance.prefix + pathOf(task), output }];
  return (inner.graph.outputs.get(output) ?? []).flatMap((of) => makersOf(inner, of));
}
