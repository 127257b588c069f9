import type { FeatureTable } from "./table.ts";

/** A rule of thumb that decides which models to train: score 1 where it trains, 0 where it does not. */
export interface Baseline {
  readonly name: string;
  readonly words: string;
  /** Code of the first point at which it knows what it asks. */
  readonly since: number;
  readonly trains: (value: (feature: string) => number) => boolean;
}

/** The simple ways that a predictor is held to. What is unknown trains. */
export const baselines: readonly Baseline[] = [
  { name: "always-run", words: "always run", since: -1, trains: () => true },
  {
    name: "repeat-last",
    words: "repeat the last outcome",
    since: -1,
    trains: (value) => value("last-deployed") !== 0,
  },
  {
    name: "new-data",
    words: "skip when the data did not change",
    since: 0,
    trains: (value) => value("similarity") !== 1,
  },
  {
    name: "new-data-or-code",
    words: "skip when data, code and parameters did not change",
    since: 1,
    trains: (value) => value("similarity") !== 1 || value("same-code") !== 1 || value("same-parameters") !== 1,
  },
];

/** Scores of a baseline, one a graphlet: 1 or 0. */
export function baselineScores({ trains }: Baseline, table: FeatureTable): Float32Array {
  const columns = new Map(table.features.map(({ name }, index) => [name, table.columns[index]]));
  let row = 0;
  const value = (feature: string): number => columns.get(feature)?.[row] ?? Number.NaN;
  const scores = new Float32Array(table.count);
  for (; row < table.count; row++) scores[row] = trains(value) ? 1 : 0;
  return scores;
}
