import type {
  DefinitionNode,
  NodeArgument,
  NodeGroup,
  NodeInput,
  NodeOutput,
  NodeReference,
} from "../../model/definition.ts";
import { locationOf } from "../python/source.ts";
import type { OpenQuestion } from "../tfxPython/machine.ts";
import { kindOf } from "./kinds.ts";
import { type Dependencies, dependenciesOf, type Place, wayTo } from "./order.ts";
import { groupName } from "./state.ts";
import type { Channel, Graph, Task, TaskInput } from "./values.ts";

/** A pipeline's nodes with their groups, and what is wrong in it and in the pipelines that it calls. */
export interface BuiltNodes {
  readonly nodes: readonly DefinitionNode[];
  readonly groups: readonly NodeGroup[];
  readonly questions: readonly OpenQuestion[];
}

/** Tasks of one pipeline with those of the pipelines in it, at most: each call makes all of them anew. */
const maxPlaces = 5000;
/** Pipelines within pipelines. */
const maxDepth = 12;

/** One output of one node. */
interface Maker {
  readonly node: string;
  readonly output: string;
}

/** A pipeline where it is used: at the top, or as a task of another. */
interface Instance {
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

/** Builds the nodes of a pipeline: those of pipelines in it at each place where one is called, ids the keys on the way. */
export function buildNodes(graph: Graph): BuiltNodes {
  const nodes: DefinitionNode[] = [];
  const groups = new Map<string, string[]>();
  const questions: OpenQuestion[] = [];
  const budget: Budget = { places: 0 };
  const whole = instanceOf({ graph, prefix: "", around: [], words: [], budget, parameter: () => [] });
  build(whole, { nodes, groups, questions });
  const [first] = graph.tasks;
  if (first && budget.places > maxPlaces) {
    const message = `Pipelines in this one make more than ${maxPlaces} nodes, so those further in are not shown.`;
    questions.push({ code: "not-determined", message, place: { source: first.source, span: first.nameSpan } });
  }
  return {
    nodes,
    groups: [...groups].map(([id, inside]) => ({ id, nodes: inside })),
    questions: questions.filter((question, index) => questions.indexOf(question) === index),
  };
}

interface Budget {
  places: number;
}

type Asked = Pick<Instance, "graph" | "prefix" | "words" | "parameter"> & {
  /** Pipelines that it is in. */
  readonly around: readonly Graph[];
  readonly budget: Budget;
};

function instanceOf({ budget, around, ...asked }: Asked): Instance {
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
const pathOf = (place: Place): string =>
  wayTo(place)
    .slice(1)
    .map((at) => ("component" in at ? at.id : groupName(at)))
    .join("/");

interface Built {
  readonly nodes: DefinitionNode[];
  readonly groups: Map<string, string[]>;
  readonly questions: OpenQuestion[];
}

/** Ids of nodes that a node waits for, a list for each place that it names. */
type Waits = readonly (readonly string[])[];

function build(instance: Instance, built: Built, ahead: Waits = []): void {
  built.questions.push(...instance.graph.questions);
  const waits = waitsIn(instance, ahead);
  for (const task of instance.graph.tasks) {
    const inner = instance.inner.get(task);
    if (inner) build(inner, built, waits(task));
    else built.nodes.push(nodeOf(instance, task, waits(task)));
    const id = instance.prefix + pathOf(task);
    const inside = inner ? [...idsIn(inner)] : [id];
    for (const group of [...groupsAbove(instance, task), ...(inner ? [id] : [])]) {
      const known = built.groups.get(group);
      if (known) known.push(...inside);
      else built.groups.set(group, [...inside]);
    }
  }
}

const groupsAbove = (instance: Instance, task: Task): readonly string[] =>
  wayTo(task)
    .slice(1, -1)
    .map((group) => instance.prefix + pathOf(group));

/** Ids of everything that a pipeline executes. */
function* idsIn(instance: Instance): Generator<string> {
  for (const task of instance.graph.tasks) yield* idsOf(instance, task);
}

function* idsOf(instance: Instance, task: Task): Generator<string> {
  const inner = instance.inner.get(task);
  if (inner) yield* idsIn(inner);
  else yield instance.prefix + pathOf(task);
}

/** Ids below a place, up to this many. */
const maxInside = 500;

/**
 * What a task waits for: what it depends on itself, else what the group around it does, and so on outward. A group stands for all of
 * its nodes; the same rule as for compiled pipelines.
 */
function waitsIn(instance: Instance, ahead: Waits): (task: Task) => Waits {
  const { dependencies, graph } = instance;
  const expanded = new Map<Place, readonly string[]>();
  const inside = (place: Place): readonly string[] => {
    const known = expanded.get(place);
    if (known) return known;
    const tasks = "component" in place ? [place] : graph.tasks.filter((task) => wayTo(task).includes(place));
    const ids = tasks.flatMap((task) => [...idsOf(instance, task)]).slice(0, maxInside);
    expanded.set(place, ids);
    return ids;
  };
  return (task) => {
    for (const place of wayTo(task).slice(1).toReversed()) {
      const own = dependencies.get(place);
      if (own && own.size > 0) return [...own].map(inside);
    }
    return ahead;
  };
}

/** Who makes what a channel carries, over the borders of pipelines. */
function makersOf(instance: Instance, channel: Channel): readonly Maker[] {
  if (channel.from === "parameter") return instance.parameter(channel.name);
  if (channel.from !== "task") return channel.of.flatMap((of) => makersOf(instance, of));
  const { task, output } = channel;
  const inner = instance.inner.get(task);
  if (!inner) return [{ node: instance.prefix + pathOf(task), output }];
  return (inner.graph.outputs.get(output) ?? []).flatMap((of) => makersOf(inner, of));
}

function nodeOf(instance: Instance, task: Task, waits: Waits): DefinitionNode {
  const { component, source } = task;
  const id = instance.prefix + pathOf(task);
  const inputs = inputsOf(instance, task);
  const given = new Set(inputs.flatMap(({ from }) => from?.node ?? []));
  const after = new Set(waits.filter((ids) => !ids.some((other) => given.has(other))).flat());
  after.delete(id);
  const words = [...instance.words, ...wordsOf(task)];
  return {
    id,
    type: component.title,
    ...kindOf(component),
    location: locationOf(source, task.span),
    nameRange: source.lines.range(task.nameSpan),
    variable: task.variable,
    inputs,
    after: [...after],
    outputs: outputsOf(task),
    caching: task.caching && {
      enabled: task.caching.enabled,
      location: locationOf(task.caching.place.source, task.caching.place.span),
    },
    idLocations: [],
    arguments: argumentsOf(task),
    references: task.references.map(
      ({ role, output, source: from, span }): NodeReference => ({ role, output, location: locationOf(from, span) }),
    ),
    condition: words.length > 0 ? cut([...new Set(words)].join(" and "), 300) : null,
  };
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** The conditions and loops that a task is in, in the words of the text. */
function wordsOf(task: Task): readonly string[] {
  const groups = wayTo(task).flatMap((place) => ("component" in place ? [] : (place.words ?? [])));
  return [...groups, ...task.words];
}

function inputsOf(instance: Instance, task: Task): NodeInput[] {
  const inputs = new Map<string, NodeInput>();
  for (const input of task.inputs) {
    for (const channel of input.channels) {
      const makers = makersOf(instance, channel);
      for (const from of makers.length > 0 ? makers : [null]) {
        const key = `${input.key}\n${from?.node ?? ""}\n${from?.output ?? ""}`;
        if (!inputs.has(key)) inputs.set(key, inputOf(input, channel, from));
      }
    }
  }
  return [...inputs.values()];
}

const inputOf = ({ key, port, place, composed }: TaskInput, channel: Channel, from: Maker | null): NodeInput => {
  const carries = composed ? "parameter" : (port?.carries ?? channel.carries ?? "artifact");
  return {
    key,
    carries,
    type: carries === "artifact" ? (port?.type ?? null) : null,
    from,
    location: locationOf(place.source, place.span),
  };
};

function outputsOf({ component, usedOutputs }: Task): NodeOutput[] {
  const declared = (component.outputs ?? []).map(
    ({ key, carries, type, place }): NodeOutput => ({
      key,
      carries,
      type,
      location: place && locationOf(place.source, place.span),
    }),
  );
  if (component.outputs && !component.outputsOpen) return declared;
  const used = [...usedOutputs].filter(([key]) => !declared.some((output) => output.key === key));
  return [...declared, ...used.map(([key, carries]): NodeOutput => ({ key, carries, type: null, location: null }))];
}

const argumentsOf = (task: Task): NodeArgument[] =>
  task.arguments.map(({ name, star, place: { source, span } }, index) => ({
    name: name ?? (star || String(index)),
    text: source.text.slice(span.from, Math.min(span.to, span.from + 2000)),
    location: locationOf(source, span),
  }));
