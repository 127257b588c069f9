import type { FunctionStatement } from "../python/ast.ts";
import { type Frame, type Machine, placeOf } from "../tfxPython/machine.ts";
import type { FunctionValue, Place } from "../tfxPython/values.ts";
import { type Hint, hintOf, nameOf } from "./annotations.ts";
import { fieldsOf } from "./fields.ts";
import { topFrame } from "./frames.ts";
import type { Component, Port } from "./values.ts";

/** The key of a component's only result (`SINGLE_OUTPUT_NAME` of the SDK). */
export const singleOutput = "Output";

/** Results of a container's function: how it is run, no output. */
const containerSpecs = /^(?:ContainerSpec|ContainerOp)$/;

/** What a function's signature says of the component that a decorator makes of it (`extract_component_interface` of the SDK). */
export function componentOf(machine: Machine, value: FunctionValue, keyOf?: KeyOf): Component | null {
  const { definition } = value;
  if (definition.type !== "function") return null;
  const frame = topFrame(value);
  const { inputs, outputs } = portsOf(machine, frame, definition, keyOf);
  return {
    name: definition.name,
    title: definition.name,
    inputs,
    outputs,
    outputsOpen: makesContainer(definition),
    operatorKind: null,
    isImporter: false,
    function: value,
    pipeline: null,
  };
}

/** A component of the SDK's first version: its outputs are those of the container that its function returns. */
const makesContainer = ({ body, returns }: FunctionStatement): boolean =>
  returns === null &&
  body.statements.some(
    (statement) =>
      (statement.type === "return" || statement.type === "assign") &&
      statement.value?.type === "call" &&
      nameOf(statement.value.callee) === "ContainerOp",
  );

/** The key of an input or output after the parameter that it is handed over by. */
type KeyOf = (name: string, hint: Hint) => string;

/** The SDK's first version takes `_path` and `_file` off the names of what is handed over as a file. */
export const withoutSuffixes: KeyOf = (name, { direction }) =>
  direction === "plain" ? name : name.replace(/_path$/, "").replace(/_file$/, "");

/** The inputs and outputs that a function's signature declares. */
export function portsOf(
  machine: Machine,
  frame: Frame,
  definition: FunctionStatement,
  keyOf: KeyOf = (name) => name,
): { readonly inputs: readonly Port[]; readonly outputs: readonly Port[] } {
  const inputs: Port[] = [];
  const outputs: Port[] = [];
  for (const parameter of definition.parameters) {
    if (parameter.star !== "" || parameter.name === "") continue;
    const { annotation, name } = parameter;
    const hint = hintOf(machine, frame, annotation);
    const place = placeOf(frame, { from: parameter.from, to: parameter.from + name.length });
    if (hint.direction === "output") outputs.push(portOf(keyOf(name, hint), hint, false, place));
    else if (!isGiven(annotation)) inputs.push(portOf(keyOf(name, hint), hint, parameter.default !== null, place));
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
