import ELK from "elkjs/lib/elk.bundled.js";
import { leftColumn, rightColumn, table } from "../server/src/cli/table.ts";
import { type RunsOptions, runsView } from "../test/view/fixtures/large.ts";
import { indexGraph } from "../webview/src/graph/graphIndex.ts";
import { layoutInput } from "../webview/src/graph/layoutInput.ts";
import { crossings } from "../webview/src/layout/crossings.ts";
import { fromElk, toElk } from "../webview/src/layout/elkGraph.ts";
import type { LayoutInput, Placement } from "../webview/src/layout/placement.ts";
import { finish, quickLayout } from "../webview/src/layout/quick/quick.ts";

export interface LayoutBench {
  /** Nodes of the graphs. */
  readonly sizes: readonly number[];
  /** Up to so many nodes ELK lays the same graphs out, too: from some thousands on that takes it minutes. */
  readonly elkUpTo: number;
  readonly runs: number;
}

const families: Readonly<Record<string, RunsOptions>> = {
  "4 spans": {},
  "10 spans": { window: 10 },
  "warm starts": { warmStart: true },
};

/** The quick layout beside ELK on the same graphs: milliseconds, places where lines cross, length of an edge. */
export async function benchLayout({ sizes, elkUpTo, runs }: LayoutBench): Promise<readonly string[]> {
  const rows: string[][] = [];
  for (const [family, options] of Object.entries(families)) {
    for (const size of sizes) {
      const input = inputOf(size, options);
      const first = timed(() => finish(quickLayout(input)));
      const later = Array.from({ length: runs }, () => timed(() => finish(quickLayout(input))).took);
      const elk = size <= elkUpTo ? await elkLayout(input) : null;
      rows.push([
        family,
        size.toLocaleString("en-US"),
        ...[first.took, median(later), Math.max(...later), elk?.took].map(milliseconds),
        ...[first.made, elk?.made].map((placement) => figure(placement && crossings(placement.routes))),
        ...[first.made, elk?.made].map((placement) => figure(placement && meanLength(placement))),
      ]);
    }
  }
  return [
    `Layout: runs that read the data of runs before; median and slowest of ${runs} after the first; edge length in pixels`,
    "",
    ...table(
      [leftColumn("graph"), ...columns.map(rightColumn)],
      rows.map((row) => row),
    ),
  ];
}

const columns = [
  "nodes",
  "quick, first",
  "median",
  "slowest",
  "ELK",
  "crossings, quick",
  "ELK",
  "edge length, quick",
  "ELK",
];

function inputOf(size: number, options: RunsOptions): LayoutInput {
  const width = (text: string): number => text.length * 7;
  return layoutInput(indexGraph(runsView(size, options)), "down", { label: width, second: width });
}

/** ELK as the view asks it, but in this thread. */
async function elkLayout(input: LayoutInput): Promise<{ readonly took: number; readonly made: Placement | null }> {
  const from = performance.now();
  const made = fromElk(input, await new ELK().layout(toElk(input, 1)));
  return { took: performance.now() - from, made };
}

function timed<T>(work: () => T): { readonly took: number; readonly made: T } {
  const from = performance.now();
  const made = work();
  return { took: performance.now() - from, made };
}

function meanLength({ routes }: Placement): number {
  let sum = 0;
  for (const route of routes) {
    for (let i = 2; i < route.length; i += 2) {
      sum += Math.hypot((route[i] ?? 0) - (route[i - 2] ?? 0), (route[i + 1] ?? 0) - (route[i - 1] ?? 0));
    }
  }
  return sum / routes.length;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const milliseconds = (value: number | undefined): string => (value === undefined ? "–" : `${value.toFixed(1)} ms`);
const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? "–" : Math.round(value).toLocaleString("en-US");
