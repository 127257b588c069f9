import type { DefinitionProblem, NodeInput, NodeOutput } from "../../model/definition.ts";
import { innerSpan } from "../yaml/tree.ts";
import type { Makers } from "./makers.ts";
import type { Component, Dags } from "./model.ts";
import type { Frame, Place } from "./places.ts";

/** What the node of a place reads: an input for each that may make it, one without a maker where it comes from outside. */
export function inputsOf(dags: Dags, makers: Makers, { task, component, frame }: Place): NodeInput[] {
  return [...task.inputs.values()].flatMap((input): NodeInput[] => {
    const { key, carries, source, value } = input;
    if (source.kind === "constant" || source.kind === "open") return [];
    const type = component?.inputs.get(key.text)?.type ?? null;
    const one = { key: key.text, carries, type, location: dags.locate(value) };
    const found = makers.ofSource(frame, source);
    if (found.length === 0) return [{ ...one, from: null }];
    return found.map(({ node, output }) => ({ ...one, from: { node, output } }));
  });
}

/** What a component declares to write. */
export const outputsOf = (dags: Dags, component: Component | null): NodeOutput[] =>
  [...(component?.outputs ?? [])].map(([key, { carries, type, key: scalar }]) => ({
    key,
    carries,
    type,
    location: dags.locate(innerSpan(scalar)),
  }));

/** Longer conditions are cut, characters. */
const maxCondition = 1000;

/** Conditions and loops of the task and of the dags around it, the outermost first. */
export function conditionOf({ task, frame }: Place): string | null {
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
export function missingInputs(dags: Dags, { task, component, id }: Place): DefinitionProblem[] {
  if (!component) return [];
  return [...component.inputs].flatMap(([name, { required, carries }]): DefinitionProblem[] => {
    if (!required || task.inputs.has(name) || task.iterator?.item === name) return [];
    const message = `\`${id}\` is not given the ${carries} \`${name.slice(0, 200)}\`, which its component asks for. Give it under \`inputs\`, or make it optional.`;
    return [{ code: "missing-input", message, location: dags.locate(innerSpan(task.key)) }];
  });
}
