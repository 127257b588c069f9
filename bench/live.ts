import { isDeepStrictEqual } from "node:util";
import { leftColumn, rightColumn, table } from "../server/src/cli/table.ts";
import { type Grown, growWhileOpen } from "../test/server/growing.ts";
import { bundleServer } from "../test/server/process.ts";
import { testFolder } from "../test/server/workspace.ts";

export interface LiveBench {
  readonly executions: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly perTransaction: number;
}

/** A program of its own writes to a store that is open in a real server: how long hovers take meanwhile, and whether all is seen. */
export async function benchLive(live: LiveBench): Promise<readonly string[]> {
  const bundle = await bundleServer();
  try {
    const rows: string[][] = [];
    for (const journal of ["DELETE", "WAL"] as const) {
      const folder = testFolder();
      try {
        const grown = await growWhileOpen({ bundle, folder, journal, ...live });
        rows.push([journal, ...figures(grown, live)]);
      } finally {
        folder.remove();
      }
    }
    const counts = [live.executions, live.perSecond, live.perTransaction].map((count) => count.toLocaleString("en-US"));
    return [
      `A store of ${counts[0]} executions that grows by ${counts[1]} a second for ${live.seconds} s, ${counts[2]} in a transaction, while it is open`,
      "",
      ...table(
        [
          leftColumn("Journal"),
          ...["Committed", "Seen in between", "Hovers", "Median", "95 %", "Slowest", "Behind, median", "At most"].map(
            rightColumn,
          ),
          leftColumn("Commits"),
          leftColumn("At the end"),
        ],
        rows,
      ),
      "",
      "Median, 95 % and Slowest are of a hover, from asking to the answer; Behind is the age of the oldest commit that the editor does not show yet.",
    ];
  } finally {
    bundle.remove();
  }
}

function figures({ committed, seen, behind, hovers, last, fresh }: Grown, { perTransaction }: LiveBench): string[] {
  const isWhole = seen.every((shown) => shown % perTransaction === 0 && shown <= committed);
  return [
    committed.toLocaleString("en-US"),
    `${seen.length}`,
    `${hovers.length}`,
    ...[0.5, 0.95, 1].map((share) => `${quantile(hovers, share).toFixed(1)} ms`),
    ...[0.5, 1].map((share) => `${(quantile(behind, share) / 1000).toFixed(1)} s`),
    isWhole ? "never in parts" : "SEEN IN PARTS",
    isDeepStrictEqual(last, fresh) ? "as a new server shows it" : "NOT AS A NEW SERVER SHOWS IT",
  ];
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
