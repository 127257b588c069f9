import { execFileSync } from "node:child_process";
import { copyFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { rightColumn, table } from "../server/src/cli/table.ts";
import { generateStore } from "../test/generate/generateStore.ts";
import type { Measured } from "./readAndCut.ts";

export interface TraceBench {
  /** Executions of each store. */
  readonly sizes: readonly number[];
  /** Measurements of each, each in a fresh process. */
  readonly runs: number;
  readonly node: string;
  /** Where the stores are made. */
  readonly folder: string;
}

/**
 * Reads and cuts generated stores of growing size: medians of wall time and of the peak memory of the whole process, and how both
 * grow from one size to the next.
 */
export async function benchTraces({ sizes, runs, node, folder }: TraceBench): Promise<readonly string[]> {
  const program = await bundleChild(folder);
  const measure = (...args: string[]): Measured => {
    const taken = Array.from({ length: runs }, () => JSON.parse(execFileSync(node, [program, ...args]).toString()));
    const middle = (name: keyof Measured): number => median(taken.map((one: Measured) => one[name]));
    const times = { read: middle("read"), cut: middle("cut"), processor: middle("processor") };
    return { ...taken[0], ...times, peakMemory: middle("peakMemory") };
  };
  const empty = measure();
  const rows: string[][] = [];
  let before: Measured | null = null;
  for (const executions of sizes) {
    const store = join(folder, `${executions}.sqlite`);
    writeStore(store, executions);
    const now = measure(store);
    rows.push([...figures(now, statSync(store).size), ...growth(before, now, empty.peakMemory)]);
    before = now;
  }
  const titles = ["Executions", "Events", "Models", "Store", "Read", "Cut", "Together", "Processor", "Peak memory"];
  return [
    `Reading and cutting a store (Node ${execFileSync(node, ["--version"]).toString().trim()}, median of ${runs})`,
    "",
    ...table([...titles.map(rightColumn), ...["Executions", "Time", "Memory"].map(rightColumn)], rows),
    "",
    `Processor and memory are those of the whole process; an empty one takes ${empty.processor.toFixed(0)} ms and ${megabytes(empty.peakMemory)}.`,
    "The last three columns say how executions, read and cut together, and memory beyond the empty process grow from the row above.",
  ];
}

/** One pipeline with two trainers, warm starts, baselines, caching, failures and analysis beside the path. */
function writeStore(path: string, executions: number): void {
  generateStore(path, {
    executions,
    shape: {
      trainers: ["Trainer", "Trainer.challenger"],
      resolver: true,
      baseline: true,
      warmStart: true,
      analyzerCache: true,
      bulkInferrer: true,
    },
  });
}

const figures = (now: Measured, bytes: number): string[] => [
  ...[now.executions, now.events, now.graphlets].map((count) => count.toLocaleString("en-US")),
  megabytes(bytes),
  ...[now.read, now.cut, now.read + now.cut, now.processor].map((time) => `${time.toFixed(0)} ms`),
  megabytes(now.peakMemory),
];

/** `×10  ×9.1  ×8.7`: how executions, time and memory grow; empty in the first row. */
function growth(before: Measured | null, now: Measured, emptyMemory: number): string[] {
  if (!before) return ["", "", ""];
  return [
    now.executions / before.executions,
    (now.read + now.cut) / (before.read + before.cut),
    (now.peakMemory - emptyMemory) / (before.peakMemory - emptyMemory),
  ].map((ratio) => `×${ratio.toFixed(1)}`);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Bundled as it ships, so that what is measured is not the reading of TypeScript. */
async function bundleChild(folder: string): Promise<string> {
  const outfile = join(folder, "readAndCut.js");
  await build({
    entryPoints: ["bench/readAndCut.ts"],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    define: { "import.meta.dirname": "__dirname" },
    logLevel: "warning",
  });
  copyFileSync("node_modules/sql.js/dist/sql-wasm.wasm", join(folder, "sql-wasm.wasm"));
  return outfile;
}
