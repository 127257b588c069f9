import { describe, expect, test } from "vitest";
import type { Forecast, TradeOffPoint } from "../../../server/src/model/forecast.ts";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import { tradeOffViews } from "../../../server/src/views/tradeOffView.ts";

const point = (more: Partial<TradeOffPoint>): TradeOffPoint => ({
  ...{ threshold: 0.5, stopped: 0, kept: 20, avoidedSeconds: 0, avoidedInterval: [0, 0], keptInterval: [1, 1] },
  delayHours: Number.NaN,
  ...more,
});
const half = point({
  ...{ stopped: 50, kept: 18, avoidedSeconds: 36_000, avoidedInterval: [18_000, 54_000], keptInterval: [0.75, 1] },
  delayHours: 3,
});
const forecast: Forecast = {
  ...{ node: "Trainer", models: 120, deployed: 20, abstains: null },
  next: { probability: 0.64, stops: true, reasons: [] },
  points: [
    {
      ...{ point: "before-the-run", judged: 100, deployments: 20, areaUnderCurve: 0.8, balancedAccuracy: 0.7 },
      ...{ balancedInterval: [0.6, 0.8], wastedSeconds: 72_000, curve: [point({}), half], recommended: -1 },
      ...{ followed: half, baselines: [], goesBy: [] },
    },
  ],
};
const [view] = tradeOffViews(new Map([["Trainer", forecast]]), defaultSettings);
const [curve] = view?.curves ?? [];
/** With plain blanks in the place of those that keep figures and units together. */
const plain = (text: string | undefined): string | undefined => text?.replaceAll("\u00a0", " ");

describe("the trade-off in words", () => {
  test("tells what is saved and kept, with the intervals, and how much later deployments come", () => {
    expect(plain(curve?.steps[1]?.text)).toBe(
      "Stops 50 of 100 models: saves 10 h, 50 % of the waste (25 % to 75 %), keeps 18 of 20 deployments (75 % to 100 %); deployments come 3 h later on average.",
    );
  });

  test("begins with stopping none, which is recommended where no threshold kept all", () => {
    expect(curve?.steps[0]?.text).toBe("Stops no model.");
    expect(curve?.recommended).toBe(0);
  });

  test("keeps figures and units in one line", () => {
    expect(view?.note).toBe("The next model will not be deployed with a probability of 64\u00a0%.");
  });
});
