import type { FunctionStatement } from "../python/ast.ts";
import { type Frame, type Machine, placeOf } from "../tfxPython/machine.ts";
import type { FunctionValue, Place } from "../tfxPython/values.ts";
import { type Hint, hintOf } from "./annotations.ts";
import { fieldsOf } from "./fields.ts";
import { topFrame } from "./frames.ts";
import type { Component, Port } from "./values.ts";

/** The key of a component's only result (`SINGLE_OUTPUT_NAME` of the SDK). */
export const singleOutput = "Output";

/** Results of a container's function: how it is run, no output. */
const containerSpecs = /^(?:ContainerSpec|ContainerOp)$/;

/** What a function's signature says of the component that a decorator makes of it (`extract_component_interface` of the SDK). */
export function componentOf(machine: Machine, value: FunctionValue, title: string | null = null): Component | null {
  const { definition } = value;
  if (definition.type !== "function") return null;
  const frame = topFrame(value);
  const { inputs, outputs } = portsOf(machine, frame, definition);
  return {
    name: title ?? definition.name,
    title: definition.name,
    inputs,
    outputs,
    outputsOpen: false,
    operatorKind: null,
    isImporter: false,
    function: value,
    pipeline: null,
  };
}

/** The inputs and outputs that a function's signature declares. */
export function portsOf(
  machine: Machine,
  frame: Frame,
  definition: FunctionStatement,
): { readonly inputs: readonly Port[]; readonly outputs: readonly Port[] } {
  const inputs: Port[] = [];
  const outputs: Port[] = [];
  for (const parameter of definition.parameters) {
    if (parameter.star !== "" || parameter.name === "") continue;
    const { annotation, name } = parameter;
    const hint = hintOf(machine, frame, annotation);
    const place = placeOf(frame, { from: parameter.from, to: parameter.from + name.length });
    if (hint.direction === "output") outputs.push(portOf(name, hint, false, place));
    else if (!isGiven(annotation)) inputs.push(portOf(name, hint, parameter.default !== null, place));
  }
  return { inputs, outputs: [...outputs, ...resultsOf(machine, frame, definition)] };
}

const portOf = (key: string, { carries, type }: Hint, optional: boolean, place: Place): Port => ({
  key,
  carries,
  type,
  optional,
  place,
});

/** What the backend gives itself (`PipelineTaskFinalStatus`, `TaskConfig`, `EmbeddedInput[…]`). */
function isGiven(annotation: FunctionStatement["parameters"][number]["annotation"]): boolean {
  if (annotation?.type === "subscript") return isGiven(annotation.object);
  const name = annotation?.type === "attribute" ? annotation.name : annotation?.type === "name" ? annotation.name : "";
  return /^(?:PipelineTaskFinalStatus|TaskConfig|EmbeddedInput)$/.test(name);
}

function resultsOf(machine: Machine, frame: Frame, definition: FunctionStatement): readonly Port[] {
  const { returns } = definition;
  if (!returns || (returns.type === "word" && returns.value === null)) return [];
  const last = returns.type === "attribute" ? returns.name : returns.type === "name" ? returns.name : "";
  if (containerSpecs.test(last)) return [];
  const fields = fieldsOf(machine, frame, returns);
  if (fields) return fields.map(({ key, hint, place }) => portOf(key, hint, false, place));
  const place = placeOf(frame, returns);
  return [portOf(singleOutput, hintOf(machine, frame, returns), false, place)];
}
