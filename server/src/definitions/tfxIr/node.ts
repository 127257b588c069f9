import { artifactKindOfType } from "../../model/artifactKind.ts";
import type { DefinitionNode, NodeArgument, NodeInput, NodeOutput, NodeReference } from "../../model/definition.ts";
import { guessOperatorKind } from "../../model/guessKind.ts";
import type { OperatorKind } from "../../model/kinds.ts";
import { isTfxType, lastPart, operatorKindOfBaseType, operatorKindOfTfxType } from "../../model/operatorKind.ts";
import { entriesOf, fieldOf, fieldsOf, messageAt, type PbEntry, scalarOf } from "../pbtxt/access.ts";
import type { PbMessage } from "../pbtxt/tree.ts";
import { conditionWords, placeholderKeys } from "./condition.ts";
import type { IrFile } from "./context.ts";
import { isResolver, outputKeys, partsOf, producerOf, resolveInput } from "./producers.ts";
import type { IrNode, Scope } from "./scope.ts";

/** What a node takes from the border of the pipeline that it stands in. */
export interface Inherited {
  /** Conditions of the pipeline as a whole, with the inputs that they look at. */
  readonly conditions: readonly string[];
  readonly inputs: readonly NodeInput[];
}

export const nothingInherited: Inherited = { conditions: [], inputs: [] };

/** A node with where it stands. Its `after` and `idLocations` are filled in by those who know the whole pipeline. */
export function buildNode(file: IrFile, scope: Scope, node: IrNode, inherited: Inherited): DefinitionNode {
  const type = messageAt(node.message, "node_info", "type");
  const typeName = scalarOf(type, "name")?.text ?? "";
  const outputs = outputsOf(file, node);
  const own = conditionsOf(file, scope, node);
  const inputs = [...inputsOf(file, scope, node), ...own.inputs, ...inherited.inputs];
  const loops = loopsOf(file, scope, node);
  const conditions = [...inherited.conditions, ...own.conditions];
  return {
    id: scope.prefix + node.localId,
    type: lastPart(typeName),
    ...kindOf(typeName, scalarOf(type, "base_type")?.text ?? "", outputs),
    location: file.locate(node.field.span),
    nameRange: file.locate(node.idScalar?.plain ?? node.idScalar?.span ?? node.field.nameSpan).range,
    variable: null,
    inputs: inputs.filter((input, index) => inputs.findIndex((other) => isSame(input, other)) === index),
    after: [],
    outputs,
    caching: cachingOf(file, node),
    idLocations: [],
    arguments: argumentsOf(file, node),
    references: [],
    condition: [...new Set(conditions), ...loops].join(" and ") || null,
  };
}

const isSame = (left: NodeInput, right: NodeInput): boolean =>
  left.key === right.key && left.from?.node === right.from?.node && left.from?.output === right.from?.output;

const inputsMessage = (node: IrNode): PbMessage | null => messageAt(node.message, "inputs");

function inputsOf(file: IrFile, scope: Scope, node: IrNode): NodeInput[] {
  const parts = partsOf(node);
  // A part of another input is shown as such, unless a parameter looks at it by itself.
  const looked = new Set(placeholderKeys(messageAt(node.message, "parameters")).map(({ text }) => text));
  return node.inputs
    .filter(({ key }) => !parts.has(key) || looked.has(key))
    .filter(({ key }) => !isOnlyForConditions(node, key))
    .flatMap((entry) => inputsOfEntry(file, scope, node, entry));
}

/** Inputs of a border that only its conditions look at are told with those. */
const isOnlyForConditions = (node: IrNode, key: string): boolean =>
  key.startsWith("_") && conditionKeys(node).has(key) && !partsOf(node).has(key);

const knownKeys = new WeakMap<IrNode, ReadonlySet<string>>();

function conditionKeys(node: IrNode): ReadonlySet<string> {
  const before = knownKeys.get(node);
  if (before) return before;
  const keys = entriesOf(inputsMessage(node), "conditionals").flatMap(({ value }) =>
    value.type === "message" ? placeholderKeys(value).map(({ text }) => text) : [],
  );
  const found = new Set(keys);
  knownKeys.set(node, found);
  return found;
}

function inputsOfEntry(file: IrFile, scope: Scope, node: IrNode, entry: PbEntry): NodeInput[] {
  const { producers, type } = resolveInput(file, scope, node, entry);
  const input = { key: entry.key, carries: "artifact", type, location: file.locate(entry.field.span) } as const;
  if (producers.length === 0) return [{ ...input, from: null }];
  return producers.map((producer) => ({
    ...input,
    from: { node: producer.node, output: producer.output },
    location: producer.place ? file.locate(producer.place.plain ?? producer.place.span) : input.location,
  }));
}

/** The conditions of a node, or of a pipeline by its border, with the inputs that only they look at. */
export function conditionsOf(file: IrFile, scope: Scope, node: IrNode): Inherited {
  const conditions: string[] = [];
  for (const { value } of entriesOf(inputsMessage(node), "conditionals")) {
    if (value.type === "message") conditions.push(conditionWords(messageAt(value, "placeholder_expression")));
  }
  const inputs = node.inputs
    .filter(({ key }) => isOnlyForConditions(node, key))
    .flatMap((entry) => inputsOfEntry(file, scope, node, entry));
  return { conditions, inputs };
}

function loopsOf(file: IrFile, scope: Scope, node: IrNode): string[] {
  const loops = node.inputs.map((entry) => resolveInput(file, scope, node, entry).loop);
  return [...new Set(loops.filter((loop) => loop !== null))];
}

function outputsOf(file: IrFile, node: IrNode): NodeOutput[] {
  const declared = entriesOf(messageAt(node.message, "outputs"), "outputs").map(
    ({ key, value, field }): NodeOutput => ({
      key,
      carries: "artifact",
      type: scalarOf(messageAt(value.type === "message" ? value : null, "artifact_spec", "type"), "name")?.text ?? null,
      location: file.locate(field.span),
    }),
  );
  if (declared.length > 0 || !isResolver(node)) return declared;
  return outputKeys(node).map((key) => ({ key, carries: "artifact", type: null, location: null }));
}

/** By the component's name, then ML Metadata's base type, then what it makes; else by words. */
function kindOf(
  typeName: string,
  baseType: string,
  outputs: readonly NodeOutput[],
): { readonly kind: OperatorKind; readonly kindGuessed: boolean } {
  const base = baseType === "" ? "" : `mlmd.${baseType[0] ?? ""}${baseType.slice(1).toLowerCase()}`;
  const makesModel = outputs.some(({ type }) => type !== null && artifactKindOfType(type, []) === "model");
  const known = operatorKindOfTfxType(typeName) ?? operatorKindOfBaseType(base) ?? (makesModel ? "train" : null);
  if (known) return { kind: known, kindGuessed: false };
  const guess = isTfxType(typeName) && !typeName.includes("testdata") ? null : guessOperatorKind(typeName);
  return { kind: guess ?? "other", kindGuessed: guess !== null };
}

function cachingOf(file: IrFile, node: IrNode): DefinitionNode["caching"] {
  const field = fieldOf(messageAt(node.message, "execution_options"), "caching_options");
  if (field?.value.type !== "message") return null;
  // False is a default, which is not written.
  const enabled = scalarOf(field.value, "enable_cache");
  return {
    enabled: enabled !== null && /^(?:true|True|t|1)$/.test(enabled.text),
    location: file.locate(field.span),
  };
}

const maxArgument = 2000;

function argumentsOf(file: IrFile, node: IrNode): NodeArgument[] {
  return entriesOf(messageAt(node.message, "parameters"), "parameters").map(({ key, value, field }) => {
    const given = value.type === "message" ? value : null;
    const constant =
      messageAt(given, "field_value")?.fields[0]?.value ??
      messageAt(given, "runtime_parameter", "default_value")?.fields[0]?.value;
    const text = constant?.type === "scalar" ? constant.text : file.text(value.span);
    return { name: key, text: text.slice(0, maxArgument), location: file.locate(field.span) };
  });
}

/** Where a scope's text names its nodes: by local id. */
export function referencesIn(file: IrFile, scope: Scope): ReadonlyMap<string, readonly NodeReference[]> {
  const references = new Map<string, NodeReference[]>();
  const add = (id: string, reference: NodeReference): void => {
    const known = references.get(id);
    if (known) known.push(reference);
    else references.set(id, [reference]);
  };
  for (const node of [scope.begin, ...scope.nodes, scope.end]) {
    if (!node || (node === scope.begin && scope.parent)) continue;
    addReferences(file, scope, node, add);
  }
  for (const { begin } of scope.inner) if (begin) addReferences(file, scope, begin, add);
  return references;
}

function addReferences(
  file: IrFile,
  scope: Scope,
  node: IrNode,
  add: (id: string, reference: NodeReference) => void,
): void {
  for (const { value } of node.inputs) {
    if (value.type !== "message") continue;
    for (const { value: channel } of fieldsOf(value, "channels")) {
      if (channel.type !== "message") continue;
      const id = producerOf(scope, node, channel);
      const output = scalarOf(channel, "output_key")?.text ?? null;
      if (id) add(id.text, { role: "channel", output, location: file.locate(id.plain ?? id.span) });
    }
  }
  for (const [name, role] of [
    ["upstream_nodes", "after"],
    ["downstream_nodes", "other"],
  ] as const) {
    for (const { value } of fieldsOf(node.message, name))
      if (value.type === "scalar")
        add(value.text, { role, output: null, location: file.locate(value.plain ?? value.span) });
  }
}
