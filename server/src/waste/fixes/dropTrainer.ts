import { err, ok, type Result } from "../../model/result.ts";
import { dropsOf } from "./drops.ts";
import type { FileEdits, Fix, FixInput, FixPlan, Refusal } from "./fix.ts";
import { formatEdits } from "./formats/index.ts";
import { verified, withoutNodes } from "./verify.ts";

/**
 * Takes a trainer out with everything that only it feeds: the nodes that would lose an input they need, and the imports, variables and
 * executors that only those used.
 */
export const dropTrainer: Fix = {
  id: "drop-trainer",
  codes: ["dead-trainer", "redundant-trainer"],
  plan: planDrop,
  edits: dropEdits,
};

function planDrop(input: FixInput): Result<FixPlan, Refusal> | null {
  const { node, pipeline, code } = input;
  if (node?.kind !== "train" || !formatEdits[input.definition.format]?.dropNodes) return null;
  const drops = dropsOf(pipeline, node.id);
  if (!drops.ok) return err({ title: `Remove ${node.id}`, reason: drops.error });
  const others = drops.value.filter((id) => id !== node.id);
  return ok({
    title: `Remove ${node.id}${fedOnly(others.length)}`,
    touches: others.length > 0 ? `Also removed: ${others.join(", ")}` : null,
    preferred: true,
    alwaysSafe: code === "dead-trainer" && others.length === 0,
  });
}

const fedOnly = (others: number): string =>
  others === 0 ? "" : others === 1 ? " and 1 node that only it feeds" : ` and ${others} nodes that only it feeds`;

function dropEdits(input: FixInput): Result<FileEdits, string> {
  const { node, pipeline } = input;
  const dropNodes = formatEdits[input.definition.format]?.dropNodes;
  if (node?.kind !== "train" || !dropNodes) return err("There is no trainer to remove.");
  const drops = dropsOf(pipeline, node.id);
  if (!drops.ok) return drops;
  return verified(input, dropNodes(input, drops.value), withoutNodes(drops.value));
}
