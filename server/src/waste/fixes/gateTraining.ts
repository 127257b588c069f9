import { err, ok, type Result } from "../../model/result.ts";
import type { FileEdits, Fix, FixInput, FixPlan, Refusal, TrainingGate } from "./fix.ts";
import { formatEdits } from "./formats/index.ts";
import { verified } from "./verify.ts";

/**
 * Lets a trainer whose next model will probably not be deployed run only when something says so: what the pipeline finds out before the training, or its
 * owner. Which of these can be written correctly the format knows; a comment beside the edit says what it does.
 */
export const gateTraining: Fix = {
  id: "gate-training",
  codes: ["likely-unpushed"],
  plan(input): Result<FixPlan, Refusal> | null {
    const gate = gateOf(input);
    if (!gate?.ok) return gate;
    const { title, touches } = gate.value;
    return ok({ title, touches, preferred: false, alwaysSafe: false });
  },
  edits(input): Result<FileEdits, string> {
    const gate = gateOf(input);
    if (!gate) return err("There is no training to hold back.");
    return gate.ok ? verified(input, gate.value.edits(), gate.value.change) : err(gate.error.reason);
  },
};

function gateOf(input: FixInput): Result<TrainingGate, Refusal> | null {
  const { node, definition } = input;
  if (node?.kind !== "train" || node.condition !== null) return null;
  return formatEdits[definition.format]?.gateTraining?.(input, node) ?? null;
}
