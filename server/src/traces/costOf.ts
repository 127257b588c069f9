import { stateCode } from "../model/kinds.ts";

/** Cost of an execution by its state and times, in seconds; NaN where unknown: not over yet, without times, or with times that contradict each other. */
export function costOf(state: number, startedAt: number, updatedAt: number): number {
  if (state === stateCode.cached) return 0;
  if (state !== stateCode.complete && state !== stateCode.failed && state !== stateCode.canceled) return Number.NaN;
  return updatedAt >= startedAt ? (updatedAt - startedAt) / 1000 : Number.NaN;
}
