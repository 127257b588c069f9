import type { Location } from "../../model/text.ts";
import { entriesOf, messageAt, scalarOf, unpacked } from "../pbtxt/access.ts";
import type { PbMessage, PbScalar } from "../pbtxt/tree.ts";
import type { Span } from "../python/ast.ts";
import type { IrFile } from "./context.ts";
import type { Scope } from "./scope.ts";

/** Names of strings that are a node's id wherever they stand. */
const idFields = new Set(["upstream_nodes", "upstreamNodes", "downstream_nodes", "downstreamNodes"]);

/**
 * Every place that must change for a node of the outermost pipeline to have another id, the declaration first, by id. Nodes whose id stands
 * for a second thing, in a pipeline inside or with escapes, are left out: their rename would not be safe.
 */
export function idLocationsOf(
  file: IrFile,
  root: PbMessage,
  outermost: Scope,
): ReadonlyMap<string, readonly Location[]> {
  const places = new Map<string, Span[]>();
  const unsafe = new Set<string>();
  for (const { localId, idScalar } of outermost.nodes) {
    if (!idScalar?.plain || localId === "" || places.has(localId) || outermost.innerById.has(localId))
      unsafe.add(localId);
    places.set(localId, idScalar?.plain ? [idScalar.plain] : []);
  }
  const shadow = (scope: Scope): void => {
    for (const { localId } of scope.nodes) unsafe.add(localId);
    for (const inner of scope.inner) shadow(inner);
  };
  for (const inner of outermost.inner) shadow(inner);

  const declared = new Set(outermost.nodes.map(({ idScalar }) => idScalar));
  const use = (scalar: PbScalar | null, id: string, skip: number): void => {
    const known = scalar && !declared.has(scalar) ? places.get(id) : undefined;
    if (!scalar || !known) return;
    if (scalar.plain) known.push({ from: scalar.plain.from + skip, to: scalar.plain.to });
    else unsafe.add(id);
  };
  const prefix = `${outermost.name ?? ""}.`;
  walkMessages(root, (message, name) => {
    switch (name) {
      case "pipeline_node":
      case "pipelineNode":
        for (const field of message.fields)
          if (idFields.has(field.name) && field.value.type === "scalar") use(field.value, field.value.text, 0);
        break;
      case "producer_node_query":
      case "producerNodeQuery": {
        const id = scalarOf(message, "id");
        if (id) use(id, id.text, 0);
        break;
      }
      case "contexts":
      case "context_queries":
      case "contextQueries": {
        if (scalarOf(messageAt(message, "type"), "name")?.text !== "node") break;
        // Contexts are named `<pipeline>.<node>`.
        const context = scalarOf(messageAt(message, "name", "field_value"), "string_value");
        if (context?.text.startsWith(prefix)) use(context, context.text.slice(prefix.length), prefix.length);
        break;
      }
      case "resource_lifetime":
      case "resourceLifetime": {
        const start = scalarOf(message, "lifetime_start");
        if (start) use(start, start.text, 0);
      }
    }
  });
  const deployment = unpacked(outermost.deployment);
  for (const map of ["executor_specs", "custom_driver_specs", "node_level_platform_configs"])
    for (const { key, keyScalar } of entriesOf(deployment, map)) use(keyScalar, key, 0);

  const result = new Map<string, readonly Location[]>();
  for (const [id, spans] of places) if (!unsafe.has(id)) result.set(id, spans.map(file.locate));
  return result;
}

/** Visits a message and those inside it, each with the name of its field. */
function walkMessages(root: PbMessage, visit: (message: PbMessage, name: string) => void): void {
  const left: { message: PbMessage; name: string }[] = [{ message: root, name: "" }];
  for (let at = left.pop(); at; at = left.pop()) {
    visit(at.message, at.name);
    for (const { name, value } of at.message.fields) if (value.type === "message") left.push({ message: value, name });
  }
}
