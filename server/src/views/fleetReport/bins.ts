import type { Column } from "./charts.ts";

/** Tenths of the way from 0 to 1; both ends belong to the outer columns. */
export function shareColumns(values: readonly number[]): readonly Column[] {
  const counts = new Array<number>(10).fill(0);
  for (const value of values) {
    const bin = Math.min(9, Math.max(0, Math.floor(value * 10)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, bin) => ({ label: `${bin * 10}–${bin * 10 + 10} %`, count }));
}

/** Columns that each reach from a bound to the next, ten times as large at every third: 0.1, 0.2, 0.5, 1, 2, 5, … */
export function growingColumns(values: readonly number[], words: (bound: number) => string): readonly Column[] {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return [];
  const first = indexOf(Math.min(...positive));
  const last = indexOf(Math.max(...positive));
  const counts = new Array<number>(last - first + 1).fill(0);
  for (const value of positive) {
    const bin = indexOf(value) - first;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, bin) => ({ label: `≥ ${words(boundAt(first + bin))}`, count }));
}

const steps = [1, 2, 5] as const;

/** The bound of a number: three to each power of ten. */
const boundAt = (index: number): number => {
  const power = Math.floor(index / steps.length);
  return Number(`${steps[index - power * steps.length] ?? 1}e${power}`);
};

/** Number of the largest bound that a value reaches. */
function indexOf(value: number): number {
  let index = Math.floor(Math.log10(value)) * steps.length + steps.length;
  while (boundAt(index) > value) index--;
  return index;
}
