import { mappingOf, sequenceOf } from "./heap.ts";
import type { Machine } from "./machine.ts";
import type { ChannelValue, Made, Maker, PipelineMade, Value } from "./values.ts";

/** The channels that a value carries, with what else may be in it. */
export interface Carried {
  /** Channels handed over as such. */
  readonly makers: Maker[];
  /** Channels that an execution property or a predicate looks into. */
  readonly placeholders: Maker[];
  /** Components handed over whole. */
  readonly components: Made[];
  readonly pipelines: PipelineMade[];
  /** Something is not known. */
  unknown: boolean;
}

const maxDepth = 8;

/** Finds the channels in a value: in lists, dictionaries, calls that are not followed, and in each of several choices. */
export function carried(machine: Machine, value: Value): Carried {
  const found: Carried = { makers: [], placeholders: [], components: [], pipelines: [], unknown: false };
  collect(machine, value, found, 0, new Set());
  return found;
}

function collect(machine: Machine, value: Value, found: Carried, depth: number, seen: Set<unknown>): void {
  if (depth > maxDepth) return;
  const inside = (next: Value): void => collect(machine, next, found, depth + 1, seen);
  switch (value.type) {
    case "channel":
      add(value.placeholder ? found.placeholders : found.makers, value.makers);
      return;
    case "choice":
      for (const option of value.options) inside(option);
      return;
    case "sequence":
      if (sequenceOf(machine, value).open) found.unknown = true;
      for (const item of sequenceOf(machine, value).items) inside(item.value);
      return;
    case "mapping":
      for (const entry of mappingOf(machine, value).entries.values()) inside(entry.value);
      return;
    case "made":
      collectMade(value.made, found, seen, inside);
      return;
    case "pipeline":
      if (!found.pipelines.includes(value.pipeline)) found.pipelines.push(value.pipeline);
      return;
    case "unknown":
    case "external":
      found.unknown = true;
      return;
    default:
      return;
  }
}

function collectMade(made: Made, found: Carried, seen: Set<unknown>, inside: (next: Value) => void): void {
  if (made.isComponent) {
    if (!found.components.includes(made)) found.components.push(made);
    return;
  }
  if (seen.has(made)) return;
  seen.add(made);
  if (made.arguments.length === 0) found.unknown = true;
  for (const argument of made.arguments) inside(argument.value);
}

export function add(makers: Maker[], more: readonly Maker[]): void {
  for (const maker of more) {
    const known = makers.some((other) => other.made === maker.made && other.output === maker.output);
    if (!known) makers.push(maker);
  }
}

/** One channel of all that some values carry: `union([…])`, a predicate. Null where they carry none. */
export function mergedChannel(machine: Machine, values: readonly Value[], placeholder: boolean): ChannelValue | null {
  const makers: Maker[] = [];
  for (const value of values) {
    const found = carried(machine, value);
    add(makers, found.makers);
    add(makers, found.placeholders);
  }
  return makers.length > 0 ? { type: "channel", makers, placeholder } : null;
}

/** What a component makes under a key. */
export const channelOf = (made: Made, output: string): ChannelValue => ({
  type: "channel",
  makers: [{ made, output }],
  placeholder: false,
});

/** A channel from outside the pipeline. */
export const outside: ChannelValue = { type: "channel", makers: [{ made: null, output: "" }], placeholder: false };
