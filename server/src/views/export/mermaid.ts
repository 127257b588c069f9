import type { GraphView } from "../../protocol.ts";
import { exported, linesOf, plainLine } from "./exported.ts";

/** Directions of a picture: top down, or left to right. */
export type Direction = "down" | "right";

/**
 * A picture as a Mermaid flowchart. Names are quoted, with every sign that Mermaid or HTML could take for its own as an entity.
 * https://mermaid.js.org/syntax/flowchart.html
 */
export function mermaidOf(view: Pick<GraphView, "nodes" | "edges">, direction: Direction): string {
  const { nodes, edges } = exported(view);
  const lines = [`flowchart ${direction === "down" ? "TD" : "LR"}`];
  for (const node of nodes) {
    const [first, second] = linesOf(node).map(quoted);
    const text = second === "" ? first : `${first}<br/>${second}`;
    lines.push(`  ${node.name}${node.shape === "artifact" ? `(["${text}"])` : `["${text}"]`}`);
  }
  for (const { from, to, label, isWeak } of edges) {
    const text = label === "" ? "" : `|"${quoted(plainLine(label))}"|`;
    lines.push(`  ${from} ${isWeak ? "-.->" : "-->"}${text} ${to}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Letters, digits and harmless signs stay; all others are written as entities, which Mermaid shows as the characters. */
const quoted = (text: string): string =>
  text.replace(/[^\p{L}\p{N} .,_/·×%…-]/gu, (sign) => `#${sign.codePointAt(0)};`);
