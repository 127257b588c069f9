import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { nodeProgram } from "../scripts/bundle/options.ts";
import { leftColumn, rightColumn, table } from "../server/src/cli/table.ts";
import { type FleetPipeline, fleetPipelines } from "../test/generate/fleet/fleet.ts";
import { fleetRecords } from "../test/generate/fleet/fleetRecords.ts";
import type { RecordedExecution } from "../test/generate/records.ts";
import { writeRecords } from "../test/generate/writeRecords.ts";

export interface FleetBench {
  readonly pipelines: number;
  readonly models: number;
  readonly node: string;
  /** Where the stores are made. */
  readonly folder: string;
}

interface Used {
  /** Seconds. */
  readonly wall: number;
  readonly processor: number;
  /** Most memory of the process, all its threads in it. */
  readonly megabytes: number;
}

const stores = 8;

/** Says at the end of a process what it used. */
const hook = `if (require("node:worker_threads").isMainThread) process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const used = { processor: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
  require("node:fs").writeFileSync(process.env.USED, JSON.stringify(used));
});`;

/**
 * From a generated fleet in eight stores of ML Metadata to its report, in fresh processes: in one thread, in two, and as two parts that are merged.
 */
export async function benchFleet({ pipelines, models, node, folder }: FleetBench): Promise<readonly string[]> {
  const program = join(folder, "cli.js");
  await build({ ...nodeProgram, entryPoints: ["server/src/cli.ts"], outfile: program });
  writeFileSync(join(folder, "hook.cjs"), hook);
  const all = fleetPipelines({ pipelines, models, seed: 1 });
  let executions = 0;
  const paths = Array.from({ length: stores }, (_, store) => {
    const path = join(folder, `fleet-${store}.sqlite`);
    const own = all.filter((_one, index) => index % stores === store);
    executions += writeRecords(path, 10, true, recordsOf(own)).executions;
    return path;
  });
  const run = (...args: readonly string[]): Used => {
    const used = join(folder, "used.json");
    const started = performance.now();
    execFileSync(node, ["--require", join(folder, "hook.cjs"), program, "fleet", ...args], {
      env: { ...process.env, USED: used },
    });
    return { wall: (performance.now() - started) / 1000, ...JSON.parse(readFileSync(used, "utf8")) };
  };
  const [single, both, ...merged] = ["one.html", "two.html", "merged.html", "0.ndjson", "1.ndjson"].map((name) =>
    join(folder, name),
  ) as [string, string, string, string, string];
  const html = (to: string): readonly string[] => ["--format", "html", "--output", to];
  const rows: readonly (readonly [string, Used])[] = [
    ["one thread", run(...paths, "--threads", "1", ...html(single))],
    ["two threads", run(...paths, "--threads", "2", ...html(both))],
    ...[0, 1].map((index) => {
      const to = ["--format", "rows", "--output", merged[index + 1] as string];
      return [`part ${index} of 2`, run(...paths, "--threads", "1", "--shard", `${index}/2`, ...to)] as const;
    }),
    ["merge", run(merged[1] as string, merged[2] as string, "--merge", ...html(merged[0] as string))],
  ];
  const reports = [single, both, merged[0] as string].map((path) => readFileSync(path, "utf8"));
  const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
  return [
    `A fleet of ${count(pipelines)} pipelines, ${count(models)} models and ${count(executions)} executions, in ${stores} stores of ${count(bytes / 1e6)} MB together, to its report (goal for 3,000 pipelines: 60 s, 2 GB)`,
    "",
    ...table(
      [leftColumn(""), rightColumn("Clock s"), rightColumn("Processor s"), rightColumn("Peak MB")],
      rows.map(([name, { wall, processor, megabytes }]) => [
        name,
        wall.toFixed(1),
        processor.toFixed(1),
        count(megabytes),
      ]),
    ),
    "",
    reports.every((report) => report === reports[0]) ? "All three reports are the same." : "The reports DIFFER.",
  ];
}

function* recordsOf(pipelines: readonly FleetPipeline[]): Generator<readonly ["ir", RecordedExecution]> {
  for (const pipeline of pipelines) yield* fleetRecords(pipeline);
}

const count = (value: number): string => Math.round(value).toLocaleString("en-US");
