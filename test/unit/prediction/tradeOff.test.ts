import { describe, expect, it } from "vitest";
import {
  atKept,
  atThreshold,
  avoidedShare,
  intervalsOf,
  keptShare,
} from "../../../server/src/waste/prediction/tradeOff.ts";
import type { Trial } from "../../../server/src/waste/prediction/trial.ts";

/** Models by ascending score: `[score, deployed, avoidable seconds, wasted seconds]`. */
function trial(...rows: readonly (readonly [number, 0 | 1, number, number])[]): Trial {
  return {
    graphlets: Int32Array.from(rows.keys()),
    scores: Float32Array.from(rows, ([score]) => score),
    used: Uint8Array.from(rows, ([, used]) => used),
    avoidable: Float64Array.from(rows, ([, , avoidable]) => avoidable),
    wasted: Float64Array.from(rows, ([, , , wasted]) => wasted),
    units: Int32Array.from(rows.keys()),
  };
}

const example = trial(
  [0.1, 0, 30, 40],
  [0.2, 0, 10, 20],
  [0.3, 1, 0, 0],
  [0.5, 0, 20, 40],
  [0.5, 1, 0, 0],
  [0.9, 1, 0, 0],
);

describe("a threshold", () => {
  it.each([
    { threshold: 0, stopped: 0, kept: 3, avoidedSeconds: 0 },
    { threshold: 0.25, stopped: 2, kept: 3, avoidedSeconds: 40 },
    { threshold: 0.5, stopped: 3, kept: 2, avoidedSeconds: 40 },
    { threshold: 0.6, stopped: 5, kept: 1, avoidedSeconds: 60 },
    { threshold: 2, stopped: 6, kept: 0, avoidedSeconds: 60 },
  ])(
    "of $threshold stops $stopped, keeps $kept deployments and saves $avoidedSeconds s",
    ({ threshold, ...figures }) => {
      expect(atThreshold(example, threshold)).toMatchObject(figures);
    },
  );

  it("saves a share of all waste, before the point and after it", () => {
    expect(avoidedShare(atThreshold(example, 0.25))).toBe(0.4);
  });
});

describe("the threshold that keeps a share of the deployments", () => {
  it.each([
    { share: 1, threshold: 0.3, kept: 3 },
    { share: 0.99, threshold: 0.3, kept: 3 },
    { share: 0.6, threshold: 0.5, kept: 2 },
    { share: 0.3, threshold: 0.9, kept: 1 },
    { share: 0, threshold: Number.POSITIVE_INFINITY, kept: 0 },
  ])("of $share is $threshold", ({ share, ...expected }) => {
    const { threshold, kept } = atKept(example, share);
    expect({ threshold: Math.round(threshold * 10) / 10, kept }).toEqual(expected);
  });

  it("stops or keeps models of one score together", () => {
    expect(atKept(trial([0.5, 0, 5, 5], [0.5, 1, 0, 0]), 1).stopped).toBe(0);
  });
});

describe("intervals", () => {
  it("hold what was measured", () => {
    const [kept] = intervalsOf(example, (weights) => [keptShare(atThreshold(example, 0.5, weights))]);
    expect(kept?.[0]).toBeLessThanOrEqual(2 / 3);
    expect(kept?.[1]).toBeGreaterThanOrEqual(2 / 3);
  });

  it("are narrower with more models", () => {
    const width = (copies: number): number => {
      const rows = Array.from({ length: copies }, (_, row) => [0.1 + row / copies / 2, row % 2 ? 1 : 0, 1, 1] as const);
      const many = trial(...rows);
      const [kept = [0, 0]] = intervalsOf(many, (weights) => [keptShare(atThreshold(many, 0.35, weights))]);
      return kept[1] - kept[0];
    };
    expect(width(400)).toBeLessThan(width(25) / 2);
  });
});
