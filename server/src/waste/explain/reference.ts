import type { Graphlet, Graphlets } from "../../model/graphlet.ts";
import type { Trace } from "../../model/trace.ts";

/**
 * The newest deployed model before a graphlet: of the same train node, else of the same pipeline; -1 where there is none.
 * Linear in the graphlets.
 */
export const lastDeployedBefore = (trace: Trace, graphlets: Graphlets, index: number): number =>
  before(trace, graphlets, index, ({ pushed }) => pushed);

/** The model before a graphlet: of the same train node, else of the same pipeline; -1 for the first. Linear in the graphlets. */
export const modelBefore = (trace: Trace, graphlets: Graphlets, index: number): number =>
  before(trace, graphlets, index, () => true);

function before(trace: Trace, graphlets: Graphlets, index: number, fits: (graphlet: Graphlet) => boolean): number {
  const { node, pipeline } = trace.executions;
  const trainer = graphlets.list[index]?.trainer ?? -1;
  let ofPipeline = -1;
  for (let at = index - 1; at >= 0; at--) {
    const other = graphlets.list[at];
    if (!other || pipeline[other.trainer] !== pipeline[trainer] || !fits(other)) continue;
    if (node[other.trainer] === node[trainer]) return at;
    if (ofPipeline < 0) ofPipeline = at;
  }
  return ofPipeline;
}
