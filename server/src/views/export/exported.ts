import type { GraphView, ViewNode } from "../../protocol.ts";

/** A picture as other programs draw it: nodes by short names of their own, `n0`, `n1`, …; no name of a file is code there. */
export interface ExportedGraph {
  readonly nodes: readonly (ViewNode & { readonly name: string })[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly label: string;
    /** Not a channel of data: order alone, a warm start, a baseline. */
    readonly isWeak: boolean;
  }[];
}

/** Names for a picture's nodes and edges. Edges whose ends are not in the picture are left out. */
export function exported({ nodes, edges }: Pick<GraphView, "nodes" | "edges">): ExportedGraph {
  const names = new Map(nodes.map(({ id }, at) => [id, `n${at}`]));
  return {
    nodes: nodes.map((node, at) => ({ ...node, name: `n${at}` })),
    edges: edges.flatMap(({ from, to, label, style }) => {
      const ends = { from: names.get(from), to: names.get(to) };
      return ends.from !== undefined && ends.to !== undefined
        ? [{ from: ends.from, to: ends.to, label, isWeak: style !== "plain" && style !== "cached" }]
        : [];
    }),
  };
}

/** Longest name that is written of a node. */
const longest = 200;

/** A text on one line, without characters that steer what shows it. */
export const plainLine = (text: string): string =>
  (text.length > longest ? `${text.slice(0, longest)}…` : text).replace(
    /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu,
    " ",
  );

/** What is written of a node: its name, and a second line of state and figures, empty where there is none. */
export function linesOf({ label, second, state, count }: ViewNode): readonly [string, string] {
  const times = count > 1 ? `×${count.toLocaleString("en-US")} ` : "";
  const shown = state === "pushed" ? "deployed" : (state ?? "");
  return [times + plainLine(label), [shown, plainLine(second)].filter((part) => part !== "").join(" · ")];
}
