import { type DatasetUse, datasetUse, type JobName, type RunEvent } from "./event.ts";
import { type EventBatch, eventWidth } from "./eventBatch.ts";
import { addEvent, addToRun, type LineageRun } from "./runs.ts";

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const nobody: JobName = { namespace: "", name: "" };

/** Adds the events of one writer's batches to their runs. Batches come in the order in which they were taken; returns how many events a batch has. */
export function batchUniter(runs: Map<string, LineageRun>): (batch: EventBatch) => number {
  const texts: string[] = [];
  /** Of each text: in upper case, and the run that has it as its id; where they were asked for. */
  const upper: (string | undefined)[] = [];
  const known: (LineageRun | undefined)[] = [];
  const jobs: JobName[] = [];
  const parents: NonNullable<RunEvent["parent"]>[] = [];
  const uses: DatasetUse[] = [];
  const inputs: DatasetUse[] = [];
  const outputs: DatasetUse[] = [];
  const event: Mutable<RunEvent> = {
    runId: "",
    type: "",
    time: Number.NaN,
    job: nobody,
    parent: null,
    root: null,
    inputs,
    outputs,
    integration: "",
    jobType: "",
    code: null,
    parameters: null,
  };

  const learn = (batch: EventBatch): void => {
    for (const text of batch.texts) {
      texts.push(text);
      upper.push(undefined);
      known.push(undefined);
    }
    const name = (numbers: Int32Array, at: number): string => texts[numbers[at] as number] ?? "";
    for (let at = 0; at < batch.jobs.length; at += 3) {
      jobs.push({ namespace: name(batch.jobs, at), name: name(batch.jobs, at + 1) });
    }
    for (let at = 0; at < batch.parents.length; at += 3) {
      const job = { namespace: name(batch.parents, at + 1), name: name(batch.parents, at + 2) };
      parents.push({ runId: name(batch.parents, at), job });
    }
    for (let at = 0; at < batch.uses.length; at += 3) {
      const version = batch.uses[at + 2] as number;
      uses.push(datasetUse(name(batch.uses, at), name(batch.uses, at + 1), textAt(version)));
    }
  };

  const inUpperCase = (index: number): string => {
    upper[index] ??= (texts[index] ?? "").toUpperCase();
    return upper[index] as string;
  };
  const textAt = (index: number): string | null => (index < 0 ? null : (texts[index] ?? null));

  return (batch) => {
    learn(batch);
    const { numbers, times, odd } = batch;
    let oddAt = 0;
    let at = 0;
    for (let index = 0; index < times.length; index++) {
      if ((numbers[at] as number) < 0) {
        addEvent(runs, odd[oddAt++] as RunEvent);
        at++;
        continue;
      }
      const id = numbers[at] as number;
      event.runId = texts[id] as string;
      event.type = inUpperCase(numbers[at + 1] as number);
      event.time = times[index] as number;
      event.job = jobs[numbers[at + 2] as number] ?? nobody;
      event.parent = parents[numbers[at + 3] as number] ?? null;
      event.root = parents[numbers[at + 4] as number] ?? null;
      event.integration = inUpperCase(numbers[at + 5] as number);
      event.jobType = inUpperCase(numbers[at + 6] as number);
      event.code = textAt(numbers[at + 7] as number);
      event.parameters = textAt(numbers[at + 8] as number);
      const inputEnd = at + eventWidth + (numbers[at + 9] as number);
      const outputEnd = inputEnd + (numbers[at + 10] as number);
      inputs.length = 0;
      outputs.length = 0;
      for (let use = at + eventWidth; use < inputEnd; use++) inputs.push(uses[numbers[use] as number] as DatasetUse);
      for (let use = inputEnd; use < outputEnd; use++) outputs.push(uses[numbers[use] as number] as DatasetUse);
      const run = known[id];
      if (run) addToRun(run, event);
      else known[id] = addEvent(runs, event);
      at = outputEnd;
    }
    return times.length;
  };
}
