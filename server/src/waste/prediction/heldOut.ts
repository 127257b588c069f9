import type { CancelToken } from "../../model/cancel.ts";
import { type Binned, binEdges, binned } from "./bins.ts";
import type { Source } from "./feature.ts";
import { type ForestOptions, growForest, scoresOf } from "./forest.ts";
import type { FeatureTable } from "./table.ts";

/** Learns from some models and scores others: a piece of work that may be done in a thread of its own. */
export interface ScoreJob {
  readonly data: Binned;
  readonly labels: Uint8Array;
  readonly learned: Int32Array;
  readonly scored: Int32Array;
  readonly options: ForestOptions;
}

/** Does the job: scores of the rows to be scored, and what each column brought the trees. */
export function doScoreJob({ data, labels, learned, scored, options }: ScoreJob, token: CancelToken) {
  const forest = growForest(data, labels, learned, options, token);
  return { scores: scoresOf(forest, data, scored, token), gain: gainOf(forest.trees, data.columns.length) };
}

/** Share that each column has in the decrease of impurity by all trees. */
function gainOf(trees: readonly { readonly gain: Float64Array }[], columns: number): Float64Array {
  const sums = new Float64Array(columns);
  let whole = 0;
  for (const { gain } of trees) {
    for (let column = 0; column < columns; column++) {
      sums[column] = (sums[column] as number) + (gain[column] as number);
      whole += gain[column] as number;
    }
  }
  return whole === 0 ? sums : sums.map((sum) => sum / whole);
}

/** The jobs that score every model by a forest which saw nothing of its pipeline: one a part of `folds`. Bins are told from all rows, which are no outcomes. */
export function heldOutJobs(
  { fates }: Source,
  table: FeatureTable,
  times: Float64Array,
  folds: Uint8Array,
  options: ForestOptions,
): readonly ScoreJob[] {
  const labels = Uint8Array.from(fates.used, (used) => (used === 1 ? 1 : 0));
  const decided = Int32Array.from(fates.used.keys()).filter(
    (row) => (fates.used[row] as number) >= 0 && !Number.isNaN(times[row] as number),
  );
  const data = binned(table.columns, binEdges(table.columns, decided), table.count);
  const parts = folds.reduce((most, fold) => Math.max(most, fold), 0) + 1;
  return Array.from({ length: parts }, (_, part) => ({
    data,
    labels,
    learned: decided.filter((row) => folds[row] !== part),
    scored: decided.filter((row) => folds[row] === part),
    options: { ...options, seed: (options.seed ?? 1) + part },
  }));
}
