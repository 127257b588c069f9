import { narrow } from "../model/intColumn.ts";
import type { RunColumns, TracePipeline } from "../model/trace.ts";
import { growableInts } from "./growable.ts";
import { StringTable } from "./stringTable.ts";

/** Pipelines and runs as they turn up. Sessions of notebooks are runs of one pipeline. */
export class Groups {
  readonly pipelines: TracePipeline[] = [];
  readonly #runNames = new StringTable();
  readonly #runPipelines = growableInts();
  readonly #pipelineIndexes = new Map<string, number>();
  /** Runs by pipeline and name, each under its index plus 1. */
  readonly #runKeys = new StringTable();
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

  /** All runs. No more are to be added. */
  finishRuns(): RunColumns {
    return { names: this.#runNames.finish(1), pipeline: narrow(this.#runPipelines.finish()) };
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
    const index = this.#runKeys.add(`${pipeline}\n${name}`) - 1;
    if (index === this.#runPipelines.length) {
      this.#runNames.append(name);
      this.#runPipelines.push(pipeline);
    }
    return index;
  }
}
