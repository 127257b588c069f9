import { type Binned, binCount } from "./bins.ts";
import { below, type Seeded } from "./seeded.ts";

/** A grown tree: node 0 is its root. Plain typed arrays, so it goes between threads. */
export interface Tree {
  /** Column that the node asks for, -1 for a leaf. */
  readonly column: Int16Array;
  /** Rows whose bin is at most this go left. */
  readonly bin: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Weighted share of positive rows. */
  readonly value: Float32Array;
  /** Column → decrease of the weighted Gini impurity that its splits brought. */
  readonly gain: Float64Array;
}

/** What trees are grown on. */
export interface Sample {
  readonly data: Binned;
  /** 1 or 0 of each row of the data; at most 2²⁶ rows. */
  readonly labels: Uint8Array;
  /** Rows to learn from. */
  readonly rows: Int32Array;
  /** Weight of a positive and of a negative row. */
  readonly weights: readonly [positive: number, negative: number];
  readonly minLeaf: number;
  readonly maxDepth: number;
  /** Columns that are tried at a node. */
  readonly tried: number;
}

/** Working memory of a tree under way. */
interface Growth extends Sample {
  readonly random: Seeded;
  /** Drawn rows, those of a node side by side, each with how often it was drawn and its label: `row << 5 | times << 1 | label`. */
  readonly order: Int32Array;
  readonly spare: Int32Array;
  readonly columns: Int32Array;
  /** Drawn rows by bin: negative, positive, in turn. All zero between two columns. */
  readonly histogram: Int32Array;
  readonly gain: Float64Array;
}

interface Part {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly parent: number;
  readonly isRight: boolean;
}

interface Split {
  readonly column: number;
  readonly bin: number;
  readonly gain: number;
}

/** Grows one tree on a bootstrap sample of the rows. Some n log n steps in the rows. */
export function growTree(sample: Sample, random: Seeded): Tree {
  const growth = begin(sample, random);
  const nodes = { column: [] as number[], bin: [] as number[], left: [] as number[], right: [] as number[] };
  const value: number[] = [];
  const open: Part[] = [{ from: 0, to: growth.order.length, depth: 0, parent: -1, isRight: false }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const node = nodes.column.length;
    const [negative, positive] = weigh(growth, part);
    if (part.parent >= 0) (part.isRight ? nodes.right : nodes.left)[part.parent] = node;
    value.push(positive / (positive + negative));
    const split = isLeaf(growth, part, negative, positive) ? null : bestSplit(growth, part, negative, positive);
    const middle = split === null ? part.from : partition(growth, part, split);
    const tooSmall = middle - part.from < sample.minLeaf || part.to - middle < sample.minLeaf;
    nodes.column.push(split === null || tooSmall ? -1 : split.column);
    nodes.bin.push(split?.bin ?? 0);
    nodes.left.push(-1);
    nodes.right.push(-1);
    if (split === null || tooSmall) continue;
    growth.gain[split.column] = (growth.gain[split.column] as number) + split.gain;
    const depth = part.depth + 1;
    open.push({ from: middle, to: part.to, depth, parent: node, isRight: true });
    open.push({ from: part.from, to: middle, depth, parent: node, isRight: false });
  }
  return {
    column: Int16Array.from(nodes.column),
    bin: Uint8Array.from(nodes.bin),
    left: Int32Array.from(nodes.left),
    right: Int32Array.from(nodes.right),
    value: Float32Array.from(value),
    gain: growth.gain,
  };
}

const rowBits = 5;
/** A row is hardly ever drawn as often. */
const mostTimes = 15;

function begin(sample: Sample, random: Seeded): Growth {
  const { rows, data, labels } = sample;
  const drawn = new Uint8Array(rows.length);
  for (let draw = 0; draw < rows.length; draw++) {
    const place = below(random, rows.length);
    drawn[place] = Math.min(mostTimes, (drawn[place] as number) + 1);
  }
  const order = new Int32Array(rows.length);
  let length = 0;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] as number;
    const times = drawn[place] as number;
    if (times > 0) order[length++] = (row << rowBits) | (times << 1) | (labels[row] as number);
  }
  return {
    ...sample,
    random,
    order: order.subarray(0, length),
    spare: new Int32Array(length),
    columns: Int32Array.from(data.columns, (_, column) => column),
    histogram: new Int32Array(2 * binCount),
    gain: new Float64Array(data.columns.length),
  };
}

const isLeaf = ({ minLeaf, maxDepth }: Growth, part: Part, negative: number, positive: number): boolean =>
  part.to - part.from < 2 * minLeaf || part.depth >= maxDepth || negative === 0 || positive === 0;

/** Weight of the negative and of the positive rows of a node. */
function weigh({ order, weights }: Growth, { from, to }: Part): readonly [number, number] {
  let all = 0;
  let positive = 0;
  for (let at = from; at < to; at++) {
    const packed = order[at] as number;
    const times = (packed >> 1) & mostTimes;
    all += times;
    if (packed & 1) positive += times;
  }
  return [(all - positive) * weights[1], positive * weights[0]];
}

/** The split with the largest decrease of impurity among some columns drawn by chance; null where none brings any. */
function bestSplit(growth: Growth, part: Part, negative: number, positive: number): Split | null {
  const { columns, tried, random } = growth;
  let best: Split | null = null;
  for (let index = 0; index < tried; index++) {
    const other = index + below(random, columns.length - index);
    const column = columns[other] as number;
    columns[other] = columns[index] as number;
    columns[index] = column;
    const ends = fillHistogram(growth, part, column);
    const found = splitOf(growth, column, ends, negative, positive);
    growth.histogram.fill(0, ends.first << 1, (ends.last + 1) << 1);
    if (found !== null && (best === null || found.gain > best.gain)) best = found;
  }
  return best;
}

/** First and last bin that hold a row. */
interface Ends {
  readonly first: number;
  readonly last: number;
}

function fillHistogram({ data, order, histogram }: Growth, { from, to }: Part, column: number): Ends {
  const bins = data.columns[column] as Uint8Array;
  let first = binCount;
  let last = -1;
  for (let at = from; at < to; at++) {
    const packed = order[at] as number;
    const bin = bins[packed >> rowBits] as number;
    const cell = (bin << 1) | (packed & 1);
    histogram[cell] = (histogram[cell] as number) + ((packed >> 1) & mostTimes);
    if (bin < first) first = bin;
    if (bin > last) last = bin;
  }
  return { first, last };
}

function splitOf(
  { histogram, weights }: Growth,
  column: number,
  { first, last }: Ends,
  negative: number,
  positive: number,
): Split | null {
  const whole = negative + positive;
  const before = (negative * negative + positive * positive) / whole;
  let leftNegative = 0;
  let leftPositive = 0;
  let gain = 1e-9 * whole;
  let bin = -1;
  for (let candidate = first; candidate < last; candidate++) {
    const drawnNegative = histogram[candidate << 1] as number;
    const drawnPositive = histogram[(candidate << 1) | 1] as number;
    if (drawnNegative === 0 && drawnPositive === 0) continue;
    leftNegative += drawnNegative * weights[1];
    leftPositive += drawnPositive * weights[0];
    const left = leftNegative + leftPositive;
    const right = whole - left;
    const rightNegative = negative - leftNegative;
    const rightPositive = positive - leftPositive;
    const decrease =
      (leftNegative * leftNegative + leftPositive * leftPositive) / left +
      (rightNegative * rightNegative + rightPositive * rightPositive) / right -
      before;
    if (decrease <= gain) continue;
    gain = decrease;
    bin = candidate;
  }
  return bin < 0 ? null : { column, bin, gain };
}

/** Puts the rows that go left before the others, both in their order, and tells where the others begin. */
function partition({ data, order, spare }: Growth, { from, to }: Part, { column, bin }: Split): number {
  const bins = data.columns[column] as Uint8Array;
  let left = from;
  let right = 0;
  for (let at = from; at < to; at++) {
    const packed = order[at] as number;
    if ((bins[packed >> rowBits] as number) <= bin) order[left++] = packed;
    else spare[right++] = packed;
  }
  order.set(spare.subarray(0, right), left);
  return left;
}
