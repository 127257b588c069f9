import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { leftColumn, rightColumn, table } from "../server/src/cli/table.ts";
import { type Grown, growWhileOpen } from "../test/server/growing.ts";
import { bundleServer } from "../test/server/process.ts";
import { testFolder } from "../test/server/workspace.ts";

export interface LiveBench {
  /** Executions that the stores hold before. */
  readonly sizes: readonly number[];
  readonly perSecond: number;
  readonly seconds: number;
  readonly perTransaction: number;
}

/** A program of its own writes to a store that is open in a real server: how long hovers take meanwhile, and whether all is seen. */
export async function benchLive({ sizes, ...live }: LiveBench): Promise<readonly string[]> {
  const bundle = await bundleServer();
  try {
    const rows: string[][] = [];
    for (const executions of sizes) {
      for (const journal of ["DELETE", "WAL"] as const) {
        const folder = testFolder();
        const turns = join(folder.path, "turns.json");
        const preload = { module: join(import.meta.dirname, "turns.ts"), env: { GRAPHLET_TURNS: turns } };
        try {
          const grown = await growWhileOpen({ bundle, folder, journal, executions, preload, ...live });
          const longest = longestTurn(turns, grown.writing);
          rows.push([executions.toLocaleString("en-US"), journal, ...figures(grown, longest, live)]);
        } finally {
          folder.remove();
        }
      }
    }
    const counts = [live.perSecond, live.perTransaction].map((count) => count.toLocaleString("en-US"));
    return [
      `A store that grows by ${counts[0]} executions a second for ${live.seconds} s, ${counts[1]} in a transaction, while it is open`,
      "",
      ...table(
        [
          rightColumn("Executions"),
          leftColumn("Journal"),
          ...["Committed", "Seen in between", "Hovers", "Median", "95 %", "99 %", "Slowest", "Stall"].map(rightColumn),
          ...["Behind, median", "At most"].map(rightColumn),
          leftColumn("Commits"),
          leftColumn("At the end"),
        ],
        rows,
      ),
      "",
      "Median to Slowest are of a hover, from asking to the answer, while an editor takes lenses and diagnostics anew after each change and the store's page is asked for five times a second.",
      "Stall is the longest time for which the server's main thread answered nobody meanwhile; Behind is the age of the oldest commit that the editor does not show yet.",
    ];
  } finally {
    bundle.remove();
  }
}

/** The longest time, milliseconds, for which the server's main thread did one thing while the writer wrote. */
function longestTurn(file: string, { from, to }: Grown["writing"]): number {
  const turns = JSON.parse(readFileSync(file, "utf8")) as readonly { readonly at: number; readonly ms: number }[];
  return turns.reduce((longest, { at, ms }) => (at >= from && at <= to ? Math.max(longest, ms) : longest), 0);
}

function figures(
  { committed, seen, behind, hovers, last, fresh }: Grown,
  stall: number,
  { perTransaction }: Omit<LiveBench, "sizes">,
): string[] {
  const isWhole = seen.every((shown) => shown % perTransaction === 0 && shown <= committed);
  return [
    committed.toLocaleString("en-US"),
    `${seen.length}`,
    `${hovers.length}`,
    ...[0.5, 0.95, 0.99, 1].map((share) => `${quantile(hovers, share).toFixed(1)} ms`),
    `${stall.toFixed(1)} ms`,
    ...[0.5, 1].map((share) => `${(quantile(behind, share) / 1000).toFixed(1)} s`),
    isWhole ? "never in parts" : "SEEN IN PARTS",
    isDeepStrictEqual(last, fresh) ? "as a new server shows it" : "NOT AS A NEW SERVER SHOWS IT",
  ];
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
