import type { ToWebview } from "../../server/src/protocol.ts";

/** Nodes and edges that one message holds at most: taking in more at a time would hold the page up. */
const most = 2_000;

/**
 * The messages that bring a view to the page: one, or for a large graph its nodes and edges in parts and, last, the view
 * with the rest of them.
 */
export function viewMessages(message: Extract<ToWebview, { type: "view" }>): readonly ToWebview[] {
  const { view } = message;
  if (view.type !== "graph" || view.nodes.length + view.edges.length <= most) return [message];
  const parts: ToWebview[] = [];
  let nodes = 0;
  let edges = 0;
  while (view.nodes.length - nodes + view.edges.length - edges > most) {
    const moreNodes = view.nodes.slice(nodes, nodes + most);
    const moreEdges = view.edges.slice(edges, edges + most - moreNodes.length);
    parts.push({ type: "part", of: view.key, start: nodes + edges === 0, nodes: moreNodes, edges: moreEdges });
    nodes += moreNodes.length;
    edges += moreEdges.length;
  }
  return [...parts, { ...message, view: { ...view, nodes: view.nodes.slice(nodes), edges: view.edges.slice(edges) } }];
}
