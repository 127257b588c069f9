import { formatDuration, formatPercent } from "../../model/format.ts";
import type { Binned } from "./bins.ts";
import type { Feature } from "./feature.ts";
import type { Forest } from "./forest.ts";
import type { Tree } from "./tree.ts";

/** How far a reason must lower the score, from 0 to 1. */
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
 * What lowers the score of a model most, the strongest first: on its way down each tree every question moves the score by some way, which is put down to the
 * feature that was asked for. `hours since the last deployment: 5 h`. `own`: the model's values in bins, one row.
 */
export function reasonsFor(
  forest: Forest,
  features: readonly Feature[],
  own: Binned,
  values: Float64Array,
): readonly string[] {
  const moves = new Float64Array(features.length);
  for (const tree of forest.trees) addMoves(tree, own, moves);
  return features
    .map(({ name, words: what }, column) => ({
      lowers: -(moves[column] as number) / forest.trees.length,
      text: `${what}: ${words[units[name] ?? "count"](values[column] as number)}`,
      known: !Number.isNaN(values[column] as number),
    }))
    .filter(({ lowers, known }) => known && lowers >= least)
    .sort((a, b) => b.lowers - a.lowers)
    .slice(0, shown)
    .map(({ text }) => text);
}

function addMoves({ column, bin, left, right, value }: Tree, own: Binned, moves: Float64Array): void {
  let node = 0;
  for (let asked = column[0] as number; asked >= 0; asked = column[node] as number) {
    const goesLeft = ((own.columns[asked] as Uint8Array)[0] as number) <= (bin[node] as number);
    const next = (goesLeft ? left[node] : right[node]) as number;
    moves[asked] = (moves[asked] as number) + (value[next] as number) - (value[node] as number);
    node = next;
  }
}
