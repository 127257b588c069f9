import type { NodeDifference, NodeSide } from "../../model/comparison.ts";
import type { Graphlet, Graphlets } from "../../model/graphlet.ts";
import type { Ints } from "../../model/intColumn.ts";
import { executionStates, operatorKinds } from "../../model/kinds.ts";
import { nodeName } from "../../model/rows.ts";
import { type Trace, textOrNull } from "../../model/trace.ts";
import { executionsByNode } from "./executionsByNode.ts";
import { parameterChanges } from "./parameters.ts";

/** The nodes of two graphlets side by side: those of the newer one in order of start, then what only the older one has. */
export function compareNodes(
  trace: Trace,
  graphlets: Graphlets,
  old: Graphlet,
  now: Graphlet,
): readonly NodeDifference[] {
  const before = new Map(executionsByNode(trace, old));
  const after = executionsByNode(trace, now);
  const trainer = nodeName(trace, now.trainer);
  const was = otherTrainer(trace, old, now);
  if (was !== null) {
    before.set(trainer, before.get(was) ?? []);
    before.delete(was);
  }
  return [...new Set([...after.keys(), ...before.keys()])].map((node): NodeDifference => {
    const a = before.get(node) ?? [];
    const b = after.get(node) ?? [];
    const kind = operatorKinds[trace.executions.kind[b.at(-1) ?? a.at(-1) ?? -1] ?? 0] ?? "other";
    const sides = { before: sideOf(trace, graphlets, a), after: sideOf(trace, graphlets, b) };
    const { code, parameters } = trace.executions;
    const sameParameters = sameTexts(parameters, a, b);
    return {
      node,
      was: node === trainer ? was : null,
      kind,
      ...sides,
      sameCode: sameTexts(code, a, b),
      sameParameters,
      sameState: sides.before && sides.after ? sides.before.states.join() === sides.after.states.join() : null,
      parameters: sameParameters === false ? parameterChanges(newestText(a), newestText(b)) : [],
    };

    function newestText(rows: readonly number[]): string | null {
      return textOrNull(trace.strings, parameters[rows.at(-1) ?? -1]);
    }
  });
}

/** The older graphlet's train node, null where it is the same one or the newer graphlet has executions of it as well. */
function otherTrainer(trace: Trace, old: Graphlet, now: Graphlet): string | null {
  const names = (graphlet: Graphlet): Set<string> =>
    new Set([...graphlet.executions].map((row) => nodeName(trace, row)));
  const before = nodeName(trace, old.trainer);
  const after = nodeName(trace, now.trainer);
  return before === after || names(now).has(before) || names(old).has(after) ? null : before;
}

function sideOf(trace: Trace, graphlets: Graphlets, rows: readonly number[]): NodeSide | null {
  if (rows.length === 0) return null;
  const known = rows.map((row) => trace.executions.cost[row] ?? Number.NaN).filter(Number.isFinite);
  const states = rows.map((row) =>
    graphlets.abandoned[row] === 1 ? "abandoned" : (executionStates[trace.executions.state[row] ?? 0] ?? "unknown"),
  );
  return {
    executions: rows,
    states: [...new Set(states)],
    costSeconds: known.length === 0 ? Number.NaN : known.reduce((sum, cost) => sum + cost, 0),
  };
}

/** Whether the executions of both sides have the same texts; null where a side has none or one is unknown. */
function sameTexts(column: Ints, old: readonly number[], now: readonly number[]): boolean | null {
  const before = new Set(old.map((row) => column[row] ?? -1));
  const after = new Set(now.map((row) => column[row] ?? -1));
  if (before.size === 0 || after.size === 0 || before.has(-1) || after.has(-1)) return null;
  return before.size === after.size && [...before].every((text) => after.has(text));
}
