import { artifactKinds } from "../../../server/src/model/kinds.ts";
import type { ViewNode } from "../../../server/src/protocol.ts";
import type { GraphIndex } from "./graphIndex.ts";
import { at, rowItems } from "./rows.ts";

/** Kinds of steps in the order in which a pipeline does them; those of one band stand side by side. */
const order: readonly (readonly string[])[] = [
  ["ingest", "import"],
  ["resolve"],
  ["analyze"],
  ["preprocess"],
  ["tune"],
  ["train"],
  ["evaluate", "validate"],
  ["deploy"],
  ["infer"],
  ["other"],
];
const kindsOfArtifacts: ReadonlySet<string> = new Set(artifactKinds.filter((kind) => kind !== "other"));

const bandOf = (node: ViewNode): number =>
  node.shape === "artifact" || kindsOfArtifacts.has(node.kind)
    ? -1
    : 2 *
      Math.max(
        0,
        order.findIndex((kinds) => kinds.includes(node.kind)),
      );

/**
 * Node → band when a picture is layered by kind: what steps of one kind do comes before all that those of the next do. Artifacts stand
 * between their makers' band and the next; those that nobody made, before their first readers'. Linear.
 */
export function kindBands(graph: GraphIndex): Int32Array {
  const steps = graph.nodes.map(bandOf);
  const band = (nodes: readonly number[]): readonly number[] =>
    nodes.map((node) => steps[node] ?? -1).filter((one) => one >= 0);
  return Int32Array.from(steps, (own, node) => {
    if (own >= 0) return own + 1;
    const makers = band(Array.from(rowItems(graph.incoming, node), (edge) => at(graph.from, edge)));
    if (makers.length > 0) return Math.max(...makers) + 2;
    const readers = band(Array.from(rowItems(graph.outgoing, node), (edge) => at(graph.to, edge)));
    return readers.length > 0 ? Math.min(...readers) : 0;
  });
}
