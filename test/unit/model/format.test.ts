import { describe, expect, test } from "vitest";
import { formatAge, formatCount, formatDuration, formatPercent, sparkline } from "../../../server/src/model/format.ts";

const hour = 3600;
const day = 24 * hour;

test.each([
  [Number.NaN, ""],
  [0, "0 s"],
  [0.0004, "1 ms"],
  [0.04, "40 ms"],
  [0.9996, "1 s"],
  [9.95, "10 s"],
  [2.44, "2.4 s"],
  [48, "48 s"],
  [59.96, "1m"],
  [192, "3m 12s"],
  [48 * 60, "48m"],
  [3599.6, "1 h"],
  [2.4 * hour, "2.4 h"],
  [31.2 * hour, "31.2 h"],
  [3.1 * day, "3.1 d"],
  [-192, "-3m 12s"],
])("%d seconds are written %j", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [0.63, "63 %"],
  [0, "0 %"],
  [0.001, "<1 %"],
  [0.999, ">99 %"],
  [1, "100 %"],
  [Number.NaN, ""],
])("a share of %d is written %j", (share, text) => {
  expect(formatPercent(share)).toBe(text);
});

test.each([
  [0, "no models"],
  [1, "1 model"],
  [14, "14 models"],
  [3204, "3,204 models"],
])("%d models are written %j", (count, text) => {
  expect(formatCount(count, "model")).toBe(text);
});

test.each([
  [30, "now"],
  [60, "1 minute ago"],
  [2.5 * hour, "2 hours ago"],
  [day, "1 day ago"],
  [8 * day, "1 week ago"],
  [40 * day, "1 month ago"],
  [800 * day, "2 years ago"],
])("%d seconds ago is %j", (seconds, text) => {
  expect(formatAge(0, seconds * 1000)).toBe(text);
});

test("an unknown time has no age", () => {
  expect(formatAge(Number.NaN, 0)).toBe("at an unknown time");
});

describe("sparkline", () => {
  test("goes from the least to the greatest", () => {
    expect(sparkline([1, 2, 3, 8])).toBe("▁▂▃█");
  });
  test("of equal values is flat", () => {
    expect(sparkline([5, 5])).toBe("▅▅");
  });
  test("has a dot for what is unknown", () => {
    expect(sparkline([1, Number.NaN, 2])).toBe("▁·█");
  });
  test("of nothing is empty", () => {
    expect(sparkline([])).toBe("");
  });
});
