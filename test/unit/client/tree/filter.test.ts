import { describe, expect, test } from "vitest";
import { filterAt, filterText, noFilter, readCost, readFilter } from "../../../../client/src/tree/filter.ts";

describe("a filter in words", () => {
  test("says each of its parts", () => {
    const filter = { statuses: ["wasted", "pushed"], leastCost: 600, days: 7, range: null, words: "trainer" } as const;
    expect(filterText(filter, false)).toBe('wasted, deployed · at least 10m · last 7 days · "trainer"');
  });
  test("has costs without a time where the user's unit is another", () => {
    expect(filterText({ ...noFilter, leastCost: 600 }, true)).toBe("at least 600");
  });
  test("says nothing where all is shown", () => {
    expect(filterText(noFilter, false)).toBe("");
  });
});

test("a range of time is said by its days and asked for by its ends", () => {
  const range = { from: new Date(2026, 0, 5, 0, 1).getTime(), to: new Date(2026, 0, 9, 23, 59).getTime() };
  expect(filterText({ ...noFilter, range }, false)).toBe("2026-01-05 to 2026-01-09");
  expect(filterText({ ...noFilter, range: { from: range.from, to: range.from } }, false)).toBe("2026-01-05");
  expect(filterAt({ ...noFilter, range }, 0)).toEqual({ since: range.from, until: range.to });
});

test("a question has only the parts that filter, days counted from now", () => {
  expect(filterAt(noFilter, 0)).toEqual({});
  expect(filterAt({ ...noFilter, days: 1, words: "a" }, 86_400_000)).toEqual({ since: 0, words: "a" });
});

describe("a filter that was kept", () => {
  test("comes back", () => {
    const filter = { statuses: ["failed"], leastCost: 60, days: 30, range: { from: 1, to: 2 }, words: "x" };
    expect(readFilter(JSON.parse(JSON.stringify(filter)))).toEqual(filter);
  });
  test.each([null, 5, { statuses: ["odd", 1], leastCost: -1, days: "7", range: { from: 2, to: 1 }, words: {} }])(
    "%j filters nothing",
    (kept) => {
      expect(readFilter(kept)).toEqual(noFilter);
    },
  );
});

describe("a cost that is typed", () => {
  test.each([
    ["90 s", 90],
    ["10m", 600],
    ["3m 12s", 192],
    ["1.5 h", 5400],
    ["2 D", 172_800],
    ["5min", 300],
  ])("%s is %d seconds", (text, seconds) => {
    expect(readCost(text, false)).toBe(seconds);
  });
  test.each(["", "10", "ten m", "0 s", "-5 m", "10 weeks"])("%j is none", (text) => {
    expect(readCost(text, false)).toBeNull();
  });
  test("in a unit of the user's is a number", () => {
    expect(readCost("12.5", true)).toBe(12.5);
    expect(readCost("12 h", true)).toBeNull();
  });
});
