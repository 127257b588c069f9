import type { PipelineDefinition } from "../../model/definition.ts";
import { err, type Result } from "../../model/result.ts";
import type { Fix, FixInput, FixPlan, Refusal } from "./fix.ts";

/** What was found for a pipeline: the light bulb asks again at every move of the cursor. */
const offers = new WeakMap<PipelineDefinition, Map<string, Result<FixPlan, Refusal> | null>>();

/**
 * How a fix is offered for a finding: its plan, after its edits were tried out on the texts that `input` reads. Null where it does
 * not apply. Kept as long as the pipeline, which a change of any of its files replaces.
 */
export function offerOf(fix: Fix, input: FixInput): Result<FixPlan, Refusal> | null {
  const known = offers.get(input.pipeline) ?? new Map<string, Result<FixPlan, Refusal> | null>();
  offers.set(input.pipeline, known);
  const key = JSON.stringify([fix.id, input.code, input.node?.id ?? null, input.subject]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const offer = tried(fix, input);
  known.set(key, offer);
  return offer;
}

function tried(fix: Fix, input: FixInput): Result<FixPlan, Refusal> | null {
  const plan = fix.plan(input);
  if (!plan?.ok) return plan;
  const edits = fix.edits(input);
  return edits.ok ? plan : err({ title: plan.value.title, reason: edits.error });
}
