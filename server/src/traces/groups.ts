import type { TracePipeline, TraceRun } from "../model/trace.ts";
import type { StringTable } from "./stringTable.ts";

/** Pipelines and runs as they turn up. Sessions of notebooks are runs of one pipeline. */
export class Groups {
  readonly pipelines: TracePipeline[] = [];
  readonly runs: TraceRun[] = [];
  readonly #pipelineIndexes = new Map<string, number>();
  readonly #runIndexes = new Map<string, number>();
  readonly #strings: StringTable;

  constructor(strings: StringTable) {
    this.#strings = strings;
  }

  /** Indexes for a pipeline and a run by their names as stored; -1 where unknown. */
  of(stored: string | null, run: string | null): { pipeline: number; storedPipeline: number; run: number } {
    const session = stored !== null && /^interactive-\d/.test(stored);
    const pipeline = stored === null ? -1 : this.#pipeline(session ? "interactive" : stored);
    return {
      pipeline,
      storedPipeline: this.#strings.addOrNone(stored),
      run: this.#run(session ? stored : run, pipeline),
    };
  }

  #pipeline(name: string): number {
    const known = this.#pipelineIndexes.get(name);
    if (known !== undefined) return known;
    const index = this.pipelines.push({ name }) - 1;
    this.#pipelineIndexes.set(name, index);
    return index;
  }

  #run(name: string | null, pipeline: number): number {
    if (name === null) return -1;
    const key = `${pipeline}\n${name}`;
    const known = this.#runIndexes.get(key);
    if (known !== undefined) return known;
    const index = this.runs.push({ name, pipeline }) - 1;
    this.#runIndexes.set(key, index);
    return index;
  }
}
