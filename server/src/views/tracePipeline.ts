import { type NodeHistory, nodeHistories } from "../graphlets/nodeHistory.ts";
import type { PipelineDefinition } from "../model/definition.ts";
import { type Trace, textOf } from "../model/trace.ts";
import type { ViewInput } from "./input.ts";

/**
 * Index of the trace's pipeline that a definition stands for, -1 for the executions without one, null where none fits:
 * by name, else the one whose nodes have most names in common, at least half of the definition's.
 * Linear in the trace's executions where the name decides nothing.
 */
export function findTracePipeline(pipeline: PipelineDefinition, trace: Trace): number | null {
  const named = trace.pipelines.findIndex((candidate) => candidate.name === pipeline.name);
  if (named >= 0) return named;
  const known = new Set(pipeline.nodes.map((node) => node.id));
  const common = new Map<number, Set<string>>();
  const { executions, strings } = trace;
  for (let row = 0; row < executions.count; row++) {
    const node = textOf(strings, executions.node[row]);
    if (!known.has(node)) continue;
    const index = executions.pipeline[row] ?? -1;
    const nodes = common.get(index);
    if (nodes) nodes.add(node);
    else common.set(index, new Set([node]));
  }
  let best: number | null = null;
  let most = Math.max(1, Math.ceil(known.size / 2)) - 1;
  for (const [index, nodes] of common) {
    if (nodes.size <= most) continue;
    best = index;
    most = nodes.size;
  }
  return best;
}

/** The trace's pipeline of a view and its nodes' histories; empty where there is no trace or it has no such pipeline. */
export function historiesOf(input: ViewInput): {
  readonly index: number | null;
  readonly histories: ReadonlyMap<string, NodeHistory>;
} {
  const { trace, graphlets } = input;
  if (!trace || !graphlets) return { index: null, histories: new Map() };
  const index = input.tracePipeline === undefined ? findTracePipeline(input.pipeline, trace) : input.tracePipeline;
  if (index === null) return { index, histories: new Map() };
  if (input.range) return { index, histories: nodeHistories(trace, graphlets, index, input.range) };
  return { index, histories: input.histories ?? nodeHistories(trace, graphlets, index) };
}
