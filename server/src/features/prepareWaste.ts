import { type CancelToken, throwIfCancelled } from "../model/cancel.ts";
import { prepareRules, wasteByRule } from "../waste/index.ts";
import type { WasteInput } from "../waste/rule.ts";
import { inTurns } from "./inTurns.ts";

/** Histories of which the rules have kept what they need. */
const prepared = new WeakSet<object>();

/**
 * Lets the rules make what they keep with a trace, and gives others a turn after each, so that hovers are answered meanwhile. Done once
 * for each trace and pipeline: after it the rules are quick. What a rule throws is told when its findings are asked for.
 * @throws CancelledError when the token is cancelled.
 */
export async function prepareWaste(input: WasteInput, token: CancelToken): Promise<void> {
  const histories = input.evidence?.histories;
  if (!histories || prepared.has(histories)) return;
  await inTurns(prepareRules(input), token);
  for (const _ of wasteByRule(input)) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    throwIfCancelled(token);
  }
  prepared.add(histories);
}
