import { graphletStatuses } from "../model/graphlet.ts";
import { executionStates } from "../model/kinds.ts";
import type { GraphView, ViewNode } from "../protocol.ts";
import type { Selection } from "../selection/expression.ts";
import { type Selectable, select } from "../selection/select.ts";

const statuses: ReadonlySet<string> = new Set(graphletStatuses);
const states: ReadonlySet<string> = new Set([...executionStates, "abandoned"]);

/** A picture's node as a selection sees it. */
function selectable(node: ViewNode): Selectable {
  const { label, definitionNode, kind, state, shape, costShare, count } = node;
  return {
    names: definitionNode === null ? [label] : [label, definitionNode],
    fields: {
      kind,
      shape,
      share: costShare,
      runs: count,
      state: state !== null && states.has(state) ? state : null,
      status: state !== null && statuses.has(state) ? state : null,
    },
  };
}

/** The part of a picture that a selection means: its nodes and the edges between them. */
export function selectedView(view: GraphView, selection: Selection): GraphView {
  const indexes = new Map(view.nodes.map(({ id }, at) => [id, at]));
  const edges = view.edges.map(({ from, to }) => [indexes.get(from) ?? -1, indexes.get(to) ?? -1] as const);
  const found = select({ nodes: view.nodes.map(selectable), edges }, selection);
  const nodes = view.nodes.filter((_, at) => found[at] === 1);
  const kept = new Set(nodes.map(({ id }) => id));
  return { ...view, nodes, edges: view.edges.filter(({ from, to }) => kept.has(from) && kept.has(to)) };
}
