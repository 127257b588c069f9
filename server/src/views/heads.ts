import type { Graphlet, Graphlets } from "../model/graphlet.ts";
import { idAt, type Trace } from "../model/trace.ts";
import type { GraphletHead } from "../protocol.ts";
import { graphletLabel } from "./labels.ts";
import { reasonSentence } from "./reason.ts";
import { nodeName } from "./rows.ts";

const limit = 200;

/** What names a graphlet in a list, with the reason why it was not deployed. */
export function graphletHead(trace: Trace, graphlets: Graphlets, index: number, graphlet: Graphlet): GraphletHead {
  const startedAt = trace.executions.startedAt[graphlet.trainer] ?? Number.NaN;
  return {
    trainer: idAt(trace.executions.id, graphlet.trainer),
    label: graphletLabel(trace, graphlet),
    startedAt: Number.isFinite(startedAt) ? startedAt : null,
    status: graphlet.status,
    whyNotPushed: graphlet.whyNotPushed,
    reason: reasonSentence(trace, graphlets, index),
    node: nodeName(trace, graphlet.trainer),
  };
}

/**
 * Graphlets of one pipeline, newest first, at most 200: the newest, or, where the chosen one (index into `graphlets.list`) is
 * older than those, the ones around it.
 */
export function graphletHeads(
  trace: Trace,
  graphlets: Graphlets,
  pipeline: number,
  chosen: number | null,
): GraphletHead[] {
  const indexes: number[] = [];
  for (let index = graphlets.list.length - 1; index >= 0; index--) {
    const trainer = graphlets.list[index]?.trainer ?? -1;
    if (trace.executions.pipeline[trainer] === pipeline) indexes.push(index);
  }
  const at = chosen === null ? 0 : Math.max(0, indexes.indexOf(chosen));
  const start = at < limit ? 0 : Math.min(at - limit / 2, indexes.length - limit);
  return indexes.slice(start, start + limit).flatMap((index) => {
    const graphlet = graphlets.list[index];
    return graphlet ? [graphletHead(trace, graphlets, index, graphlet)] : [];
  });
}
