import { entriesOf, fieldsOf, messageAt, messagesOf, type PbEntry, scalarOf } from "../pbtxt/access.ts";
import type { PbField, PbMessage, PbScalar } from "../pbtxt/tree.ts";

/** A pipeline message with its nodes by the ids that its own text uses. */
export interface Scope {
  readonly name: string | null;
  /** Ids on the way, each with a slash after it; empty for the outermost. */
  readonly prefix: string;
  /** Null for the outermost. */
  readonly parent: Scope | null;
  readonly nodes: readonly IrNode[];
  readonly inner: readonly Scope[];
  readonly byId: ReadonlyMap<string, IrNode>;
  readonly innerById: ReadonlyMap<string, Scope>;
  /** The node that hands the pipeline's inputs on to those inside; nothing runs in it. */
  readonly begin: IrNode | null;
  /** The node that hands the outputs out. */
  readonly end: IrNode | null;
  readonly deployment: PbMessage | null;
  /** Where the message begins. */
  readonly from: number;
}

/** A `pipeline_node` of a scope. */
export interface IrNode {
  readonly localId: string;
  readonly idScalar: PbScalar | null;
  readonly message: PbMessage;
  readonly inputs: readonly PbEntry[];
  /** What each input is made of, by its key. */
  readonly specs: ReadonlyMap<string, PbMessage>;
  /** The entry of `nodes` that it stands in. */
  readonly field: PbField;
}

/** Pipelines within pipelines. */
const maxNesting = 30;

/** The pipeline of a message, and those inside it, in the text's order. */
export function scopeOf(message: PbMessage, parent: Scope | null = null, depth = 0): Scope {
  const name = scalarOf(messageAt(message, "pipeline_info"), "id")?.text ?? null;
  const nodes: IrNode[] = [];
  const inner: Scope[] = [];
  const scope = {
    name,
    prefix: parent ? `${parent.prefix}${name ?? ""}/` : "",
    parent,
    nodes,
    inner,
    byId: new Map<string, IrNode>(),
    innerById: new Map<string, Scope>(),
    begin: null as IrNode | null,
    end: null as IrNode | null,
    deployment: messageAt(message, "deployment_config"),
    from: message.span.from,
  };
  for (const field of fieldsOf(message, "nodes")) {
    if (field.value.type !== "message") continue;
    for (const sub of messagesOf(field.value, "sub_pipeline")) {
      if (depth < maxNesting) inner.push(scopeOf(sub, scope, depth + 1));
    }
    for (const node of messagesOf(field.value, "pipeline_node")) {
      const made = nodeOf(node, field);
      const border = borderOf(made, name);
      if (border) scope[border] ??= made;
      else nodes.push(made);
    }
  }
  for (const node of nodes) if (!scope.byId.has(node.localId)) scope.byId.set(node.localId, node);
  for (const sub of inner) if (sub.name !== null) scope.innerById.set(sub.name, sub);
  return scope;
}

function nodeOf(message: PbMessage, field: PbField): IrNode {
  const idScalar = scalarOf(messageAt(message, "node_info"), "id");
  const inputs = entriesOf(messageAt(message, "inputs"), "inputs");
  const specs = new Map<string, PbMessage>();
  for (const { key, value } of inputs) if (value.type === "message" && !specs.has(key)) specs.set(key, value);
  return { localId: idScalar?.text ?? "", idScalar, message, inputs, specs, field };
}

/** TFX names the borders of a pipeline after it, and their type after the pipeline's class. */
function borderOf({ localId, message }: IrNode, pipeline: string | null): "begin" | "end" | null {
  const type = scalarOf(messageAt(message, "node_info", "type"), "name")?.text ?? "";
  for (const border of ["begin", "end"] as const)
    if (localId === `${pipeline}_${border}` && type.endsWith(`_${border}`)) return border;
  return null;
}

/** The ids of all nodes of a scope, those of pipelines inside it as well. */
export function idsWithin(scope: Scope): string[] {
  return [...scope.nodes.map(({ localId }) => scope.prefix + localId), ...scope.inner.flatMap(idsWithin)];
}
