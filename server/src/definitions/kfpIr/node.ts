import type { DefinitionNode, DefinitionProblem, NodeInput, NodeOutput } from "../../model/definition.ts";
import { innerSpan, type YamlScalar } from "../yaml/tree.ts";
import { argumentOf, type Executor, executorOf } from "./executor.ts";
import { fieldEntry } from "./fields.ts";
import { kindOf } from "./kind.ts";
import type { Makers } from "./makers.ts";
import type { Frame, Place } from "./places.ts";
import type { Component, Spec, TaskInput } from "./spec.ts";
import { idLocationsOf, referencesOf, type Use } from "./uses.ts";

/** What a node's making needs of its specification. */
export interface Context {
  readonly spec: Spec;
  readonly makers: Makers;
  /** Executors by label: components share them. */
  readonly executors: Map<string, Executor>;
  /** TFX compiled the specification: its components' names are TFX's. */
  readonly tfx: boolean;
}

/** The node of a place that is executed, what it waits for (`after`) left out. */
export function nodeOf(context: Context, place: Place, uses: readonly Use[]): DefinitionNode {
  const { spec } = context;
  const { task, component, frame } = place;
  const executor = executorFor(context, component?.executor ?? null);
  const type = typeOf(component, task.component, task.key.text);
  const inputs = inputsOf(context, place);
  const outputs = outputsOf(spec, component);
  const { kind, guessed } = kindOf({
    names: [type, task.key.text, imageName(executor.image)],
    tfxType: tfxTypeOf(context, executor, type),
    executor: executor.sort,
    inputTypes: inputs.map((input) => (input.carries === "artifact" ? input.type : null)),
    outputTypes: outputs.map((output) => (output.carries === "artifact" ? output.type : null)),
  });
  return {
    id: place.id,
    type,
    kind,
    kindGuessed: guessed,
    location: spec.locate(task.entry),
    nameRange: spec.locate(innerSpan(task.key)).range,
    variable: null,
    inputs,
    after: [],
    outputs,
    caching: task.caching,
    idLocations: frame.parent ? [] : idLocationsOf(spec, task, uses),
    arguments: [...executor.arguments, ...argumentsOf(spec, place)],
    references: referencesOf(spec, uses),
    condition: conditionOf(place),
  };
}

export function executorFor({ spec, executors }: Context, label: string | null): Executor {
  const key = label ?? "";
  let executor = executors.get(key);
  if (!executor) {
    executor = executorOf(spec, label);
    executors.set(key, executor);
  }
  return executor;
}

const typeOf = (component: Component | null, name: YamlScalar | null, key: string): string =>
  (component?.name ?? name?.text ?? key).replace(/^comp-/, "");

/** The class's package says the component (`tfx.components.trainer.executor.Executor`: the component's name is the task's). */
const tfxTypeOf = ({ tfx }: Context, executor: Executor, type: string): string | null =>
  tfx || executor.tfxClass !== null ? (type.split(/[-.]/)[0] ?? type) : null;

const imageName = (image: YamlScalar | null): string =>
  /([^/:@]+)(?::[^/]*)?(?:@.*)?$/.exec(image?.text.slice(0, 500) ?? "")?.[1] ?? "";

function inputsOf({ spec, makers }: Context, { task, component, frame }: Place): NodeInput[] {
  return [...task.inputs.values()].flatMap((input): NodeInput[] => {
    const { key, carries, source, value } = input;
    if (source.kind === "constant" || source.kind === "open") return [];
    const type = component?.inputs.get(key.text)?.type ?? null;
    const one = { key: key.text, carries, type, location: spec.locate(value) };
    const found = makers.ofSource(frame, source);
    if (found.length === 0) return [{ ...one, from: null }];
    return found.map(({ node, output }) => ({ ...one, from: { node, output } }));
  });
}

const outputsOf = (spec: Spec, component: Component | null): NodeOutput[] =>
  [...(component?.outputs ?? [])].map(([key, { carries, type, key: scalar }]) => ({
    key,
    carries,
    type,
    location: spec.locate(innerSpan(scalar)),
  }));

/** Constants that the task is given, and how it is run again. */
function argumentsOf(spec: Spec, { task }: Place): DefinitionNode["arguments"] {
  const constants = [...task.inputs.values()].flatMap(({ key, source }: TaskInput) =>
    source.kind === "constant"
      ? argumentOf(spec, { key, value: source.value, from: key.from, to: source.value.to })
      : [],
  );
  const policies = ["retryPolicy", "iteratorPolicy"].flatMap((name) => fieldEntry(task.entry.value, name) ?? []);
  return [...constants, ...policies.map((entry) => argumentOf(spec, entry))];
}

/** Longer conditions are cut, characters. */
const maxCondition = 1000;

/** Conditions and loops of the task and of the dags around it, the outermost first. */
function conditionOf({ task, frame }: Place): string | null {
  const words: string[] = [];
  const add = (one: Place["task"]): void => {
    if (one.iterator) words.unshift(one.iterator.words);
    if (one.condition) words.unshift(one.condition.text);
  };
  add(task);
  for (let at: Frame | null = frame; at; at = at.parent) if (at.task) add(at.task);
  const text = words.join(" and ");
  if (text === "") return null;
  return text.length > maxCondition ? `${text.slice(0, maxCondition - 1)}…` : text;
}

/** Inputs that the component cannot run without and that its task does not give it. */
export function missingInputs(spec: Spec, { task, component, id }: Place): DefinitionProblem[] {
  if (!component) return [];
  return [...component.inputs].flatMap(([name, { required, carries }]): DefinitionProblem[] => {
    if (!required || task.inputs.has(name) || task.iterator?.item === name) return [];
    const message = `\`${id}\` is not given the ${carries} \`${name.slice(0, 200)}\`, which its component asks for. Give it under \`inputs\`, or make it optional.`;
    return [{ code: "missing-input", message, location: spec.locate(innerSpan(task.key)) }];
  });
}
