import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { nodeProgram, threads } from "../scripts/bundle/options.ts";
import { rightColumn, table } from "../server/src/cli/table.ts";
import { writeLargeStore } from "../test/generate/largeStore.ts";
import type { Measured } from "./readAndCut.ts";
import { type SqliteTime, sqliteSums } from "./sqliteSums.ts";

export interface TraceBench {
  /** Executions of each store. */
  readonly sizes: readonly number[];
  /** Measurements of each, each in a fresh process. */
  readonly runs: number;
  readonly node: string;
  /** Where the stores are made. */
  readonly folder: string;
}

/** One store's medians. */
interface Row {
  readonly bytes: number;
  readonly alone: Measured;
  /** In a process that has read another store of this size again and again before. */
  readonly warm: Measured;
  /** In a thread, the first time and from the cache. */
  readonly first: Measured;
  readonly second: Measured;
  /** The same in a process that has opened another store of this size again and again before. */
  readonly laterFirst: Measured;
  readonly laterSecond: Measured;
  readonly sqlite: SqliteTime | null;
}

/**
 * Reads and cuts generated stores of growing size, beside SQLite's own shell summing the columns that are needed: medians of clock and processor time, the
 * peak memory of the whole process, and how all of it grows; then the opening in a thread as the editor does it, the first and the second time, in a server that was
 * just started and in one that has opened other stores.
 */
export async function benchTraces({ sizes, runs, node, folder }: TraceBench): Promise<readonly string[]> {
  const program = await bundleChild(folder);
  const child = (...args: string[]): Measured => JSON.parse(execFileSync(node, [program, ...args]).toString());
  const times = (measure: () => Measured): readonly Measured[] => Array.from({ length: runs }, measure);
  const empty = medianOf(times(() => child()));
  const rows = sizes.map((executions): Row => {
    const store = join(folder, `${executions}.sqlite`);
    writeLargeStore(store, executions);
    const cache = join(folder, "cache");
    // In turn, so that all see the same machine.
    const alone: Measured[] = [];
    const warm: Measured[] = [];
    const other = join(folder, `${executions}-other.sqlite`);
    copyFileSync(store, other);
    const sqlite: (SqliteTime | null)[] = [];
    const first: Measured[] = [];
    const second: Measured[] = [];
    const laterFirst: Measured[] = [];
    const laterSecond: Measured[] = [];
    const emptyCache = (): void => {
      rmSync(cache, { recursive: true, force: true });
      mkdirSync(cache);
    };
    sqliteSums(store);
    for (let run = 0; run < runs; run++) {
      sqlite.push(sqliteSums(store));
      alone.push(child(store));
      warm.push(child(store, other));
      emptyCache();
      first.push(child(store, cache));
      second.push(child(store, cache));
      emptyCache();
      laterFirst.push(child(store, cache, other));
      laterSecond.push(child(store, cache, other));
    }
    const bytes = statSync(store).size;
    rmSync(store);
    rmSync(other);
    return {
      bytes,
      alone: medianOf(alone),
      warm: medianOf(warm),
      first: medianOf(first),
      second: medianOf(second),
      laterFirst: medianOf(laterFirst),
      laterSecond: medianOf(laterSecond),
      sqlite: sqlite.includes(null) ? null : medianOf(sqlite as readonly SqliteTime[]),
    };
  });
  const titles = ["Executions", "Events", "Models", "Store", "Read", "Cut", "Processor", "Peak memory"];
  const others = ["SQLite", "Processor", "Ratio", "of processor"];
  return [
    `Reading and cutting a store (Node ${execFileSync(node, ["--version"]).toString().trim()}, median of ${runs})`,
    "",
    ...table([...titles, ...others].map(rightColumn), rows.map(figures)),
    "",
    rows.some(({ sqlite }) => sqlite === null)
      ? "The columns of SQLite need its shell, sqlite3 (Debian: package sqlite3), which is not installed."
      : "SQLite: its own shell summing the columns that are read, from the same tables, in turn with the reading. Ratio: read and cut together to that.",
    `Processor is that of reading and cutting, in all threads. Memory is that of the whole process; an empty one takes ${megabytes(empty.peakMemory)}.`,
    "",
    "The same in a process that has read another store of this size before, until half a million executions were read: without compiling the program, which is most of what a small store takes",
    "",
    ...table(
      ["Executions", "Read", "Cut", "Processor", "Ratio", "of processor"].map(rightColumn),
      rows.map(warmFigures),
    ),
    "",
    "How each grows from the row above",
    "",
    ...table(
      ["Executions", "Clock", "Processor", "Memory", "SQLite's processor", "Ratio of processor"].map(rightColumn),
      rows.slice(1).map((row, index) => growth(rows[index] ?? row, row, empty.peakMemory)),
    ),
    "",
    "Opening in a thread, as the editor does, in a server that was just started: the first time, and from what was kept then",
    "",
    ...table(openingTitles.map(rightColumn), rows.map(openings)),
    "",
    "The same in a server that has opened another store of this size before, until half a million executions were read: its thread is kept where stores are not large",
    "",
    ...table(
      openingTitles.map(rightColumn),
      rows.map(({ laterFirst, laterSecond }) => openings({ first: laterFirst, second: laterSecond })),
    ),
    "",
    "Stall: the longest time for which the server's main thread did nothing else while the trace came. The first opening writes the cache.",
  ];
}

const together = ({ read, cut }: Measured): number => read + cut;

const figures = ({ alone, bytes, sqlite }: Row): string[] => [
  ...[alone.executions, alone.events, alone.graphlets].map(count),
  megabytes(bytes),
  ...[alone.read, alone.cut, alone.processor].map(ms),
  megabytes(alone.peakMemory),
  ...(sqlite
    ? [
        ms(sqlite.clock),
        ms(sqlite.processor),
        times(together(alone) / sqlite.clock),
        times(alone.processor / sqlite.processor),
      ]
    : ["", "", "", ""]),
];

const warmFigures = ({ warm, sqlite }: Row): string[] => [
  count(warm.executions),
  ...[warm.read, warm.cut, warm.processor].map(ms),
  ...(sqlite ? [times(together(warm) / sqlite.clock), times(warm.processor / sqlite.processor)] : ["", ""]),
];

const openingTitles = ["Executions", "First", "Second", "Ratio", "Processor", "Second", "Stall", "Second"];

const openings = ({ first, second }: Pick<Row, "first" | "second">): string[] => [
  count(first.executions),
  ms(first.read),
  ms(second.read),
  times(second.read / first.read),
  ms(first.processor),
  ms(second.processor),
  ms(first.stall),
  ms(second.stall),
];

/** `×10  ×9.1  ×8.7`: how executions, time and memory beyond the empty process grow. */
const growth = (before: Row, now: Row, emptyMemory: number): string[] => [
  times(now.alone.executions / before.alone.executions),
  times(together(now.alone) / together(before.alone)),
  times(now.alone.processor / before.alone.processor),
  times((now.alone.peakMemory - emptyMemory) / (before.alone.peakMemory - emptyMemory)),
  ...(now.sqlite && before.sqlite
    ? [
        times(now.sqlite.processor / before.sqlite.processor),
        times(now.alone.processor / now.sqlite.processor / (before.alone.processor / before.sqlite.processor)),
      ]
    : ["", ""]),
];

const count = (value: number): string => value.toLocaleString("en-US");
const ms = (time: number): string => `${time.toFixed(0)} ms`;
const times = (ratio: number): string => `×${ratio.toFixed(2)}`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/** The median of each figure by itself. */
export function medianOf<T extends object>(taken: readonly T[]): T {
  const middle = (name: string): number => {
    const sorted = taken.map((one) => Number(one[name as keyof T])).sort((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? Number.NaN;
  };
  return Object.fromEntries(Object.keys(taken[0] ?? {}).map((name) => [name, middle(name)])) as T;
}

/** Bundled as it ships, so that what is measured is not the reading of TypeScript. */
export async function bundleChild(folder: string): Promise<string> {
  const { traceWorker, linesWorker } = threads;
  const entryPoints = { readAndCut: "bench/readAndCut.ts", traceWorker, linesWorker };
  await build({ ...nodeProgram, minify: true, entryPoints, outdir: folder });
  copyFileSync("node_modules/sql.js/dist/sql-wasm.wasm", join(folder, "sql-wasm.wasm"));
  return join(folder, "readAndCut.js");
}
