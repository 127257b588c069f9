import type { DefinitionNode } from "../../model/definition.ts";
import { scalarsOf } from "../pbtxt/access.ts";
import { report } from "../report.ts";
import type { IrFile } from "./context.ts";
import { type IrNode, idsWithin, type Scope } from "./scope.ts";

/** What a node waits for: one list of ids for each name in its text, several where the name is a pipeline's. */
type Waits = readonly (readonly string[])[];

/**
 * Ids that must run first without handing over data, by a node's id. What a pipeline as a whole waits for, those of its nodes wait for
 * that wait for none inside it.
 */
export function orderOf(
  file: IrFile,
  outermost: Scope,
  nodes: readonly DefinitionNode[],
): ReadonlyMap<string, readonly string[]> {
  const makers = new Map(
    nodes.map(({ id, inputs }) => [id, new Set(inputs.flatMap(({ from }) => (from ? [from.node] : [])))]),
  );
  const order = new Map<string, readonly string[]>();
  const walk = (scope: Scope, ahead: Waits): void => {
    for (const node of scope.nodes) {
      const own = waitsOf(file, scope, node);
      const id = scope.prefix + node.localId;
      const given = makers.get(id) ?? new Set();
      // A pipeline of which a node hands data over is waited for by that.
      const waits = (own.length > 0 ? own : ahead).filter((ids) => !ids.some((before) => given.has(before)));
      const after = new Set(waits.flat());
      after.delete(id);
      if (after.size > 0) order.set(id, [...after]);
    }
    for (const inner of scope.inner) {
      const own = inner.begin ? waitsOf(file, scope, inner.begin) : [];
      walk(inner, own.length > 0 ? own : ahead);
    }
  };
  walk(outermost, []);
  return order;
}

function waitsOf(file: IrFile, scope: Scope, node: IrNode): Waits {
  const waits: (readonly string[])[] = [];
  for (const scalar of scalarsOf(node.message, "upstream_nodes")) {
    const id = scalar.text;
    const inner = scope.innerById.get(id) ?? scope.inner.find(({ end }) => end?.localId === id);
    if (scope.byId.has(id)) waits.push([scope.prefix + id]);
    else if (inner) waits.push(idsWithin(inner));
    else if (scope.begin?.localId !== id) {
      const message = `No node of this pipeline has the id \`${id}\`. Compile the pipeline again, or correct the id.`;
      report(file, "unknown-node", message, scalar.plain ?? scalar.span);
    }
  }
  return waits;
}
