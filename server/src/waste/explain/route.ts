import { byStart } from "../../graphlets/order.ts";
import type { DefinitionNode, PipelineDefinition } from "../../model/definition.ts";
import type { DeployRoute } from "../../model/explanation.ts";
import type { Graphlet, Graphlets } from "../../model/graphlet.ts";
import { operatorCode, operatorKinds } from "../../model/kinds.ts";
import { nodeName, targetsOf } from "../../model/rows.ts";
import type { Trace } from "../../model/trace.ts";
import { reachableFrom } from "../reach.ts";
import { executionsByNode } from "./executionsByNode.ts";

/**
 * The way from a model's training to deployment: as the definition has it where one is given and has the node, else as another
 * model of the same node went it. Linear in the nodes and edges, or in the graphlets and the other model's members.
 */
export function routeOf(
  trace: Trace,
  graphlets: Graphlets,
  graphlet: Graphlet,
  pipeline: PipelineDefinition | null,
): DeployRoute {
  const ran = executionsByNode(trace, graphlet);
  const trainer = nodeName(trace, graphlet.trainer);
  const declared = pipeline?.nodes.some(({ id }) => id === trainer) ? declaredWay(pipeline, trainer) : null;
  if (declared) {
    return {
      from: "definition",
      deploys: declared.filter(({ kind }) => kind === "deploy").map(({ id }) => id),
      steps: declared.map(({ id, kind, condition }) => ({ node: id, kind, condition, executions: ran.get(id) ?? [] })),
      example: -1,
    };
  }
  const example = exampleFor(trace, graphlets, graphlet);
  const other = graphlets.list[example];
  const way = other ? wayOf(trace, other) : [];
  const nodes = [...new Map(way.map((row) => [nodeName(trace, row), row])).entries()];
  return {
    from: "trace",
    deploys: other
      ? nodes.filter(([, row]) => trace.executions.kind[row] === operatorCode.deploy).map(([node]) => node)
      : deployNodes(trace, graphlet),
    steps: nodes.map(([node, row]) => ({
      node,
      kind: operatorKinds[trace.executions.kind[row] ?? 0] ?? "other",
      condition: null,
      executions: ran.get(node) ?? [],
    })),
    example,
  };
}

/** The nodes behind a train node from which something that deploys is reached, in the order of the text. */
function declaredWay(pipeline: PipelineDefinition, trainer: string): readonly DefinitionNode[] {
  const behind = reachableFrom(pipeline, trainer);
  const leads = new Set<string>();
  const open = [...behind].filter(({ kind }) => kind === "deploy");
  for (let node = open.pop(); node; node = open.pop()) {
    if (leads.has(node.id)) continue;
    leads.add(node.id);
    const before = new Set([...node.inputs.flatMap(({ from }) => from?.node ?? []), ...node.after]);
    for (const one of behind) if (before.has(one.id)) open.push(one);
  }
  return pipeline.nodes.filter(({ id }) => leads.has(id) && id !== trainer);
}

/** The newest other model of the same node that came to a deploy execution, -1 where none did. */
function exampleFor(trace: Trace, graphlets: Graphlets, graphlet: Graphlet): number {
  const { pipeline, node, kind } = trace.executions;
  for (let index = graphlets.list.length - 1; index >= 0; index--) {
    const other = graphlets.list[index];
    if (!other || other.trainer === graphlet.trainer) continue;
    if (pipeline[other.trainer] !== pipeline[graphlet.trainer] || node[other.trainer] !== node[graphlet.trainer])
      continue;
    if (!mayDeploy(other)) continue;
    if (other.down.some((row) => kind[row] === operatorCode.deploy)) return index;
  }
  return -1;
}

/** Whether it may have come to a deploy execution: told without looking at its members, of which there may be many. */
const mayDeploy = ({ whyNotPushed }: Graphlet): boolean => whyNotPushed !== "never-reached-deploy";

/** The executions of Down that something that deploys rests on, the training aside, in order of start. */
function wayOf(trace: Trace, { down, trainer }: Graphlet): readonly number[] {
  const members = new Set(down);
  const leads = new Set<number>();
  const open = [...down].filter((row) => trace.executions.kind[row] === operatorCode.deploy);
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    if (leads.has(row)) continue;
    leads.add(row);
    for (const artifact of targetsOf(trace.reads, row)) {
      for (const writer of targetsOf(trace.writers, artifact)) if (members.has(writer)) open.push(writer);
    }
  }
  leads.delete(trainer);
  return byStart(trace, leads);
}

/** Names of the nodes that deployed anything in the model's pipeline. Linear in the executions. */
function deployNodes(trace: Trace, { trainer }: Graphlet): readonly string[] {
  const { count, kind, pipeline } = trace.executions;
  const names = new Set<string>();
  for (let row = 0; row < count; row++) {
    if (kind[row] === operatorCode.deploy && pipeline[row] === pipeline[trainer]) names.add(nodeName(trace, row));
  }
  return [...names];
}
