import type { ExecutionState } from "../../model/kinds.ts";
import type { DatasetUse, JobName, RunEvent } from "./event.ts";

/** All that the events of one run say together: START and COMPLETE carry different inputs and outputs. */
export interface LineageRun {
  readonly id: string;
  job: JobName;
  parent: RunEvent["parent"];
  root: RunEvent["root"];
  /** Milliseconds since the epoch; NaN where unknown. */
  startedAt: number;
  updatedAt: number;
  state: ExecutionState;
  /** When the event came that gave the state. */
  stateAt: number;
  readonly inputs: Map<string, DatasetUse>;
  readonly outputs: Map<string, DatasetUse>;
  integration: string;
  jobType: string;
  code: string | null;
  parameters: string | null;
}

const states: Readonly<Record<string, ExecutionState>> = {
  START: "running",
  RUNNING: "running",
  COMPLETE: "complete",
  ABORT: "canceled",
  FAIL: "failed",
};
const isOver = (state: ExecutionState): boolean => state === "complete" || state === "canceled" || state === "failed";

/** Adds an event to its run; events may come in any order, and more than once. Returns the run. */
export function addEvent(runs: Map<string, LineageRun>, event: RunEvent): LineageRun {
  let run = runs.get(event.runId);
  if (!run) {
    run = newRun(event);
    runs.set(event.runId, run);
  }
  addToRun(run, event);
  return run;
}

/** As {@link addEvent}, to a run that is known. */
export function addToRun(run: LineageRun, event: RunEvent): void {
  run.parent ??= event.parent;
  run.root ??= event.root;
  if (run.job.name === "") run.job = event.job;
  const { time } = event;
  if (event.type === "START" || !(run.startedAt <= time)) {
    if (!Number.isNaN(time) && !(run.startedAt < time)) run.startedAt = time;
  }
  if (!Number.isNaN(time) && !(run.updatedAt > time)) run.updatedAt = time;
  const state = (Object.hasOwn(states, event.type) ? states[event.type] : undefined) ?? "unknown";
  if (takesOver(run, state, time)) {
    run.state = state;
    run.stateAt = time;
  }
  for (const use of event.inputs) keepUse(run.inputs, use);
  for (const use of event.outputs) keepUse(run.outputs, use);
  run.integration ||= event.integration;
  run.jobType ||= event.jobType;
  run.code ??= event.code;
  run.parameters ??= event.parameters;
}

/** An end goes before a beginning; of two ends the later one counts. */
function takesOver(run: LineageRun, state: ExecutionState, time: number): boolean {
  if (state === "unknown") return false;
  if (isOver(state) !== isOver(run.state)) return isOver(state);
  return !(run.stateAt > time);
}

function keepUse(uses: Map<string, DatasetUse>, use: DatasetUse): void {
  if (use.version !== null || !uses.has(use.key)) uses.set(use.key, use);
}

const newRun = ({ runId, job }: RunEvent): LineageRun => ({
  id: runId,
  job,
  parent: null,
  root: null,
  startedAt: Number.NaN,
  updatedAt: Number.NaN,
  state: "unknown",
  stateAt: Number.NaN,
  inputs: new Map(),
  outputs: new Map(),
  integration: "",
  jobType: "",
  code: null,
  parameters: null,
});
