import type { Graphlet, Graphlets } from "../model/graphlet.ts";
import { rowOf, type Trace } from "../model/trace.ts";
import type { GraphletViewInput } from "./input.ts";
import { nodeName } from "./rows.ts";
import { findTracePipeline } from "./tracePipeline.ts";

/** The graphlet that a request means. */
export interface ChosenGraphlet {
  readonly trace: Trace;
  readonly graphlets: Graphlets;
  readonly index: number;
  readonly graphlet: Graphlet;
}

/** By the train execution's id, else the newest of the node or of the pipeline; null where there is none. Linear in the graphlets. */
export function chooseGraphlet(input: GraphletViewInput): ChosenGraphlet | null {
  const { trace, graphlets } = input;
  if (!trace || !graphlets) return null;
  const fits = input.trainer === undefined ? newestOf(input, trace) : sameTrainer(trace, input.trainer);
  for (let index = graphlets.list.length - 1; index >= 0; index--) {
    const graphlet = graphlets.list[index];
    if (graphlet && fits(graphlet)) return { trace, graphlets, index, graphlet };
  }
  return null;
}

function sameTrainer(trace: Trace, id: NonNullable<GraphletViewInput["trainer"]>): (graphlet: Graphlet) => boolean {
  const row = rowOf(trace.executions.id, id);
  return (graphlet) => graphlet.trainer === row;
}

function newestOf(input: GraphletViewInput, trace: Trace): (graphlet: Graphlet) => boolean {
  const pipeline = input.tracePipeline === undefined ? findTracePipeline(input.pipeline, trace) : input.tracePipeline;
  return ({ trainer }) =>
    trace.executions.pipeline[trainer] === pipeline &&
    (input.node === undefined || nodeName(trace, trainer) === input.node);
}
