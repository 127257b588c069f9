import type { ToWebview, ViewEdge, ViewNode } from "../../server/src/protocol.ts";

/** Nodes that are taken in at most, whatever comes: as many as a setting may ask for, and some. */
const most = 100_000;

/** Puts large views together from the messages that bring them; null while parts are to come. Other messages pass. */
export function createCollector(): (message: ToWebview) => Exclude<ToWebview, { type: "part" }> | null {
  let of: string | null = null;
  let nodes: ViewNode[] = [];
  let edges: ViewEdge[] = [];
  return (message) => {
    if (message.type === "part") {
      if (message.start || of !== message.of) {
        of = message.of;
        nodes = [];
        edges = [];
      }
      if (nodes.length < most) for (const node of message.nodes) nodes.push(node);
      if (edges.length < 4 * most) for (const edge of message.edges) edges.push(edge);
      return null;
    }
    if (message.type !== "view" || message.view.type !== "graph" || message.view.key !== of) return message;
    const { view } = message;
    const whole = { ...message, view: { ...view, nodes: nodes.concat(view.nodes), edges: edges.concat(view.edges) } };
    of = null;
    nodes = [];
    edges = [];
    return whole;
  };
}
