import type { DefinitionNode, PipelineDefinition } from "../model/definition.ts";

const kept = new WeakMap<PipelineDefinition, ReadonlyMap<string, readonly DefinitionNode[]>>();

/** Node id → the nodes that take its outputs or run after it. Linear in the edges; kept with the pipeline. */
export function consumersOf(pipeline: PipelineDefinition): ReadonlyMap<string, readonly DefinitionNode[]> {
  let consumers = kept.get(pipeline);
  if (!consumers) {
    consumers = readConsumers(pipeline);
    kept.set(pipeline, consumers);
  }
  return consumers;
}

function readConsumers(pipeline: PipelineDefinition): ReadonlyMap<string, readonly DefinitionNode[]> {
  const consumers = new Map<string, DefinitionNode[]>();
  for (const node of pipeline.nodes) {
    const makers = new Set(node.after);
    for (const input of node.inputs) if (input.from) makers.add(input.from.node);
    for (const maker of makers) {
      const list = consumers.get(maker);
      if (list) list.push(node);
      else consumers.set(maker, [node]);
    }
  }
  return consumers;
}

/** All nodes that can be reached from a node along its outputs, the node itself not among them unless on a cycle. */
export function reachableFrom(pipeline: PipelineDefinition, id: string): ReadonlySet<DefinitionNode> {
  const consumers = consumersOf(pipeline);
  const reached = new Set<DefinitionNode>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const node of consumers.get(next) ?? []) {
      if (reached.has(node)) continue;
      reached.add(node);
      open.push(node.id);
    }
  }
  return reached;
}
