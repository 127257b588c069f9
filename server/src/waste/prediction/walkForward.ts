import type { CancelToken } from "../../model/cancel.ts";
import { type Binned, binEdges, binned } from "./bins.ts";
import type { Source } from "./feature.ts";
import { type ForestOptions, growForest, scoresOf } from "./forest.ts";
import type { FeatureTable } from "./table.ts";

/** Models that the first forest learns from, at least; and how often it is grown anew on the way. */
const firstModels = 15;
const growths = 10;

/**
 * Scores of a node's models as they would have been given at the time: forests are grown anew on the way, each on what was known when the first of the
 * models that it judges came to its point. `rows`: graphlets in order of training. The scores are NaN for the first models, which there was
 * nothing to learn for.
 * @throws CancelledError when the token is cancelled.
 */
export function walkForward(
  { fates }: Source,
  table: FeatureTable,
  times: Float64Array,
  rows: Int32Array,
  options: ForestOptions,
  token: CancelToken,
): { readonly scores: Float32Array; readonly blocks: readonly Int32Array[] } {
  const scores = new Float32Array(table.count).fill(Number.NaN);
  const blocks: Int32Array[] = [];
  const start = Math.max(firstModels, Math.floor(rows.length * 0.25));
  const step = Math.max(1, Math.ceil((rows.length - start) / growths));
  const labels = new Uint8Array(table.count);
  for (let from = start; from < rows.length; from += step) {
    const block = rows.subarray(from, from + step);
    const now = earliest(times, block);
    const known = rows.subarray(0, from).filter((row) => {
      const used = (fates.usedAt[row] as number) <= now;
      labels[row] = used ? 1 : 0;
      return used || (fates.settledAt[row] as number) <= now;
    });
    if (known.length < firstModels) continue;
    const data = inBins(table, known);
    const forest = growForest(data, labels, known, options, token);
    const given = scoresOf(forest, data, block, token);
    for (const [place, row] of block.entries()) {
      if (!Number.isNaN(times[row] as number)) scores[row] = given[place] as number;
    }
    blocks.push(block);
  }
  return { scores, blocks };
}

/** The table in bins that fit the rows. */
export const inBins = (table: FeatureTable, rows: Int32Array): Binned =>
  binned(table.columns, binEdges(table.columns, rows), table.count);

function earliest(times: Float64Array, rows: Int32Array): number {
  let first = Number.POSITIVE_INFINITY;
  for (const row of rows) first = Math.min(first, knownOrLast(times[row] as number));
  return first;
}

const knownOrLast = (time: number): number => (Number.isNaN(time) ? Number.POSITIVE_INFINITY : time);
