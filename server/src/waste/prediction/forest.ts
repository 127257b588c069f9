import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import type { Binned } from "./bins.ts";
import { seeded } from "./seeded.ts";
import { growTree, type Sample, type Tree } from "./tree.ts";

export interface ForestOptions {
  readonly trees?: number;
  /** Rows that a leaf holds at least. */
  readonly minLeaf?: number;
  readonly maxDepth?: number;
  readonly seed?: number;
  /** Number of the first tree to grow: the trees of one forest may be grown in several threads. */
  readonly firstTree?: number;
}

/** A random forest that tells how likely a row is positive. */
export interface Forest {
  readonly trees: readonly Tree[];
  /** Share of positive rows among those that it learned from. */
  readonly positiveShare: number;
}

/**
 * Grows a random forest on columns in bins: each tree on a bootstrap sample, at each node the best of √columns columns drawn by chance, both
 * classes of equal weight together. The same seed gives the same trees, whatever number of threads grows them. `labels`: 1 or 0 of each row of the
 * data; `rows`: those to learn from.
 * @throws CancelledError when the token is cancelled.
 */
export function growForest(
  data: Binned,
  labels: Uint8Array,
  rows: Int32Array,
  options: ForestOptions,
  token: CancelToken,
): Forest {
  const { trees = 100, minLeaf = 5, maxDepth = 40, seed = 1, firstTree = 0 } = options;
  let positive = 0;
  for (const row of rows) positive += labels[row] as number;
  const negative = rows.length - positive;
  const weights = [rows.length / (2 * positive), rows.length / (2 * negative)] as const;
  const tried = Math.max(1, Math.round(Math.sqrt(data.columns.length)));
  const sample: Sample = { data, labels, rows, weights, minLeaf, maxDepth, tried };
  const grown: Tree[] = [];
  const oneClass = positive === 0 || negative === 0;
  for (let tree = 0; tree < (oneClass ? 0 : trees); tree++) {
    throwIfCancelled(token);
    grown.push(growTree(sample, seeded(seed, firstTree + tree)));
  }
  return { trees: grown, positiveShare: positive / rows.length };
}

/**
 * Score of each of the rows: the trees' mean weighted share of positive rows, from 0 to 1; 0.5 is as likely as not where both classes are as
 * frequent. Where there was one class to learn from: that class.
 * @throws CancelledError when the token is cancelled.
 */
export function scoresOf(forest: Forest, data: Binned, rows: Int32Array, token: CancelToken): Float32Array {
  const sums = new Float64Array(rows.length);
  for (const tree of forest.trees) {
    throwIfCancelled(token);
    addScores(tree, data.columns, rows, sums);
  }
  if (forest.trees.length === 0) return new Float32Array(rows.length).fill(forest.positiveShare);
  return Float32Array.from(sums, (sum) => sum / forest.trees.length);
}

function addScores(
  { column, bin, left, right, value }: Tree,
  columns: readonly Uint8Array[],
  rows: Int32Array,
  sums: Float64Array,
): void {
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    let node = 0;
    for (let asked = column[0] as number; asked >= 0; asked = column[node] as number) {
      const goesLeft = ((columns[asked] as Uint8Array)[row] as number) <= (bin[node] as number);
      node = (goesLeft ? left[node] : right[node]) as number;
    }
    sums[at] = (sums[at] as number) + (value[node] as number);
  }
}

/**
 * Probability of a positive row by its score: the score of a forest whose classes had equal weight, corrected for how frequent they really are.
 */
export function probabilityOf(score: number, { positiveShare }: Pick<Forest, "positiveShare">): number {
  const positive = score * positiveShare;
  const negative = (1 - score) * (1 - positiveShare);
  return positive + negative === 0 ? positiveShare : positive / (positive + negative);
}
