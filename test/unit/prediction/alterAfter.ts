import { type IntColumn, intAt } from "../../../server/src/model/intColumn.ts";
import { operatorCode, stateCode } from "../../../server/src/model/kinds.ts";
import type { EdgeRows, Trace } from "../../../server/src/model/trace.ts";
import { edgeRows, turned } from "../../../server/src/traces/edges.ts";
import type { Random } from "../../generate/random.ts";

/**
 * The same trace up to a time, and another future: what began later has other states, times, costs, code, parameters and results, and what belongs to
 * none of the `planned` executions is torn out of the graph; what had begun ends later and otherwise. Who reads what of the planned ones stays: that
 * much the definition says before.
 */
export function alterAfter(trace: Trace, at: number, planned: ReadonlySet<number>, random: Random): Trace {
  const executions = {
    ...trace.executions,
    state: trace.executions.state.slice(),
    startedAt: trace.executions.startedAt.slice(),
    updatedAt: trace.executions.updatedAt.slice(),
    cost: trace.executions.cost.slice(),
    code: Int32Array.from(trace.executions.code),
    parameters: Int32Array.from(trace.executions.parameters),
  };
  const artifacts = {
    ...trace.artifacts,
    content: widened(trace.artifacts.content, trace.artifacts.count),
    blessed: widened(trace.artifacts.blessed, trace.artifacts.count),
    pushed: widened(trace.artifacts.pushed, trace.artifacts.count),
  };
  const later = (milliseconds: number): number => at + 1 + random.below(milliseconds);
  const text = (): number => random.below(trace.strings.length);
  for (let row = 0; row < executions.count; row++) {
    const begun = !((trace.executions.startedAt[row] ?? Number.NaN) > at);
    if (begun && !((trace.executions.updatedAt[row] ?? Number.NaN) > at)) continue;
    if (!begun) {
      executions.startedAt[row] = later(1e6);
      executions.code[row] = text();
      executions.parameters[row] = text();
    }
    executions.updatedAt[row] = Math.max(executions.startedAt[row] ?? at, later(1e7));
    executions.cost[row] = random.share() * 1e6;
    const cached = executions.state[row] === stateCode.cached;
    if (!cached)
      executions.state[row] = [stateCode.complete, stateCode.failed, stateCode.running][random.below(3)] ?? 0;
    alterResults(trace, row, at, artifacts, random);
  }
  const isTorn = (row: number): boolean => (trace.executions.startedAt[row] ?? Number.NaN) > at && !planned.has(row);
  const reads = without(trace.reads, isTorn);
  const writes = without(trace.writes, isTorn);
  const ends = { readers: turned(reads, artifacts.count), writers: turned(writes, artifacts.count) };
  return { ...trace, executions, artifacts, reads, writes, ...ends };
}

const widened = (column: IntColumn, count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, row) => intAt(column, row));

/** What only came into being later may be anything. */
function alterResults(
  trace: Trace,
  row: number,
  at: number,
  artifacts: Record<"content" | "blessed" | "pushed", Int32Array>,
  random: Random,
): void {
  const { writes, writers, executions } = trace;
  for (let edge = writes.offsets[row] ?? 0; edge < (writes.offsets[row + 1] ?? 0); edge++) {
    const artifact = writes.target[edge] ?? -1;
    const all = writers.target.subarray(writers.offsets[artifact], writers.offsets[artifact + 1]);
    if (all.some((writer) => (executions.updatedAt[writer] ?? 0) <= at)) continue;
    if (executions.kind[row] !== operatorCode.ingest) artifacts.content[artifact] = random.below(trace.strings.length);
    artifacts.blessed[artifact] = random.below(3) - 1;
    artifacts.pushed[artifact] = random.below(3) - 1;
  }
}

function without(rows: EdgeRows, isTorn: (row: number) => boolean): EdgeRows {
  const kept: [from: number, to: number, key: number][] = [];
  for (let row = 0; row + 1 < rows.offsets.length; row++) {
    if (isTorn(row)) continue;
    for (let edge = rows.offsets[row] ?? 0; edge < (rows.offsets[row + 1] ?? 0); edge++) {
      kept.push([row, rows.target[edge] ?? 0, rows.key[edge] ?? 0]);
    }
  }
  return edgeRows(rows.offsets.length - 1, {
    from: Int32Array.from(kept, ([from]) => from),
    to: Int32Array.from(kept, ([, to]) => to),
    key: Int32Array.from(kept, ([, , key]) => key),
  });
}
