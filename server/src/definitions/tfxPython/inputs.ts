import type { NodeArgument, NodeInput } from "../../model/definition.ts";
import { locationOf } from "../python/source.ts";
import { type Carried, carried } from "./channels.ts";
import { isNone } from "./choices.ts";
import type { Conditions } from "./conditions.ts";
import type { Machine, OpenQuestion } from "./machine.ts";
import type { GivenArgument, Made, Maker, Place } from "./values.ts";

/** How makers are found among a pipeline's nodes. */
export interface Nodes {
  /** Id of the node that a component is; null where it is none of this pipeline's. */
  idOf(made: Made): string | null;
  /** It is a node of another pipeline. */
  isElsewhere(made: Made): boolean;
}

/** An argument under the name of its parameter. */
interface NamedArgument extends GivenArgument {
  readonly parameter: string;
}

const maxText = 2000;

/** Arguments as written, positional ones by their parameter's name where it is known. */
export function argumentsOf(made: Made): NodeArgument[] {
  return named(made).map(({ parameter, place }) => ({
    name: parameter,
    text: place.source.text.slice(place.span.from, Math.min(place.span.to, place.span.from + maxText)),
    location: locationOf(place.source, place.span),
  }));
}

function named(made: Made): NamedArgument[] {
  let position = 0;
  return made.arguments.flatMap((argument) => {
    if (argument.star !== "") return [];
    const index = argument.name === null ? position++ : 0;
    const parameter = argument.name ?? made.class.standard?.parameters[index] ?? `#${index}`;
    return [{ ...argument, parameter }];
  });
}

/** The input channels of a component, one entry for each possible maker, and what is wrong with them. */
export function inputsOf(
  machine: Machine,
  made: Made,
  conditions: Conditions,
  nodes: Nodes,
): { inputs: NodeInput[]; questions: OpenQuestion[] } {
  const inputs: NodeInput[] = [];
  const questions: OpenQuestion[] = [];
  const put = (key: string, maker: Maker | null, place: Place): void => {
    const node = maker?.made ? nodes.idOf(maker.made) : null;
    if (maker?.made) questions.push(...problemsOf(made, key, maker.made, maker.output, node, nodes, place));
    const from = node === null || !maker ? null : { node, output: maker.output };
    const same = inputs.some(
      (other) => other.key === key && other.from?.node === from?.node && other.from?.output === from?.output,
    );
    if (!same)
      inputs.push({ key, carries: "artifact", type: null, from, location: locationOf(place.source, place.span) });
  };
  for (const argument of named(made)) {
    const { parameter, value, place } = argument;
    const key = made.class.standard?.renamed?.[parameter] ?? parameter;
    const found = carried(machine, value);
    for (const maker of found.makers) put(key, maker, place);
    for (const component of found.components) put(key, { made: component, output: onlyOutput(component, key) }, place);
    putImplicit(found, nodes, put, place);
    const any = found.makers.length + found.components.length + found.placeholders.length > 0;
    if (!any && !isNone(value) && isInput(made, parameter, key)) put(key, null, place);
  }
  for (const { predicate, place } of conditions) {
    if (predicate) putImplicit(carried(machine, predicate), nodes, put, place);
  }
  return { inputs, questions: [...questions, ...missingInputs(made)] };
}

/** Inputs that a standard component cannot do without, where the call is whole and no other keyword may be the input's name in another version. */
function missingInputs(made: Made): OpenQuestion[] {
  const { standard } = made.class;
  if (!standard?.required || !made.closed || made.arguments.some(({ star }) => star !== "")) return [];
  const given = named(made).map(({ parameter }) => standard.renamed?.[parameter] ?? parameter);
  const known = new Set([...standard.inputs, ...standard.parameters]);
  const isOther = ({ name, value: { type } }: GivenArgument): boolean =>
    name !== null && !known.has(name) && type !== "constant" && type !== "sequence" && type !== "mapping";
  if (made.arguments.some(isOther)) return [];
  const place = { source: made.source, span: made.nameSpan };
  return standard.required
    .filter((key) => !given.includes(key))
    .map((key) => ({ code: "missing-input", message: `${made.class.name} cannot do without \`${key}\`.`, place }));
}

/** What a predicate or an execution property looks into is read under the key that TFX gives it: `_Evaluator.blessing`. */
function putImplicit(
  found: Carried,
  nodes: Nodes,
  put: (key: string, maker: Maker, place: Place) => void,
  place: Place,
): void {
  for (const maker of found.placeholders) {
    if (!maker.made) continue;
    const id = nodes.idOf(maker.made) ?? maker.made.class.name;
    put(`_${id.slice(id.lastIndexOf("/") + 1)}.${maker.output}`, maker, place);
  }
}

function isInput(made: Made, parameter: string, key: string): boolean {
  const { standard } = made.class;
  if (!standard) return false;
  return standard.inputs.includes(key) || (standard.passesOn === true && !standard.parameters.includes(parameter));
}

/** The output that is meant where a component is handed over whole. */
function onlyOutput(made: Made, key: string): string {
  const outputs = outputsOf(made);
  const [only] = outputs;
  if (outputs.length === 1 && only !== undefined) return only;
  return outputs.includes(key) ? key : "";
}

/** Keys of outputs: those of the class, then those that are used beside them. */
export function outputsOf(made: Made): string[] {
  const { standard } = made.class;
  const declared = [...(standard?.outputs ?? [])];
  if (standard?.passesOn) {
    for (const { name } of made.arguments)
      if (name !== null && !standard.parameters.includes(name)) declared.push(name);
  }
  const key = made.arguments.find(({ name }) => name === "output_key")?.value;
  if (made.name.startsWith("Importer") && key?.type === "constant" && key.value !== null) {
    declared.splice(0, declared.length, String(key.value));
  }
  return [...new Set([...declared, ...made.usedOutputs])];
}

function problemsOf(
  made: Made,
  key: string,
  maker: Made,
  output: string,
  node: string | null,
  nodes: Nodes,
  place: Place,
): OpenQuestion[] {
  if (node === null && !nodes.isElsewhere(maker)) {
    const message = `${made.class.name} takes \`${key}\` from ${maker.class.name}, which is not among this pipeline's components.`;
    return [{ code: "unknown-node", message, place }];
  }
  if (output === "") {
    return [
      { code: "not-determined", message: `The text does not tell which output of ${maker.class.name} this is.`, place },
    ];
  }
  return unknownOutput(maker, output, place);
}

function unknownOutput(maker: Made, output: string, place: Place): OpenQuestion[] {
  const { standard, name } = maker.class;
  if (!standard || standard.outputs.length === 0 || standard.passesOn || maker.name.startsWith("Importer")) return [];
  if (standard.outputs.includes(output) || standard.formerOutputs?.includes(output)) return [];
  const known = standard.outputs.map((key) => `\`${key}\``).join(", ");
  return [{ code: "unknown-output", message: `${name} has no output \`${output}\`: it has ${known}.`, place }];
}
