import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import { binEdges, binned } from "../../../server/src/waste/prediction/bins.ts";
import {
  type ForestOptions,
  growForest,
  probabilityOf,
  scoresOf,
} from "../../../server/src/waste/prediction/forest.ts";
import { areaUnderCurve, balancedAccuracy } from "../../../server/src/waste/prediction/measures.ts";
import { seeded } from "../../../server/src/waste/prediction/seeded.ts";

interface Figure {
  readonly mean: number;
  readonly deviation: number;
}

/** Written by `test/generate/forestFixture.py`. */
interface Fixture {
  readonly training: number;
  readonly areaUnderCurve: Figure;
  readonly balancedAccuracy: Figure;
  readonly labels: string;
  readonly columns: readonly (readonly number[])[];
}

const path = join(import.meta.dirname, "../../fixtures/forest.json");
const fixture: Fixture = JSON.parse(readFileSync(path, "utf8"));
const labels = Uint8Array.from(fixture.labels, Number);
const columns = fixture.columns.map((column) => Float32Array.from(column));
const rows = (from: number, to: number): Int32Array => Int32Array.from({ length: to - from }, (_, row) => from + row);
const training = rows(0, fixture.training);
const rest = rows(fixture.training, labels.length);

function learn(given: Uint8Array, options: ForestOptions = {}) {
  const data = binned(columns, binEdges(columns, training), labels.length);
  const forest = growForest(data, given, training, options, neverCancelled);
  return { forest, data, scores: scoresOf(forest, data, rest, neverCancelled) };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("a forest", () => {
  const seeds = [1, 2, 3, 4, 5];
  const forests = seeds.map((seed) => learn(labels, { seed }).scores);
  const truth = labels.subarray(fixture.training);

  it("ranks like scikit-learn's, within 0.006 of its area under the curve", () => {
    const area = mean(forests.map((scores) => areaUnderCurve(scores, truth)));
    expect(Math.abs(area - fixture.areaUnderCurve.mean)).toBeLessThan(0.006);
  });

  it("decides like scikit-learn's, within 0.02 of its balanced accuracy", () => {
    const accuracy = mean(forests.map((scores) => balancedAccuracy(scores, truth)));
    expect(Math.abs(accuracy - fixture.balancedAccuracy.mean)).toBeLessThan(0.02);
  });

  it("is the same for the same seed", () => {
    expect(learn(labels, { seed: 3, trees: 10 }).scores).toEqual(learn(labels, { seed: 3, trees: 10 }).scores);
  });

  it("is another for another seed", () => {
    expect(learn(labels, { seed: 4, trees: 10 }).scores).not.toEqual(learn(labels, { seed: 3, trees: 10 }).scores);
  });

  it("has the same trees when they are grown in two parts", () => {
    const whole = learn(labels, { trees: 6 }).forest.trees;
    const parts = [learn(labels, { trees: 2 }), learn(labels, { trees: 4, firstTree: 2 })];
    expect(parts.flatMap(({ forest }) => forest.trees)).toEqual(whole);
  });

  it("gives the one class that it was shown", () => {
    const { scores } = learn(new Uint8Array(labels.length).fill(1));
    expect(new Set(scores)).toEqual(new Set([1]));
  });

  it("tells nothing of labels that say nothing", () => {
    const random = seeded(11);
    const accuracies = seeds.map(() => {
      const noise = labels.map(() => random() & 1);
      return balancedAccuracy(learn(noise, { minLeaf: 20 }).scores, noise.subarray(fixture.training));
    });
    expect(Math.abs(mean(accuracies) - 0.5)).toBeLessThan(0.03);
  });
});

describe("a probability", () => {
  it.each([
    { score: 0.5, positiveShare: 0.1, is: 0.1 },
    { score: 0, positiveShare: 0.1, is: 0 },
    { score: 1, positiveShare: 0.1, is: 1 },
    { score: 0.8, positiveShare: 0.5, is: 0.8 },
    { score: 1, positiveShare: 1, is: 1 },
  ])("of $score is $is where $positiveShare of the models are deployed", ({ score, positiveShare, is }) => {
    expect(probabilityOf(score, { positiveShare })).toBeCloseTo(is, 10);
  });
});

describe("bins", () => {
  it("keep apart what is unknown, and few values one by one", () => {
    const column = Float32Array.of(Number.NaN, 5, 1, 5, 9, Number.POSITIVE_INFINITY);
    const edges = binEdges([column], rows(0, 6));
    expect([...(binned([column], edges, 6).columns[0] ?? [])]).toEqual([0, 2, 1, 2, 3, 4]);
  });
});

describe("the area under the curve", () => {
  it.each([
    { scores: [0.1, 0.4, 0.35, 0.8], truth: [0, 0, 1, 1], is: 0.75 },
    { scores: [0.5, 0.5], truth: [0, 1], is: 0.5 },
    { scores: [1, 0], truth: [0, 1], is: 0 },
  ])("of $scores for $truth is $is", ({ scores, truth, is }) => {
    expect(areaUnderCurve(Float32Array.from(scores), Uint8Array.from(truth))).toBe(is);
  });
});
