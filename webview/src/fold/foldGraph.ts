import { type GraphIndex, type Hidden, indexGraph } from "../graph/graphIndex.ts";
import { type Fold, withOpenGroup, withRoot } from "./fold.ts";
import { groupEdges, groupNodes } from "./groups.ts";
import { neighbours, shownNodes } from "./shown.ts";

/** The part of a graph that is drawn, with what each of its nodes hides. The graph itself where that is all. Linear. */
export function foldGraph(graph: GraphIndex, fold: Fold): GraphIndex {
  const shown = shownPart(graph, fold);
  return fold.grouping === "layers" ? { ...shown, byKind: true } : shown;
}

function shownPart(graph: GraphIndex, fold: Fold): GraphIndex {
  const isGrouped = fold.grouping === "kind" || fold.grouping === "run";
  if (fold.whole && fold.closed.size === 0 && !isGrouped) return graph;
  const shown = shownNodes(graph, fold);
  const groups = groupNodes(
    graph.nodes.filter((_, node) => shown[node] === 1),
    fold,
  );
  const inside = graph.edges.filter(
    (_, edge) => shown[graph.from[edge] ?? 0] === 1 && shown[graph.to[edge] ?? 0] === 1,
  );
  const hidden = new Map<string, Hidden>();
  graph.nodes.forEach(({ id }, node) => {
    if (shown[node] === 0) return;
    const up = neighbours(graph, node, "up").filter((other) => shown[other] === 0).length;
    const down = neighbours(graph, node, "down").filter((other) => shown[other] === 0).length;
    if (up + down > 0 && !groups.groupOf.has(id)) hidden.set(id, { up, down });
  });
  return indexGraph({ ...graph.view, nodes: groups.nodes, edges: groupEdges(inside, groups) }, hidden);
}

/** A fold in which a node of the graph is drawn: its group is opened, or some steps around it are shown, too. */
export function broughtIn(graph: GraphIndex, fold: Fold, id: string): Fold {
  const shown = shownNodes(graph, fold);
  if (shown[graph.indexOf.get(id) ?? -1] !== 1) return { ...withRoot(fold, id), closed: new Set() };
  const group = groupNodes(
    graph.nodes.filter((_, node) => shown[node] === 1),
    fold,
  ).groupOf.get(id);
  return group === undefined ? fold : withOpenGroup(fold, group);
}
