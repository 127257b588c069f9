import type { Random } from "../random.ts";

/** A number from the standard normal distribution (Box and Muller). */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.share()));
  return radius * Math.cos(2 * Math.PI * random.share());
}

/** A positive number around the median, log-normal. */
export const logNormal = (random: Random, median: number, spread: number): number =>
  median * Math.exp(spread * normal(random));

/** A number between the two, each as likely. */
export const between = (random: Random, [low, high]: readonly [number, number]): number =>
  low + (high - low) * random.share();

/** One of the list. */
export function oneOf<T>(random: Random, list: readonly T[]): T {
  const one = list[random.below(list.length)];
  if (one === undefined) throw new RangeError("nothing to choose from");
  return one;
}

/** Whole numbers, at least `least` each, that are together `total` and go by the weights. */
export function apportion(weights: readonly number[], total: number, least: number): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const spare = Math.max(0, total - least * weights.length);
  const shares = weights.map((weight) => least + Math.floor((spare * weight) / sum));
  let rest = total - shares.reduce((all, share) => all + share, 0);
  for (let index = 0; rest > 0 && shares.length > 0; index = (index + 1) % shares.length, rest--) {
    shares[index] = (shares[index] ?? 0) + 1;
  }
  return shares;
}
