import type { GraphletComparison } from "../model/comparison.ts";
import type { Graphlets } from "../model/graphlet.ts";
import { type Ints, intAt } from "../model/intColumn.ts";
import { artifactCode, executionStates, stateCode } from "../model/kinds.ts";
import type { Settings } from "../model/settings.ts";
import type { Trace } from "../model/trace.ts";
import type { Alike, RowPair } from "./comparePicture.ts";
import { formatCost } from "./words.ts";

/** A duration has changed when it is longer or shorter by a fifth, and by a second at least. */
const noticeable = { share: 0.2, seconds: 1 };

/** Whether artifacts are the same: by content, where the trace has it; else data by its id, verdicts by what they say. */
export function alikeArtifacts({ artifacts }: Trace, { metrics }: GraphletComparison): Alike {
  const sameMetrics = metrics.every(({ before, after }) => before === after);
  return ({ before, after }) => {
    if (before < 0 || after < 0) return false;
    const old = intAt(artifacts.content, before);
    const now = intAt(artifacts.content, after);
    if (old >= 0 && now >= 0) return old === now;
    const kind = artifacts.kind[after];
    if (kind === artifactCode.data) return false;
    if (kind === artifactCode.evaluation && !sameMetrics) return false;
    return (
      intAt(artifacts.blessed, before) === intAt(artifacts.blessed, after) &&
      intAt(artifacts.pushed, before) === intAt(artifacts.pushed, after)
    );
  };
}

/** What differs between two executions of one node, in short words: `code`, `parameters`, `complete → failed`, `3m → 5m`. */
export function executionChanges(
  trace: Trace,
  graphlets: Graphlets,
  settings: Settings,
  { before, after }: RowPair,
): readonly string[] {
  if (before < 0 || after < 0 || before === after) return [];
  const { code, parameters, cost } = trace.executions;
  const differs = (column: Ints): boolean => {
    const old = column[before] ?? -1;
    const now = column[after] ?? -1;
    return old >= 0 && now >= 0 && old !== now;
  };
  const old = stateOf(trace, graphlets, before);
  const now = stateOf(trace, graphlets, after);
  const duration = (row: number): string => formatCost(cost[row] ?? Number.NaN, settings);
  return [
    differs(code) ? "code" : "",
    differs(parameters) ? "parameters" : "",
    old === now ? "" : `${old} → ${now}`,
    old === now && durationDiffers(trace, before, after) ? `${duration(before)} → ${duration(after)}` : "",
  ].filter((text) => text !== "");
}

/** An execution's state in a word; what never finished is abandoned. */
export function stateOf(
  trace: Trace,
  graphlets: Graphlets,
  row: number,
): (typeof executionStates)[number] | "abandoned" {
  if (graphlets.abandoned[row] === 1) return "abandoned";
  return executionStates[trace.executions.state[row] ?? 0] ?? "unknown";
}

function durationDiffers({ executions }: Trace, before: number, after: number): boolean {
  if (executions.state[after] === stateCode.cached) return false;
  const old = executions.cost[before] ?? Number.NaN;
  const now = executions.cost[after] ?? Number.NaN;
  const change = Math.abs(now - old);
  return change >= noticeable.seconds && change >= noticeable.share * Math.min(old, now);
}
