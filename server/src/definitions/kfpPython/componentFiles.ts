import type { Carries } from "../../model/definition.ts";
import { readYaml } from "../yaml/read.ts";
import { booleanOf, childAt, childOf, entriesOf, itemsOf, textOf, type YamlNode } from "../yaml/tree.ts";
import { typeOfName } from "./annotations.ts";
import { fitName, pythonKey } from "./names.ts";
import type { Component, Port } from "./values.ts";

/** Longer component files are not read. */
const maxLength = 2_000_000;

/** The component that a component file declares, in the first version's format or compiled; null where the text is neither. */
export function readComponent(text: string): Component | null {
  if (text.length > maxLength) return null;
  const [document] = readYaml(text).documents;
  if (!document) return null;
  return compiledComponent(document) ?? writtenComponent(document);
}

/** A compiled component or pipeline (`pipelineInfo`, `root`). */
function compiledComponent(document: YamlNode): Component | null {
  const name = textOf(childAt(document, "pipelineInfo", "name"));
  const root = childOf(document, "root");
  if (name === null || !root) return null;
  const { inputs, outputs } = {
    inputs: childOf(root, "inputDefinitions"),
    outputs: childOf(root, "outputDefinitions"),
  };
  return componentOf(name, [...definedPorts(inputs)], [...definedPorts(outputs)]);
}

function* definedPorts(definitions: YamlNode | null): Generator<Port> {
  for (const { key, value } of entriesOf(childOf(definitions, "artifacts"))) {
    yield portOf(key.text, "artifact", textOf(childAt(value, "artifactType", "schemaTitle")), isOptional(value));
  }
  for (const { key, value } of entriesOf(childOf(definitions, "parameters"))) {
    yield portOf(key.text, "parameter", textOf(childOf(value, "parameterType")), isOptional(value));
  }
}

/** What may be left out; what the backend gives itself always may. */
const isOptional = (node: YamlNode): boolean =>
  textOf(childOf(node, "parameterType")) === "TASK_FINAL_STATUS" ||
  booleanOf(childOf(node, "isOptional")) === true ||
  childOf(node, "defaultValue") !== null;

/** A component file as people write it (`name`, `inputs`, `outputs`, `implementation`). */
function writtenComponent(document: YamlNode): Component | null {
  if (!childOf(document, "implementation")) return null;
  const name = textOf(childOf(document, "name")) ?? "component";
  const ports = (key: string): Port[] =>
    itemsOf(childOf(document, key)).flatMap((item): Port[] => {
      const written = textOf(childOf(item, "name"));
      if (written === null) return [];
      const type = textOf(childOf(item, "type"));
      const hint = type === null ? { carries: "artifact" as const, type: null } : typeOfName(type);
      const given = hint.type === "TASK_FINAL_STATUS";
      const optional = given || booleanOf(childOf(item, "optional")) === true || childOf(item, "default") !== null;
      return [portOf(pythonKey(written), hint.carries, hint.type, optional)];
    });
  return componentOf(name, requiredFirst(ports("inputs")), ports("outputs"));
}

/** Inputs in the order in which a call gives them without names: as in Python, what may be left out comes last (the SDK's first version). */
const requiredFirst = (inputs: readonly Port[]): readonly Port[] => [
  ...inputs.filter(({ optional }) => !optional),
  ...inputs.filter(({ optional }) => optional),
];

const portOf = (key: string, carries: Carries, type: string | null, optional: boolean): Port => ({
  key,
  carries,
  type,
  optional,
  place: null,
});

const componentOf = (name: string, inputs: readonly Port[], outputs: readonly Port[]): Component => ({
  name: fitName(name),
  title: name,
  inputs,
  outputs,
  outputsOpen: false,
  operatorKind: null,
  isImporter: false,
  function: null,
  pipeline: null,
});
