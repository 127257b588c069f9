import type { DefinitionNode, NodeInput, NodeOutput, NodeReference } from "../../model/definition.ts";
import { lastPart } from "../../model/operatorKind.ts";
import { firstGuess } from "./commands.ts";
import type { Step, StepParameter } from "./steps.ts";

/**
 * Steps as nodes, each after the one before it, because `mlflow.run` waits. A step that runs an entry point of the project itself is that
 * node. A parameter `<name>:<version>` reads what an earlier step names as the artifact that it writes.
 */
export function withSteps(entries: readonly DefinitionNode[], steps: readonly Step[]): DefinitionNode[] {
  const nodes = new Map(entries.map((node) => [node.id, node]));
  const makers = new Map<string, string>();
  let before: string | null = null;
  for (const step of steps) {
    const known = nodes.get(step.id);
    if (step.own && !known) continue;
    const isNew = !known;
    const node = known ?? stepNode(step);
    const inputs = inputsOf(step, makers);
    const given = new Set(inputs.flatMap(({ from }) => (from ? [from.node] : [])));
    const waits = before !== null && before !== step.id && !given.has(before) && !node.after.includes(before);
    nodes.set(step.id, {
      ...node,
      inputs: known ? filledInputs(known.inputs, inputs) : inputs,
      after: waits && before !== null ? [...node.after, before] : node.after,
      outputs: distinct([...node.outputs, ...outputsOf(step)]),
      condition: node.condition ?? step.condition,
      references: isNew ? node.references : [...node.references, referenceTo(step)],
      idLocations: known && step.entryLocation ? [...node.idLocations, step.entryLocation] : node.idLocations,
    });
    for (const { key } of outputsOf(step)) makers.set(key, step.id);
    if (!step.detached) before = step.id;
  }
  return [...nodes.values()];
}

const referenceTo = ({ location, nameRange }: Step): NodeReference => ({
  role: "other",
  output: null,
  location: { uri: location.uri, range: nameRange },
});

function stepNode(step: Step): DefinitionNode {
  const guess = firstGuess([step.id.slice(step.id.lastIndexOf("/") + 1), step.id]);
  return {
    id: step.id,
    type: lastPart(step.id.slice(step.id.lastIndexOf("/") + 1)),
    kind: guess ?? "other",
    kindGuessed: guess !== null,
    location: step.location,
    nameRange: step.nameRange,
    variable: null,
    inputs: [],
    after: [],
    outputs: [],
    caching: null,
    idLocations: [],
    arguments: step.parameters.map(({ name, text, location }) => ({ name, text, location })),
    references: [],
    condition: step.condition,
  };
}

/** Parameters that name the artifact that a step writes. */
const namesOutput = ({ name, value }: StepParameter): boolean =>
  value !== null && value !== "" && /(?:^|_)(?:artifact_name|output_artifact|output_name)$/.test(name);

const outputsOf = ({ parameters }: Step): NodeOutput[] =>
  parameters.filter(namesOutput).map(({ value, location }) => ({
    key: value ?? "",
    carries: "artifact",
    type: null,
    location,
  }));

function inputsOf({ id, parameters }: Step, makers: ReadonlyMap<string, string>): NodeInput[] {
  return parameters
    .filter((parameter) => !namesOutput(parameter))
    .map(({ name, value, location }) => {
      const [artifact = ""] = /^[^:]+(?=:[^:/]+$)/.exec(value ?? "") ?? [];
      const maker = makers.get(artifact);
      const from = maker !== undefined && maker !== id ? { node: maker, output: artifact } : null;
      return { key: name, carries: from ? "artifact" : "parameter", type: null, from, location };
    });
}

/** The declared inputs, those that a step gives with where they come from. */
const filledInputs = (declared: readonly NodeInput[], given: readonly NodeInput[]): NodeInput[] => [
  ...declared.map((input) => given.find(({ key, from }) => key === input.key && from) ?? input),
  ...given.filter(({ key }) => !declared.some((input) => input.key === key)),
];

const distinct = (outputs: readonly NodeOutput[]): NodeOutput[] =>
  outputs.filter(({ key }, index) => outputs.findIndex((other) => other.key === key) === index);
