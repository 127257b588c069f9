import { entriesOf, messageAt, messagesOf, type PbEntry, scalarOf, scalarsOf } from "../pbtxt/access.ts";
import type { PbMessage, PbScalar } from "../pbtxt/tree.ts";
import { report } from "../report.ts";
import type { IrFile } from "./context.ts";
import type { IrNode, Scope } from "./scope.ts";

/** A node and an output of it that a channel comes from. */
export interface Producer {
  readonly node: string;
  readonly output: string;
  /** Where the channel names the node and its output; null where it is named in another pipeline's border. */
  readonly place: PbScalar | null;
}

/** An input's makers, the artifact's type that it asks for, and the words of a loop that it goes over. */
export interface Resolved {
  readonly producers: readonly Producer[];
  readonly type: string | null;
  readonly loop: string | null;
}

/** Ways from an input to its makers that are followed: through unions, resolver functions and borders of pipelines. */
const maxSteps = 200;

interface Walk {
  readonly file: IrFile;
  /** Problems are told once, where the channel itself stands. */
  readonly start: Scope;
  readonly seen: Set<PbMessage>;
}

/** Follows an input of a node to the nodes that make it. */
export function resolveInput(file: IrFile, scope: Scope, node: IrNode, entry: PbEntry): Resolved {
  const walk: Walk = { file, start: scope, seen: new Set() };
  const producers: Producer[] = [];
  const spec = entry.value.type === "message" ? entry.value : null;
  follow(walk, scope, node, spec, producers);
  const distinct = producers.filter(
    (one, index) =>
      producers.findIndex(({ node: other, output }) => one.node === other && one.output === output) === index,
  );
  return { producers: distinct, type: typeOf(node, spec), loop: loopOf(node, spec) };
}

/** Inputs that stand for parts of another: members of a union, sources of a resolver function. */
export function partsOf(node: IrNode): ReadonlySet<string> {
  const before = knownParts.get(node);
  if (before) return before;
  const parts = new Set<string>();
  for (const spec of node.specs.values()) for (const key of partKeys(node, spec)) parts.add(key);
  knownParts.set(node, parts);
  return parts;
}

const knownParts = new WeakMap<IrNode, ReadonlySet<string>>();

function follow(walk: Walk, scope: Scope, node: IrNode, spec: PbMessage | null, found: Producer[]): void {
  if (!spec || walk.seen.has(spec) || walk.seen.size > maxSteps) return;
  walk.seen.add(spec);
  for (const channel of messagesOf(spec, "channels")) followChannel(walk, scope, node, channel, found);
  for (const key of partKeys(node, spec)) follow(walk, scope, node, inputOf(node, key), found);
}

const inputOf = (node: IrNode, key: string): PbMessage | null => node.specs.get(key) ?? null;

function followChannel(walk: Walk, scope: Scope, node: IrNode, channel: PbMessage, found: Producer[]): void {
  const id = producerOf(scope, node, channel);
  if (!id || isOutside(scope, channel)) return;
  const key = scalarOf(channel, "output_key");
  const output = key?.text ?? "";
  const place = scope === walk.start ? id : null;
  const maker = scope.byId.get(id.text);
  if (maker) {
    const keys = outputKeys(maker);
    const named = output === "" && keys.length === 1 ? (keys[0] ?? "") : output;
    found.push({ node: scope.prefix + maker.localId, output: named, place });
    if (place && key && keys.length > 0 && !keys.includes(output)) {
      const message = `${id.text} has no output \`${output}\`; it has ${listed(keys)}.`;
      report(walk.file, "unknown-output", message, key.plain ?? key.span);
    }
    return;
  }
  if (scope.begin?.localId === id.text) {
    // Handed in: the border's input of the same key is the outer pipeline's.
    const outer = scope.parent ?? scope;
    follow(walk, outer, scope.begin, inputOf(scope.begin, output), found);
    return;
  }
  const inner = scope.innerById.get(id.text) ?? scope.inner.find(({ end }) => end?.localId === id.text);
  if (inner) {
    if (inner.end) follow(walk, inner, inner.end, inputOf(inner.end, output), found);
    return;
  }
  if (place) {
    const message = `No node of this pipeline has the id \`${id.text}\`. Compile the pipeline again, or correct the id.`;
    report(walk.file, "unknown-node", message, id.plain ?? id.span);
  }
}

/** The id of the node that a channel comes from. Optional channels name it by its context alone; a node of an earlier run is none that is waited for. */
export function producerOf(scope: Scope, node: IrNode, channel: PbMessage): PbScalar | null {
  const named = scalarOf(messageAt(channel, "producer_node_query"), "id");
  if (named || !scalarOf(channel, "output_key")) return named;
  const prefix = `${scope.name ?? ""}.`;
  for (const query of messagesOf(channel, "context_queries")) {
    if (scalarOf(messageAt(query, "type"), "name")?.text !== "node") continue;
    const context = scalarOf(messageAt(query, "name", "field_value"), "string_value");
    if (!context?.text.startsWith(prefix)) continue;
    const text = context.text.slice(prefix.length);
    if (!scalarsOf(node.message, "upstream_nodes").some((before) => before.text === text)) continue;
    const plain = context.plain && { from: context.plain.from + prefix.length, to: context.plain.to };
    return { ...context, text, plain };
  }
  return null;
}

const listed = (keys: readonly string[]): string => {
  const shown = keys.slice(0, 10).map((key) => `\`${key}\``);
  return keys.length > 10 ? `${shown.join(", ")} and ${keys.length - 10} more` : shown.join(", ");
};

/** The channel asks for what another pipeline made. */
function isOutside(scope: Scope, channel: PbMessage): boolean {
  for (const query of messagesOf(channel, "context_queries")) {
    if (scalarOf(messageAt(query, "type"), "name")?.text !== "pipeline") continue;
    const name = scalarOf(messageAt(query, "name", "field_value"), "string_value")?.text;
    if (name === undefined) continue;
    if (!knowsPipeline(scope, name)) return true;
  }
  return false;
}

function knowsPipeline(scope: Scope, name: string): boolean {
  for (let at: Scope | null = scope; at; at = at.parent) {
    if (at.name === null || at.name === name || at.innerById.has(name)) return true;
  }
  return false;
}

/** Keys of a node's outputs. A resolver hands on its inputs under their keys. */
export function outputKeys(node: IrNode): readonly string[] {
  const declared = entriesOf(messageAt(node.message, "outputs"), "outputs").map(({ key }) => key);
  if (declared.length > 0 || !isResolver(node)) return declared;
  const parts = partsOf(node);
  return node.inputs.map(({ key }) => key).filter((key) => !key.startsWith("_") && !parts.has(key));
}

export const isResolver = (node: IrNode): boolean =>
  /(?:^|\.)(?:\w*Resolver|ResolverNode)$/.test(
    scalarOf(messageAt(node.message, "node_info", "type"), "name")?.text ?? "",
  );

/** Other inputs of the node that an input is made of. */
function partKeys(node: IrNode, spec: PbMessage): readonly string[] {
  const mixed = scalarsOf(messageAt(spec, "mixed_inputs"), "input_keys").map(({ text }) => text);
  const reference = messageAt(spec, "input_graph_ref");
  return reference ? [...mixed, ...graphOf(node, reference).keys] : mixed;
}

/** What a resolver function's graph takes, and whether it goes over its items one by one. */
function graphOf(node: IrNode, reference: PbMessage): { readonly keys: readonly string[]; readonly unnest: boolean } {
  const id = scalarOf(reference, "graph_id")?.text;
  const wanted = scalarOf(reference, "key")?.text ?? "";
  const graph = entriesOf(messageAt(node.message, "inputs"), "input_graphs").find(({ key }) => key === id)?.value;
  if (graph?.type !== "message") return { keys: [], unnest: false };
  const nodes = new Map(entriesOf(graph, "nodes").map(({ key, value }) => [key, value]));
  const keys = new Set<string>();
  const seen = new Set<string>();
  let unnest = false;
  const left = [scalarOf(graph, "result_node")?.text ?? ""];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    const value = nodes.get(at);
    if (seen.has(at) || value?.type !== "message") continue;
    seen.add(at);
    const input = scalarOf(messageAt(value, "input_node"), "input_key");
    if (input) keys.add(input.text);
    const members = entriesOf(messageAt(value, "dict_node"), "node_ids");
    const chosen = members.filter(({ key }) => key === wanted);
    for (const member of chosen.length > 0 ? chosen : members)
      if (member.value.type === "scalar") left.push(member.value.text);
    const operator = messageAt(value, "op_node");
    unnest ||= scalarOf(operator, "op_type")?.text === "tfx.internal.Unnest";
    for (const argument of messagesOf(operator, "args")) left.push(scalarOf(argument, "node_id")?.text ?? "");
    for (const argument of entriesOf(operator, "kwargs"))
      if (argument.value.type === "message") left.push(scalarOf(argument.value, "node_id")?.text ?? "");
  }
  return { keys: [...keys], unnest };
}

/** The type of artifact that an input asks for, its own or its parts'. */
function typeOf(node: IrNode, spec: PbMessage | null): string | null {
  const seen = new Set<PbMessage | null>();
  const left = [spec];
  for (let at = left.shift(); at && seen.size < maxSteps; at = left.shift()) {
    if (seen.has(at)) continue;
    seen.add(at);
    for (const channel of messagesOf(at, "channels")) {
      const type = scalarOf(messageAt(channel, "artifact_query", "type"), "name");
      if (type) return type.text;
    }
    for (const key of partKeys(node, at)) left.push(inputOf(node, key));
  }
  return null;
}

/** `for each of CsvExampleGen.examples`, where the node runs once for each artifact. */
function loopOf(node: IrNode, spec: PbMessage | null): string | null {
  const reference = messageAt(spec, "input_graph_ref");
  const graph = reference ? graphOf(node, reference) : null;
  return graph?.unnest ? `for each of ${graph.keys.map((key) => key.replace(/^_/, "")).join(", ")}` : null;
}
