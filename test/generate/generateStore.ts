import { history, type RunPlan } from "./history.ts";
import type { SchemaVersion } from "./mlmdSchema.ts";
import { type NodePlan, type PipelineOptions, pipelinePlan } from "./pipelinePlan.ts";
import type { Dialect, RecordedExecution } from "./records.ts";
import { type Rates, runPlans, usualRates } from "./runPlans.ts";
import { type WrittenCounts, writeRecords } from "./writeRecords.ts";

export interface StoreOptions {
  readonly seed?: number;
  readonly schemaVersion?: SchemaVersion;
  /** `mixed`: a store that was first written by the older launcher, then by the newer. */
  readonly dialect?: Dialect | "mixed";
  readonly pipelines?: readonly string[];
  readonly shape?: PipelineOptions;
  /** Instead of a shape. */
  readonly nodes?: readonly NodePlan[];
  /** Runs of each pipeline. */
  readonly runs?: number;
  /** Instead of a number of runs: about so many executions in all. */
  readonly executions?: number;
  readonly rates?: Partial<Rates>;
  readonly caching?: boolean;
  /** Runs a notebook's session: the pipelines are then sessions. */
  readonly runsPerSession?: number;
  /** ML Metadata's indexes; leaving them out makes a store a third smaller. */
  readonly indexes?: boolean;
}

/** Everything that a generated store holds, in the order in which it is written. The same options give the same records. */
export function* storeRecords(options: StoreOptions): Generator<readonly [Dialect, RecordedExecution]> {
  const { seed = 1, dialect = "ir", pipelines = ["taxi"], executions } = options;
  const nodes = options.nodes ?? pipelinePlan(options.shape);
  const share = executions === undefined ? Number.POSITIVE_INFINITY : Math.ceil(executions / pipelines.length);
  for (const [index, pipeline] of pipelines.entries()) {
    const runs = options.runs ?? (executions === undefined ? 10 : Math.ceil(share / 2));
    const rates = { ...usualRates, ...options.rates, seed: seed * 1000 + index };
    const dialects: readonly Dialect[] = dialect === "mixed" ? ["legacy", "ir"] : [dialect];
    let written = 0;
    for (const [part, one] of dialects.entries()) {
      const plans = firstOf(runPlans({ ...rates, start: rates.start + part * runs * rates.hours * 3_600_000 }), runs);
      for (const record of history({
        seed: seed + index * 7 + part,
        pipeline,
        nodes,
        runs: plans,
        dialect: one,
        caching: options.caching ?? true,
        runsPerSession: options.runsPerSession ?? 0,
      })) {
        if (written++ >= share) break;
        yield [one, record];
      }
    }
  }
}

function firstOf(plans: Generator<RunPlan>, count: number): readonly RunPlan[] {
  const first: RunPlan[] = [];
  for (const plan of plans) {
    if (first.length >= count) break;
    first.push(plan);
  }
  return first;
}

/** Writes a store of ML Metadata; an existing file is replaced. The same options give the same bytes. */
export const generateStore = (path: string, options: StoreOptions = {}): WrittenCounts =>
  writeRecords(path, options.schemaVersion ?? 10, options.indexes ?? true, storeRecords(options));
