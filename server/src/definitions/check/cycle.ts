import type { DefinitionNode, DefinitionProblem, PipelineDefinition } from "../../model/definition.ts";
import { sessionName } from "../tfxPython/interactive.ts";
import type { Check } from "./check.ts";
import { byId, nameOf } from "./nodePlace.ts";

/** Nodes that a message names. */
const listed = 12;

/** Nodes that wait for each other, along channels or by order: none of them could start. One problem for each such set of nodes. */
export const cycle: Check = (pipeline, { format }) => {
  // A notebook's session runs a component again under its name: later, and on what came of it.
  if (format === "tfx-notebook" && pipeline.name === sessionName) return [];
  const before = predecessors(pipeline);
  const known = byId(pipeline);
  return knots(before).flatMap((knot): DefinitionProblem[] => {
    const order = [...known.keys()].filter((id) => knot.has(id));
    const [first] = order;
    const node = first === undefined ? undefined : known.get(first);
    if (first === undefined || !node) return [];
    const way = wayBack(first, before, knot);
    const named = way.map((id) => `\`${id}\``);
    const shown = way.length > listed ? [...named.slice(0, listed - 1), "…", ...named.slice(-1)] : named;
    const message =
      way.length === 2
        ? `\`${first}\` takes its own output: it can never start.`
        : `These nodes wait for each other, so that none can start: ${shown.join(" → ")}.`;
    return [{ code: "cycle", message, location: nameOf(node) }];
  });
};

/** Ids of the nodes that each node waits for; a group stands for all of its nodes. */
function predecessors(pipeline: PipelineDefinition): ReadonlyMap<string, readonly string[]> {
  const known = byId(pipeline);
  const groups = new Map(pipeline.groups.map(({ id, nodes }) => [id, nodes]));
  const waitsFor = ({ inputs, after }: DefinitionNode): string[] => {
    const ids = [...inputs.flatMap(({ from }) => from?.node ?? []), ...after.flatMap((id) => groups.get(id) ?? id)];
    return [...new Set(ids)].filter((id) => known.has(id));
  };
  return new Map([...known].map(([id, node]) => [id, waitsFor(node)]));
}

/** Sets of nodes that can all reach each other (Tarjan 1972, without recursion), single ones only where they reach themselves. */
function knots(edges: ReadonlyMap<string, readonly string[]>): ReadonlySet<string>[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const found: ReadonlySet<string>[] = [];
  const lower = (id: string, to: number | undefined): void => {
    low.set(id, Math.min(low.get(id) ?? 0, to ?? 0));
  };
  for (const root of edges.keys()) {
    if (index.has(root)) continue;
    const work: { readonly id: string; next: number }[] = [{ id: root, next: 0 }];
    for (let top = work.at(-1); top; top = work.at(-1)) {
      const { id } = top;
      if (!index.has(id)) {
        index.set(id, index.size);
        low.set(id, index.size - 1);
        open.push(id);
        isOpen.add(id);
      }
      const target = edges.get(id)?.[top.next++];
      if (target !== undefined) {
        if (!index.has(target)) work.push({ id: target, next: 0 });
        else if (isOpen.has(target)) lower(id, index.get(target));
        continue;
      }
      work.pop();
      const above = work.at(-1);
      if (above) lower(above.id, low.get(id));
      if (low.get(id) !== index.get(id)) continue;
      const members = open.splice(open.lastIndexOf(id));
      for (const member of members) isOpen.delete(member);
      if (members.length > 1 || edges.get(id)?.includes(id)) found.push(new Set(members));
    }
  }
  return found;
}

/** A shortest way from a node over what feeds it back to itself, in the direction of the data. */
function wayBack(
  start: string,
  before: ReadonlyMap<string, readonly string[]>,
  within: ReadonlySet<string>,
): readonly string[] {
  const next = new Map<string, string>();
  const queue = [start];
  for (let at = 0; at < queue.length; at++) {
    const id = queue[at] ?? start;
    for (const maker of before.get(id) ?? []) {
      if (!within.has(maker) || next.has(maker)) continue;
      next.set(maker, id);
      if (maker === start) break;
      queue.push(maker);
    }
    if (next.has(start)) break;
  }
  const way = [start];
  for (let id = next.get(start); id !== undefined && id !== start; id = next.get(id)) way.push(id);
  return [...way, start];
}
