import { type GraphletColumns, roleBits } from "../../graphlets/columns.ts";
import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import { operatorCode, stateCode } from "../../model/kinds.ts";
import type { Trace } from "../../model/trace.ts";

/** When a prediction is made, in order. */
export const predictionPoints = ["after-ingestion", "before-training", "after-training", "after-validation"] as const;
export type PredictionPoint = (typeof predictionPoints)[number];

/** Code of each point in order of time. `run`: before a run begins, when only what became of the models before is known. */
export const pointCode = { run: -1, ingested: 0, training: 1, trained: 2, validated: 3 } as const;

/** Of each point, each graphlet's time: milliseconds since the epoch; NaN where it did not get there, or the trace does not tell when the training began. */
export type PointTimes = readonly Float64Array[];

/**
 * When each graphlet gets to the four points. Each is a time that is known once it has come, whatever follows:
 *
 * - after ingestion: the last of the ingestions that the model is made from has ended, and those of its run that were served from the cache; at the
 *   latest when the training begins, and then where there is none. What a model will be made from counts as known: the definition says it.
 * - before training: the train execution begins.
 * - after training: it has ended; where it has not, when it began.
 * - after validation: a check of the model has ended and none that had begun by then still runs; at the latest just before the model is first
 *   deployed or used, and with the training's end where nothing checks it.
 *
 * Linear in the members.
 */
export function pointTimes(trace: Trace, graphlets: GraphletColumns, token: CancelToken): PointTimes {
  const times = predictionPoints.map(() => new Float64Array(graphlets.count));
  const { startedAt, updatedAt, run } = trace.executions;
  const ofRuns = ingestedByRun(trace);
  for (let graphlet = 0; graphlet < graphlets.count; graphlet++) {
    if ((graphlet & 0x3fff) === 0x3fff) throwIfCancelled(token);
    const trainer = graphlets.trainer[graphlet] as number;
    const began = startedAt[trainer] as number;
    const ended = hasEnded(trace, trainer) ? latest(began, updatedAt[trainer] as number) : began;
    const found = look(trace, graphlets, graphlet);
    const ingested = latest(found.ingested, ofRuns[run[trainer] as number] ?? Number.NaN);
    const row = [
      Number.isNaN(ingested) ? began : Math.min(ingested, began),
      began,
      ended,
      Math.max(ended, Math.min(checksOver(trace, found.checks, ended), found.deploys)),
    ];
    for (const [point, time] of row.entries()) {
      (times[point] as Float64Array)[graphlet] = Number.isFinite(time) ? time : Number.NaN;
    }
  }
  return times;
}

/** When the last ingestion of each run ended: infinity where one did not, NaN where there is none. */
function ingestedByRun(trace: Trace): Float64Array {
  const { count, kind, run } = trace.executions;
  const times = new Float64Array(trace.runs.pipeline.length).fill(Number.NaN);
  for (let row = 0; row < count; row++) {
    if (kind[row] !== operatorCode.ingest || (run[row] as number) < 0) continue;
    times[run[row] as number] = latest(times[run[row] as number] as number, endOf(trace, row));
  }
  return times;
}

/** When an execution came to its end; infinity where it did not. */
const endOf = (trace: Trace, row: number): number =>
  hasEnded(trace, row) ? (trace.executions.updatedAt[row] as number) : Number.POSITIVE_INFINITY;

/** Whether an execution has come to an end whose time is known. */
export function hasEnded({ executions }: Trace, row: number): boolean {
  const state = executions.state[row];
  const open = state === stateCode.new || state === stateCode.running || state === stateCode.unknown;
  return !open && !Number.isNaN(executions.updatedAt[row] as number);
}

/** End of the last ingestion (NaN for none), the checks (rows), and the time before which nothing deploys. */
function look(trace: Trace, { members }: GraphletColumns, graphlet: number) {
  const { kind, startedAt } = trace.executions;
  const checks: number[] = [];
  let ingested = Number.NaN;
  let deploys = Number.POSITIVE_INFINITY;
  const end = members.offsets[graphlet + 1] as number;
  for (let at = members.offsets[graphlet] as number; at < end; at++) {
    const row = (members.values[at] as number) >> roleBits;
    switch (kind[row]) {
      case operatorCode.ingest:
        ingested = latest(ingested, endOf(trace, row));
        break;
      case operatorCode.evaluate:
      case operatorCode.validate:
        checks.push(row);
        break;
      case operatorCode.deploy:
      case operatorCode.infer:
        if ((startedAt[row] as number) < deploys) deploys = startedAt[row] as number;
        break;
    }
  }
  return { ingested, checks, deploys };
}

/** When the first check has ended and those that had begun by then, too: infinity where they did not, the training's end where there are none. */
function checksOver(trace: Trace, checks: readonly number[], trained: number): number {
  if (checks.length === 0) return trained;
  const { startedAt } = trace.executions;
  let over = Number.POSITIVE_INFINITY;
  for (const row of checks) over = Math.min(over, endOf(trace, row));
  for (const row of checks.toSorted((a, b) => (startedAt[a] as number) - (startedAt[b] as number))) {
    if ((startedAt[row] as number) < over) over = Math.max(over, endOf(trace, row));
  }
  return over;
}

/** The later of two times; the known one where one is not. */
export const latest = (a: number, b: number): number => (Number.isNaN(a) || b > a ? b : a);
