import type { GraphView } from "../../protocol.ts";
import { linesOf, plainLine } from "./exported.ts";

/** A picture's nodes as a Markdown table, with the names of those before and after each; names are text in it, never Markdown. */
export function markdownTableOf({ nodes, edges }: Pick<GraphView, "nodes" | "edges">): string {
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  const before = new Map<string, Set<string>>();
  const after = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, id: string, other: string): void => {
    const known = map.get(id);
    if (known) known.add(other);
    else map.set(id, new Set([other]));
  };
  for (const { from, to } of edges) {
    const [maker, reader] = [labels.get(from), labels.get(to)];
    if (maker === undefined || reader === undefined) continue;
    add(before, to, maker);
    add(after, from, reader);
  }
  const named = (list: ReadonlySet<string> | undefined): string =>
    [...(list ?? [])].map((one) => markdownText(plainLine(one))).join(", ");
  const rows = nodes.map((node) => {
    const [name, figures] = linesOf(node).map(markdownText);
    return [name, node.kind, figures, named(before.get(node.id)), named(after.get(node.id))];
  });
  return markdownTable(["Node", "Kind", "State and figures", "After", "Before"], rows);
}

/** A table of cells that are Markdown already. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");

/** Signs that Markdown or HTML takes for its own, with a backslash; an address is no link. */
export const markdownText = (text: string): string =>
  text.replace(/[\\`*_{}[\]()<>#+!|~&$^=:@-]/g, "\\$&").replace(/^(\d+)\./, "$1\\.");
