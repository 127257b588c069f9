import type { CancelToken } from "../../model/cancel.ts";
import { formatDuration, formatPercent } from "../../model/format.ts";
import { type BinEdges, type Binned, binned } from "./bins.ts";
import type { Feature } from "./feature.ts";
import { type Forest, scoresOf } from "./forest.ts";

/** How much a reason must lower the score. */
const least = 0.02;
const shown = 3;

type Unit = "count" | "share" | "hours" | "ratio" | "truth";

/** Units of what is known before a run; the others are counts. */
const units: Readonly<Record<string, Unit>> = {
  "deployed-share": "share",
  "deployed-recently": "share",
  "deployed-lately": "share",
  "last-deployed": "truth",
  "hours-since-deployed": "hours",
  "deployment-gap": "hours",
  "shortest-deployment-gap": "hours",
  "since-deployed-by-gap": "ratio",
  "since-deployed-by-shortest": "ratio",
  "hours-since-model": "hours",
  "model-gap": "hours",
  "failed-recently": "share",
  "last-failed": "truth",
  "last-blessed": "truth",
  "blessed-recently": "share",
  "changed-recently": "share",
  "similar-recently": "share",
};

const words: Readonly<Record<Unit, (value: number) => string>> = {
  count: (value) => String(Math.round(value)),
  share: formatPercent,
  hours: (value) => formatDuration(value * 3600),
  ratio: (value) => value.toFixed(1),
  truth: (value) => (value === 1 ? "yes" : "no"),
};

/**
 * What lowers the score of a model most, the strongest first: each feature is set to the middle of what the forest learned from, and the score looked at again.
 * `hours since the last deployment: 5.0 h`.
 */
export function reasonsFor(
  forest: Forest,
  features: readonly Feature[],
  edges: BinEdges,
  learned: Binned & { readonly rows: Int32Array },
  values: Float64Array,
  token: CancelToken,
): readonly string[] {
  const columns = features.map((_, column) => {
    const own = Float32Array.from({ length: features.length + 1 }, () => values[column] as number);
    return binned([own], [edges[column] as Float32Array], own.length).columns[0] as Uint8Array;
  });
  // Row 0 is the model; row 1 + f is the model with the middle of feature f.
  for (const [column, bins] of columns.entries()) bins[column + 1] = middleBin(learned, column);
  const rows = Int32Array.from({ length: features.length + 1 }, (_, row) => row);
  const scores = scoresOf(forest, { columns, count: rows.length }, rows, token);
  return features
    .map(({ name, words: what }, column) => ({
      effect: (scores[column + 1] as number) - (scores[0] as number),
      text: `${what}: ${words[units[name] ?? "count"](values[column] as number)}`,
      known: !Number.isNaN(values[column] as number),
    }))
    .filter(({ effect, known }) => known && effect >= least)
    .sort((a, b) => b.effect - a.effect)
    .slice(0, shown)
    .map(({ text }) => text);
}

function middleBin({ columns, rows }: Binned & { readonly rows: Int32Array }, column: number): number {
  const bins = columns[column] as Uint8Array;
  return rows.map((row) => bins[row] as number).sort()[rows.length >> 1] ?? 0;
}
