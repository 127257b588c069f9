import { at } from "../graph/rows.ts";

/** How near two places are still one, in pixels. */
const near = 0.5;

/** A stretch of a line: where it lies, and from where to where it goes. */
interface Stretch {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Places of a picture where a level and an upright line cross. Lines that run on one another, such as a trunk that
 * several edges share, are one line. n log n in the stretches of the routes.
 */
export function crossings(routes: readonly Float64Array[]): number {
  const level: Stretch[] = [];
  const upright: Stretch[] = [];
  for (const route of routes) {
    for (let i = 2; i + 1 < route.length; i += 2) {
      const [ax, ay, bx, by] = [at(route, i - 2), at(route, i - 1), at(route, i), at(route, i + 1)];
      if (Math.abs(ay - by) < near) level.push({ line: ay, from: Math.min(ax, bx), to: Math.max(ax, bx) });
      else upright.push({ line: ax, from: Math.min(ay, by), to: Math.max(ay, by) });
    }
  }
  return countCrossings(united(level), united(upright));
}

/** Stretches that overlap on one line, as one. */
function united(stretches: Stretch[]): Stretch[] {
  const keyOf = ({ line }: Stretch): number => Math.round(line / near);
  stretches.sort((a, b) => keyOf(a) - keyOf(b) || a.from - b.from);
  const result: Stretch[] = [];
  for (const next of stretches) {
    const last = result.at(-1);
    if (last && keyOf(last) === keyOf(next) && next.from < last.to - near) {
      if (next.to > last.to) result[result.length - 1] = { ...last, to: next.to };
    } else result.push(next);
  }
  return result;
}

/** Goes down the picture with a tree of sums over the upright lines that are there. */
function countCrossings(level: readonly Stretch[], upright: readonly Stretch[]): number {
  const xs = Float64Array.from(upright, ({ line }) => line).sort();
  const sums = new Int32Array(xs.length + 1);
  const add = (x: number, amount: number): void => {
    for (let i = below(xs, x) + 1; i < sums.length; i += i & -i) sums[i] = at(sums, i) + amount;
  };
  const upTo = (count: number): number => {
    let sum = 0;
    for (let i = count; i > 0; i -= i & -i) sum += at(sums, i);
    return sum;
  };
  const starts = upright.toSorted((a, b) => a.from - b.from);
  const ends = upright.toSorted((a, b) => a.to - b.to);
  let started = 0;
  let ended = 0;
  let total = 0;
  for (const { line: y, from, to } of level.toSorted((a, b) => a.line - b.line)) {
    for (let next = starts[started]; next && next.from + near < y; next = starts[++started]) add(next.line, 1);
    for (let next = ends[ended]; next && next.to - near <= y; next = ends[++ended]) add(next.line, -1);
    if (to - from > 2 * near) total += upTo(below(xs, to - near)) - upTo(notAbove(xs, from + near));
  }
  return total;
}

/** How many of the sorted numbers are less than a bound. */
function below(sorted: Float64Array, bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(sorted, middle) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the sorted numbers are not more than a bound. */
function notAbove(sorted: Float64Array, bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(sorted, middle) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
