import { formatAge, formatCount } from "../../model/format.ts";
import { type ExecutionState, stateCode } from "../../model/kinds.ts";
import { runName } from "../../model/trace.ts";
import type { TreePage, TreeStatus } from "../../protocol.ts";
import { dots, formatCost, formatTime } from "../words.ts";
import { filters, passes } from "./filter.ts";
import { askedName, shownName, type TreeInput } from "./input.ts";
import { pageOf } from "./page.ts";

/** What the executions of one run come to. */
interface Run {
  readonly name: string | null;
  executions: number;
  failed: number;
  open: number;
  startedAt: number;
  /** NaN until one is known. */
  cost: number;
}

/**
 * The runs of a pipeline (index into `trace.pipelines`, or -1) that trained nothing, newest first: `2026-03-01 · 12 executions · 3m`. A run
 * counts as failed where an execution failed, as pending where one has not ended. Linear in the executions.
 */
export function* treeRuns(input: TreeInput, pipeline: number): Generator<void, TreePage> {
  const { filter, settings, now, timeZone } = input;
  const known = yield* runsOf(input, pipeline);
  const latest = ({ startedAt }: Run): number => (Number.isNaN(startedAt) ? Number.NEGATIVE_INFINITY : startedAt);
  const rows = [...known.values()].reverse().sort((a, b) => (latest(a) === latest(b) ? 0 : latest(b) - latest(a)));
  const fits = passes(filter);
  return yield* pageOf(
    rows,
    (run) => fits({ ...run, status: statusOf(run), texts: () => `${run.name ?? ""} ${statusOf(run) ?? ""}` }),
    (run) => ({
      type: "run",
      run: askedName(run.name),
      state: stateOf(run),
      label: run.name === null || run.name === "" ? "no run" : shownName(run.name),
      description: `· ${dots(formatCount(run.executions, "execution"), formatCost(run.cost, settings))}`,
      details: [
        ...(run.failed > 0 ? [`${formatCount(run.failed, "execution")} failed`] : []),
        ...(Number.isNaN(run.startedAt)
          ? []
          : [`Started ${formatAge(run.startedAt, now)}, ${formatTime(run.startedAt, timeZone)}`]),
      ],
    }),
    input,
    filters(filter) ? "No run fits the filter." : null,
  );
}

function* runsOf({ trace, graphlets }: TreeInput, pipeline: number): Generator<void, ReadonlyMap<number, Run>> {
  const { count, pipeline: pipelines, run, state, startedAt, cost } = trace.executions;
  const known = new Map<number, Run>();
  for (let row = 0; row < count; row++) {
    if (row % 8192 === 8191) yield;
    if (pipelines[row] !== pipeline) continue;
    const index = run[row] ?? -1;
    let entry = known.get(index);
    if (!entry) {
      const name = runName(trace, index);
      entry = { name, executions: 0, failed: 0, open: 0, startedAt: Number.NaN, cost: Number.NaN };
      known.set(index, entry);
    }
    entry.executions++;
    const now = state[row];
    if (now === stateCode.failed) entry.failed++;
    if ((now === stateCode.new || now === stateCode.running) && graphlets.abandoned[row] !== 1) entry.open++;
    const start = startedAt[row] ?? Number.NaN;
    if (Number.isNaN(entry.startedAt) || start < entry.startedAt) entry.startedAt = start;
    const paid = cost[row] ?? Number.NaN;
    if (!Number.isNaN(paid)) entry.cost = (Number.isNaN(entry.cost) ? 0 : entry.cost) + paid;
  }
  return known;
}

const statusOf = ({ failed, open }: Run): TreeStatus | null => (failed > 0 ? "failed" : open > 0 ? "pending" : null);

const stateOf = ({ failed, open }: Run): ExecutionState => (failed > 0 ? "failed" : open > 0 ? "running" : "complete");
