import type { GraphView } from "../../protocol.ts";
import { exported, linesOf, plainLine } from "./exported.ts";
import type { Direction } from "./mermaid.ts";

/** A picture for Graphviz. https://graphviz.org/doc/info/lang.html */
export function dotOf(view: Pick<GraphView, "nodes" | "edges" | "title">, direction: Direction): string {
  const { nodes, edges } = exported(view);
  return `${[
    `digraph ${quoted(plainLine(view.title))} {`,
    `  rankdir=${direction === "down" ? "TB" : "LR"};`,
    '  node [shape=box, fontname="Helvetica", fontsize=11];',
    '  edge [fontname="Helvetica", fontsize=9];',
    ...nodes.map((node) => {
      const text = linesOf(node).filter((line) => line !== "");
      const rounded = node.shape === "artifact" ? ", style=rounded" : "";
      return `  ${node.name} [label=${quoted(...text)}${rounded}];`;
    }),
    ...edges.map(
      ({ from, to, label, isWeak }) =>
        `  ${from} -> ${to} [label=${quoted(plainLine(label))}${isWeak ? ", style=dashed" : ""}];`,
    ),
    "}",
  ].join("\n")}\n`;
}

/** Lines of a label in quotes, in which a backslash is Graphviz's own sign. */
const quoted = (...lines: readonly string[]): string =>
  `"${lines.map((line) => line.replace(/["\\]/g, "\\$&")).join("\\n")}"`;
