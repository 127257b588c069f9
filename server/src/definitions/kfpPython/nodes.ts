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
import {
  type Budget,
  type Instance,
  idsIn,
  instanceOf,
  type Maker,
  makersOf,
  maxPlaces,
  pathOf,
  wordsOf,
} from "./instances.ts";
import { kindOf } from "./kinds.ts";
import { wayTo } from "./order.ts";
import type { Channel, Graph, Task, TaskInput } from "./values.ts";
import { type Waits, waitsIn } from "./waits.ts";

/** A pipeline's nodes with their groups, and what is wrong in it and in the pipelines that it calls. */
export interface BuiltNodes {
  readonly nodes: readonly DefinitionNode[];
  readonly groups: readonly NodeGroup[];
  readonly questions: readonly OpenQuestion[];
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

interface Built {
  readonly nodes: DefinitionNode[];
  readonly groups: Map<string, string[]>;
  readonly questions: OpenQuestion[];
}

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
