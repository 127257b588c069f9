import { StringTable } from "../stringTable.ts";
import type { RunEvent } from "./event.ts";
import { IntTuples } from "./intTuples.ts";

/**
 * Events of one part of a file, as numbers: what goes from the thread that reads to the one that unites. Texts, jobs, parents and dataset uses are numbers of that
 * thread, each of which comes once, with the first batch that needs it.
 */
export interface EventBatch {
  /** Of each event {@link eventWidth} numbers, and those of its uses: inputs, then outputs. */
  readonly numbers: Int32Array<ArrayBuffer>;
  /** Of each event, milliseconds since the epoch. */
  readonly times: Float64Array<ArrayBuffer>;
  /** What is new: texts; jobs as (namespace, name, 0); parents as (run, namespace, name); uses as (namespace, name, version or -1). */
  readonly texts: readonly string[];
  readonly jobs: Int32Array<ArrayBuffer>;
  readonly parents: Int32Array<ArrayBuffer>;
  readonly uses: Int32Array<ArrayBuffer>;
  /** Events that numbers cannot tell, in order; each stands as -1 among them. */
  readonly odd: readonly RunEvent[];
  /** Documents that are none, or no run events. */
  readonly skipped: number;
}

/** Numbers of an event: run, type, job, parent, root, integration, job type, code, parameters, inputs, outputs; -1 for none. */
export const eventWidth = 11;

/** What is known of an event while its text is read; texts and others as numbers of the writer. */
export interface EventNumbers {
  run: number;
  type: number;
  time: number;
  job: number;
  parent: number;
  root: number;
  integration: number;
  jobType: number;
  code: number;
  parameters: number;
}

/** Collects the events of one thread. What it has told once it does not tell again, so its batches are to be read in order. */
export class EventBatchWriter {
  readonly texts = new StringTable();
  readonly jobs = new IntTuples();
  readonly parents = new IntTuples();
  readonly uses = new IntTuples();
  skipped = 0;
  #numbers = new Int32Array(1 << 14);
  #length = 0;
  #times = new Float64Array(1 << 11);
  #events = 0;
  #odd: RunEvent[] = [];
  #toldTexts = 0;

  /** Adds an event with the uses that stand in `uses`, `inputs` of them first. */
  event(event: EventNumbers, uses: Int32Array, inputs: number, outputs: number): void {
    this.#reserve(eventWidth + inputs + outputs);
    const numbers = this.#numbers;
    let at = this.#length;
    numbers[at++] = event.run;
    numbers[at++] = event.type;
    numbers[at++] = event.job;
    numbers[at++] = event.parent;
    numbers[at++] = event.root;
    numbers[at++] = event.integration;
    numbers[at++] = event.jobType;
    numbers[at++] = event.code;
    numbers[at++] = event.parameters;
    numbers[at++] = inputs;
    numbers[at++] = outputs;
    for (let use = 0; use < inputs + outputs; use++) numbers[at++] = uses[use] as number;
    this.#length = at;
    this.#times[this.#events++] = event.time;
  }

  odd(event: RunEvent): void {
    this.#reserve(1);
    this.#numbers[this.#length++] = -1;
    this.#times[this.#events++] = event.time;
    this.#odd.push(event);
  }

  /** What came since the last time. */
  take(): EventBatch {
    const texts: string[] = [];
    for (; this.#toldTexts < this.texts.length; this.#toldTexts++) texts.push(this.texts.at(this.#toldTexts));
    const batch = {
      numbers: this.#numbers.slice(0, this.#length),
      times: this.#times.slice(0, this.#events),
      texts,
      jobs: this.jobs.takeNew(),
      parents: this.parents.takeNew(),
      uses: this.uses.takeNew(),
      odd: this.#odd,
      skipped: this.skipped,
    };
    this.#length = 0;
    this.#events = 0;
    this.#odd = [];
    this.skipped = 0;
    return batch;
  }

  #reserve(more: number): void {
    if (this.#length + more > this.#numbers.length) {
      const larger = new Int32Array(2 * (this.#length + more));
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    if (this.#events === this.#times.length) {
      const larger = new Float64Array(2 * this.#events);
      larger.set(this.#times);
      this.#times = larger;
    }
  }
}
