import type { ViewEdge, ViewNode } from "../../../server/src/protocol.ts";
import { counted } from "../graph/graphIndex.ts";
import { stateWord } from "../icons/glyphs.ts";
import type { Fold } from "./fold.ts";

/** Nodes that are drawn as one: the group's node, and the group that each of its members is in. */
export interface Groups {
  readonly nodes: readonly ViewNode[];
  /** Id of a member → id of its group. */
  readonly groupOf: ReadonlyMap<string, string>;
}

const prefix = "group ";

/** Whether an id is that of a group, which only the view knows. */
export const isGroupId = (id: string): boolean => id.startsWith(prefix);

/** Groups of at least two nodes of one kind or run, but for the root and for what is open. Linear. */
export function groupNodes(nodes: readonly ViewNode[], { grouping, roots, openGroups }: Fold): Groups {
  const groupOf = new Map<string, string>();
  if (grouping === "none" || grouping === "layers") return { nodes, groupOf };
  const members = new Map<string, ViewNode[]>();
  const result: ViewNode[] = [];
  for (const node of nodes) {
    const name = grouping === "kind" ? `${node.shape === "artifact" ? "artifact" : "step"} ${node.kind}` : node.run;
    const id = `${prefix}${grouping} ${name}`;
    if (!name || node.id === roots[0] || openGroups.has(id)) {
      result.push(node);
      continue;
    }
    const list = members.get(id);
    if (list) list.push(node);
    else members.set(id, [node]);
  }
  for (const [id, list] of members) {
    if (list.length < 2) {
      result.push(...list);
      continue;
    }
    for (const { id: member } of list) groupOf.set(member, id);
    result.push(groupNode(id, list, grouping === "run"));
  }
  return { nodes: result, groupOf };
}

/** What stands out comes first: of a group's states, the first of these is shown. */
const worstFirst = ["failed", "canceled", "abandoned", "running", "new", "wasted", "pending", "unknown"] as const;

function groupNode(id: string, members: readonly ViewNode[], byRun: boolean): ViewNode {
  const [first] = members;
  const count = members.reduce((sum, { count: one }) => sum + one, 0);
  const states = members.map(({ state }) => state);
  const state = worstFirst.find((candidate) => states.includes(candidate)) ?? mostOften(states);
  const same = states.filter((one) => one === state).length;
  const kind = byRun ? "other" : (first?.kind ?? "other");
  const label = byRun ? (first?.run ?? "") : kind;
  const second = [`×${count.toLocaleString("en-US")}`, state && `${same} ${stateWord(state)}`]
    .filter(Boolean)
    .join(" · ");
  return {
    id,
    shape: "stack",
    kind,
    label,
    second,
    state,
    costShare: byRun || members.every(({ costShare }) => costShare === null) ? null : sumOf(members),
    boundary: false,
    definitionNode: null,
    count,
    description: `${label}: group of ${counted(count, "node")}${state ? `, ${same} ${stateWord(state)}` : ""}`,
  };
}

const sumOf = (members: readonly ViewNode[]): number =>
  Math.min(
    1,
    members.reduce((sum, { costShare }) => sum + (costShare ?? 0), 0),
  );

function mostOften(states: readonly ViewNode["state"][]): ViewNode["state"] {
  const counts = new Map<ViewNode["state"], number>();
  for (const state of states) if (state !== null) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

/** Edges between groups and what is in none; those of the same ends and style are one. */
export function groupEdges(edges: readonly ViewEdge[], { groupOf }: Groups): readonly ViewEdge[] {
  if (groupOf.size === 0) return edges;
  const found = new Map<string, ViewEdge>();
  for (const edge of edges) {
    const from = groupOf.get(edge.from) ?? edge.from;
    const to = groupOf.get(edge.to) ?? edge.to;
    if (from === edge.from && to === edge.to) found.set(JSON.stringify(["", edge.id, from, to]), edge);
    else if (from !== to) {
      const id = JSON.stringify([from, to, edge.style]);
      if (!found.has(id)) found.set(id, { ...edge, id, from, to, label: "" });
    }
  }
  return [...found.values()];
}
