import { graphletStatuses } from "../model/graphlet.ts";
import { executionStates } from "../model/kinds.ts";
import type { GraphView, ViewEdge, ViewNode } from "../protocol.ts";
import type { Selection } from "../selection/expression.ts";
import { type Selectable, select } from "../selection/select.ts";

const statuses: ReadonlySet<string> = new Set(graphletStatuses);
const states: ReadonlySet<string> = new Set([...executionStates, "abandoned"]);

/** A picture's node as a selection sees it. */
function selectable(node: ViewNode): Selectable {
  const { label, definitionNode, kind, state, shape, costShare, count, figures } = node;
  return {
    names: definitionNode === null ? [label] : [label, definitionNode],
    fields: {
      kind,
      shape,
      share: costShare,
      cost: figures?.cost ?? null,
      runs: shape === "artifact" ? null : (figures?.runs ?? count),
      failed: figures?.failed ?? null,
      started: figures?.startedAt ?? null,
      state: figures?.ran ?? (state !== null && states.has(state) ? state : null),
      status: figures?.status ?? (state !== null && statuses.has(state) ? state : null),
    },
  };
}

/** What was made of a picture's nodes: the same nodes are asked again, at each letter of a search. */
const known = new WeakMap<readonly ViewNode[], readonly Selectable[]>();

function selectables(nodes: readonly ViewNode[]): readonly Selectable[] {
  const made = known.get(nodes) ?? nodes.map(selectable);
  known.set(nodes, made);
  return made;
}

/** Which nodes a selection means: 1 at their indexes. Linear in nodes and edges for each part of the selection. */
export function selectNodes(nodes: readonly ViewNode[], edges: readonly ViewEdge[], selection: Selection): Uint8Array {
  const graph = {
    nodes: selectables(nodes),
    /** Asked for only by a selection that goes along them. */
    get edges() {
      const indexes = new Map(nodes.map(({ id }, at) => [id, at]));
      return edges.map(({ from, to }) => [indexes.get(from) ?? -1, indexes.get(to) ?? -1] as const);
    },
  };
  return select(graph, selection);
}

/** The part of a picture that a selection means: its nodes and the edges between them. */
export function selectedView(view: GraphView, selection: Selection): GraphView {
  const found = selectNodes(view.nodes, view.edges, selection);
  const nodes = view.nodes.filter((_, at) => found[at] === 1);
  const kept = new Set(nodes.map(({ id }) => id));
  return { ...view, nodes, edges: view.edges.filter(({ from, to }) => kept.has(from) && kept.has(to)) };
}
