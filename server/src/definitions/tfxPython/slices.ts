import { constant, unknown } from "./choices.ts";
import { newSequence, sequenceOf } from "./heap.ts";
import type { Machine } from "./machine.ts";
import type { Place, Value } from "./values.ts";

/**
 * What `object[start:stop:step]` gives: a part of a list or of a text whose members are all known; `bounds` hold null for what is left out.
 * Unknown for anything else.
 */
export function sliced(machine: Machine, object: Value, bounds: readonly (Value | null)[], place: Place): Value {
  const numbers = bounds.map((bound) => (bound ? numberIn(bound) : null));
  if (numbers.includes(undefined) || bounds.length > 3) return unknown;
  const [start = null, stop = null, step = null] = numbers;
  if (object.type === "constant" && typeof object.value === "string") {
    return constant(part([...object.value], start, stop, step ?? 1).join(""), place);
  }
  if (object.type !== "sequence") return unknown;
  const { kind, items, open } = sequenceOf(machine, object);
  const isWhole = start === null && stop === null && step === null;
  if (isWhole) return newSequence(machine, kind, items, open);
  if (open || items.some(({ conditions }) => conditions.some(({ dsl }) => !dsl))) return unknown;
  return newSequence(machine, kind, part(items, start, stop, step ?? 1));
}

/** A whole number, null for `None`; undefined where the text does not tell. */
function numberIn(value: Value): number | null | undefined {
  if (value.type !== "constant" || value.assumed) return undefined;
  if (value.value === null) return null;
  return typeof value.value === "number" && Number.isInteger(value.value) ? value.value : undefined;
}

/** As Python counts: what is negative from the end, what is beyond an end from there. */
function part<T>(items: readonly T[], start: number | null, stop: number | null, step: number): readonly T[] {
  if (step === 0) return [];
  const { length } = items;
  const [lowest, highest] = step > 0 ? [0, length] : [-1, length - 1];
  const within = (at: number): number => Math.min(highest, Math.max(lowest, at < 0 ? at + length : at));
  const first = start === null ? (step > 0 ? 0 : length - 1) : within(start);
  const last = stop === null ? (step > 0 ? length : -1) : within(stop);
  const taken: T[] = [];
  for (let at = first; step > 0 ? at < last : at > last; at += step) {
    const item = items[at];
    if (item !== undefined) taken.push(item);
  }
  return taken;
}
