import type { DefinitionNode, NodeInput, PipelineDefinition } from "../../model/definition.ts";
import { err, ok, type Result } from "../../model/result.ts";

/** Inputs that a component of TFX does without, and does the same but for them. */
const optional: Readonly<Record<string, readonly string[]>> = {
  Trainer: ["base_model", "hyperparameters", "statistics"],
  Tuner: ["base_model"],
  Evaluator: ["baseline_model"],
  StatisticsGen: ["schema"],
  Transform: ["analyzer_cache"],
};

/** Inputs that only open a gate: without them a node would do more than before. */
const gates = new Set(["model_blessing", "infra_blessing"]);

/**
 * What goes with a node: every node that would lose an input it needs, and so on. An error, in a sentence, where a node
 * that other nodes feed as well would lose one: what is to become of it is not for an edit to say.
 */
export function dropsOf(pipeline: PipelineDefinition, nodeId: string): Result<readonly string[], string> {
  const dropped = new Set([nodeId]);
  for (let changed = true; changed; ) {
    changed = false;
    for (const node of pipeline.nodes) {
      if (dropped.has(node.id)) continue;
      const lost = lostInputs(node, dropped);
      if (lost.length === 0) continue;
      if (isFedOnlyBy(node, dropped) || lost.some((key) => isEssential(pipeline, node, key, dropped))) {
        dropped.add(node.id);
        changed = true;
      }
    }
  }
  for (const node of pipeline.nodes) {
    if (dropped.has(node.id)) continue;
    const [lost] = lostInputs(node, dropped).filter((key) => !optional[node.type]?.includes(key));
    if (lost === undefined) continue;
    const maker = node.inputs.find(({ key, from }) => key === lost && from && dropped.has(from.node))?.from?.node;
    return err(`${node.id} takes \`${lost}\` from ${maker ?? nodeId} and other inputs from nodes that stay.`);
  }
  return ok(pipeline.nodes.filter(({ id }) => dropped.has(id)).map(({ id }) => id));
}

/** Keys of which every maker goes. */
function lostInputs(node: DefinitionNode, dropped: ReadonlySet<string>): string[] {
  const goes = ({ from }: NodeInput): boolean => from !== null && dropped.has(from.node);
  const keys = new Set(node.inputs.filter(goes).map(({ key }) => key));
  return [...keys].filter((lost) => node.inputs.every((input) => input.key !== lost || goes(input)));
}

const isFedOnlyBy = (node: DefinitionNode, dropped: ReadonlySet<string>): boolean =>
  node.inputs.every(({ from }) => from !== null && dropped.has(from.node));

/** The model that the node works on, where no other trainer gives it one. */
function isEssential(
  pipeline: PipelineDefinition,
  node: DefinitionNode,
  key: string,
  dropped: ReadonlySet<string>,
): boolean {
  if (optional[node.type]?.includes(key) || gates.has(key) || key.startsWith("_")) return false;
  const isTrainer = (id: string): boolean => pipeline.nodes.some((other) => other.id === id && other.kind === "train");
  const keepsOne = node.inputs.some(({ from }) => from && !dropped.has(from.node) && isTrainer(from.node));
  return (
    !keepsOne && node.inputs.some((input) => input.key === key && input.from !== null && isTrainer(input.from.node))
  );
}
