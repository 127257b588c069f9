import { history, type RunPlan } from "./history.ts";
import { type NodePlan, pipelinePlan, type ReadPlan } from "./pipelinePlan.ts";
import { Random } from "./random.ts";
import type { Dialect, RecordedExecution } from "./records.ts";

const pipeline = "taxi_tips";
const resolver = "latest_blessed_model";
const days = 124;
const hour = 3_600_000;
const firstRun = Date.UTC(2026, 6, 20, 5);

/** What examples/taxi/pipeline.py would have recorded in four months up to 20 November 2026. */
export function* exampleRecords(): Generator<readonly [Dialect, RecordedExecution]> {
  const options = { seed: 20, pipeline, nodes, runs: exampleRuns(), dialect: "ir", caching: true } as const;
  for (const record of history(options)) yield ["ir", record];
}

/** The nodes of the example's definition, with how long each usually takes. */
const nodes: readonly NodePlan[] = withChallengers(
  pipelinePlan({ resolver: true, baseline: true, warmStart: true }).map((node) => ({
    ...node,
    id: node.type === "Resolver" ? resolver : node.id,
    reads: node.reads.map((read) => (read.key.startsWith("base") ? { ...read, node: resolver } : read)),
    seconds: seconds(node),
  })),
);

function seconds({ type, seconds: usual }: NodePlan): number {
  const known: Readonly<Record<string, number>> = {
    CsvExampleGen: 575,
    Transform: 1450,
    Trainer: 5200,
    Evaluator: 640,
  };
  return known[type] ?? usual * 6;
}

function withChallengers(main: readonly NodePlan[]): readonly NodePlan[] {
  return main.flatMap((node) => {
    if (node.id === "Evaluator") {
      return [
        node,
        {
          ...node,
          id: "Evaluator.challenger",
          reads: node.reads.map((read) => (read.key === "model" ? { ...read, node: "Trainer.challenger" } : read)),
          since: 24,
        },
      ];
    }
    if (node.id !== "Trainer") return [node];
    return [
      node,
      { ...node, id: "Trainer.challenger", since: 24 },
      {
        ...node,
        id: "Trainer.wide",
        module: "experiment",
        reads: node.reads.filter((read: ReadPlan) => read.key !== "base_model"),
        parameters: { train_args: '{"num_steps": 2000}', eval_args: '{"num_steps": 400}' },
        seconds: 1300,
        since: 55,
      },
    ];
  });
}

/** Runs of the last weeks whose ingestion failed: the trips had not arrived in time. */
const lateTrips = new Set([122, 126, 129, 133, 136]);
const otherFailures: ReadonlyMap<number, string> = new Map([
  [9, "Transform"],
  [31, "Trainer"],
  [47, "Evaluator"],
  [66, "Trainer"],
  [71, "Pusher"],
  [88, "Trainer.challenger"],
  [97, "Trainer"],
  [117, "Evaluator"],
]);
const neverReturned: ReadonlyMap<number, string> = new Map([
  [38, "Trainer"],
  [104, "Trainer.wide"],
]);

/** One run a day, and a second one after a failure or a change of the code. */
function exampleRuns(): readonly RunPlan[] {
  const random = new Random(7);
  const runs: RunPlan[] = [];
  let code = 1;
  for (let day = 0; day < days; day++) {
    const at = firstRun + day * 24 * hour + random.below(20 * 60_000);
    if (day % 17 === 5) code++;
    runs.push(exampleRun(runs.length, at, true, code, day, random));
    const failed = runs.at(-1)?.fails ?? null;
    const again = failed !== null ? failed !== "Trainer.challenger" : day % 31 === 12;
    if (again) runs.push(exampleRun(runs.length, at + 7 * hour, false, code, day, random));
  }
  return runs;
}

function exampleRun(index: number, at: number, newData: boolean, code: number, day: number, random: Random): RunPlan {
  const drifted = (day > 30 && day < 52) || day > 84;
  return {
    at,
    newData,
    code,
    parameters: 1 + Math.floor(code / 3),
    blessed: random.chance(drifted ? 0.17 : 0.42),
    drifted: drifted && random.chance(0.7),
    fails: lateTrips.has(index) ? "CsvExampleGen" : (otherFailures.get(index) ?? null),
    stalls: neverReturned.get(index) ?? null,
  };
}
