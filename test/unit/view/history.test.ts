import { describe, expect, test, vi } from "vitest";
import type { HistoryView } from "../../../server/src/protocol.ts";
import { figuresOf, marksIn, span } from "../../../webview/src/history/figures.ts";
import { moved, zoomed } from "../../../webview/src/history/gestures.ts";
import { indexHistory } from "../../../webview/src/history/historyIndex.ts";
import { type Items, itemFrom, itemOf, itemsAt, nearestItem } from "../../../webview/src/history/items.ts";
import { itemWords } from "../../../webview/src/history/markWords.ts";
import { markStep } from "../../../webview/src/history/steps.ts";
import { ticksOf } from "../../../webview/src/history/timeAxis.ts";
import { lastPlace, placeOf, stepped, visited } from "../../../webview/src/shell/trail.ts";
import { historyOf, taxiHistory } from "../../view/fixtures/history.ts";

vi.stubGlobal("document", { documentElement: { lang: "en-US" } });

const index = indexHistory(taxiHistory);
const none: ReadonlySet<number> = new Set();

/** Items of one lane as `first-last kind`. */
const inLane = (items: Items, lane: number): string[] =>
  items.list
    .slice(items.offsets[lane], items.offsets[lane + 1])
    .map(({ kind, first, last }) => `${first}-${last} ${kind}`);

/** Models at these places in time of one lane. */
function at(times: readonly number[], folds: readonly number[] = times.map(() => 1)): HistoryView {
  const view = historyOf(times.length, { failing: [0, 0] });
  return { ...view, marks: { ...view.marks, at: times, fold: folds } };
}

describe("what is drawn at a scale", () => {
  test("models with room between them stand alone", () => {
    expect(inLane(itemsAt(indexHistory(at([0, 20, 40])), "time", 1, none), 0)).toEqual([
      "0-0 mark",
      "1-1 mark",
      "2-2 mark",
    ]);
  });
  test("models without room are in one bin", () => {
    expect(inLane(itemsAt(indexHistory(at([0, 5, 12, 14, 40])), "time", 1, none), 0)).toEqual([
      "0-2 bin",
      "3-3 mark",
      "4-4 mark",
    ]);
  });
  test("a larger scale opens it", () => {
    expect(inLane(itemsAt(indexHistory(at([0, 5, 12])), "time", 3, none), 0)).toHaveLength(3);
  });
  test("the same failure again and again is one item, until it is opened", () => {
    const folded = indexHistory(at([0, 20, 40, 60, 80], [1, 3, 0, 0, 1]));
    const first = folded.view.marks.trainer[1] ?? "";
    expect(inLane(itemsAt(folded, "time", 1, none), 0)).toEqual(["0-0 mark", "1-3 fold", "4-4 mark"]);
    expect(inLane(itemsAt(folded, "time", 1, new Set([first])), 0)).toHaveLength(5);
  });
  test("each model is in exactly one item, at every scale", () => {
    for (const scale of [1e-8, 1e-7, 1e-6, 1e-5, 1e-3]) {
      const { list } = itemsAt(index, "time", scale, none);
      expect(list.flatMap(({ first, last }) => [...span(first, last)])).toEqual(
        index.cost.length === 90 ? [...span(0, 89)] : [],
      );
    }
  });
  test("spaced evenly, models stand by their order whatever the time between them", () => {
    const items = itemsAt(indexHistory(at([0, 1, 1_000_000])), "even", 20, none);
    expect(inLane(items, 0)).toEqual(["0-0 mark", "1-1 mark", "2-2 mark"]);
  });
});

describe("finding", () => {
  const items = itemsAt(index, "even", 20, none);
  test("the item that holds a model", () => {
    for (const mark of span(0, index.count - 1)) {
      const item = items.list[itemOf(index, items, mark)];
      expect(item && item.first <= mark && mark <= item.last).toBe(true);
    }
    expect(itemOf(index, items, -1)).toBe(-1);
  });
  test("the item nearest to a place", () => {
    const plain = indexHistory(at([0, 100, 200]));
    const spread = itemsAt(plain, "time", 1, none);
    expect([-50, 40, 60, 140, 900].map((place) => nearestItem(plain, spread, 0, place))).toEqual([0, 0, 1, 1, 2]);
    expect([-50, 0, 1, 201].map((place) => itemFrom(plain, spread, 0, place))).toEqual([0, 0, 1, 3]);
  });
});

describe("keys", () => {
  const items = itemsAt(index, "even", 20, none);
  const step = (key: string, mark: number) => markStep(key, index, items, mark);
  test("go along a lane and stay in it", () => {
    expect([step("ArrowRight", 0), step("ArrowLeft", 0), step("Home", 9)]).toEqual([1, 0, 0]);
    expect(step("End", 0)).toBe(44);
    expect(step("ArrowRight", 44)).toBe(44);
  });
  test("skip over a folded run", () => {
    expect(step("ArrowRight", 19)).toBe(20);
    expect(step("ArrowRight", 20)).toBe(32);
  });
  test("go to the nearest model of the next lane", () => {
    const below = step("ArrowDown", 3) ?? -1;
    expect(index.lane[below]).toBe(1);
    expect(step("ArrowUp", below)).toBe(3);
    expect(step("ArrowUp", 3)).toBe(3);
  });
  test("that mean nothing lead nowhere", () => {
    expect(step("x", 0)).toBeNull();
  });
});

describe("figures", () => {
  test("of a range are of the models that began in it", () => {
    const plain = indexHistory(at([0, 10, 20, 30]));
    expect([...marksIn(plain, { from: 10, to: 20 })]).toEqual([1, 2]);
    expect(figuresOf(plain, marksIn(plain, { from: 10, to: 20 })).models).toBe(2);
    expect([...marksIn(plain, { from: 11, to: 12 })]).toEqual([]);
  });
  test("of all add up", () => {
    const all = figuresOf(index, index.order);
    expect([...all.states].reduce((sum, count) => sum + count, 0)).toBe(90);
    expect(all.wasted).toBeLessThanOrEqual(all.cost);
  });
});

describe("words", () => {
  test("of a model say what it is, why it failed and what it cost", () => {
    const { title, lines } = itemWords(index, { kind: "mark", lane: 0, first: 25, last: 25 });
    expect(title).toBe("training 1025");
    expect(lines[1]).toBe("failed: its training failed");
    expect(lines[2]).toMatch(/of compute time · \d+ % of the data in common with the model before$/);
  });
  test("of a fold and a bin say how many they are", () => {
    const fold = itemWords(index, { kind: "fold", lane: 0, first: 20, last: 31 });
    expect([fold.title, fold.lines[1]]).toEqual([
      "12 models, one failure",
      "Not deployed, each time: its training failed",
    ]);
    const bin = itemWords(index, { kind: "bin", lane: 0, first: 18, last: 21 });
    expect(bin.title).toBe("4 models");
    expect(bin.lines[1]).toContain("2 failed");
  });
});

describe("the window", () => {
  const whole = { from: 0, to: 1000 };
  test("moves, and not out of sight", () => {
    expect(moved({ from: 100, to: 200 }, 0.5, whole)).toEqual({ from: 150, to: 250 });
    expect(moved({ from: 100, to: 200 }, -50, whole)).toEqual({ from: -50, to: 50 });
    expect(moved({ from: 100, to: 200 }, 50, whole)).toEqual({ from: 950, to: 1050 });
  });
  test("zooms around a place, from the whole to the least", () => {
    expect(zoomed(whole, 2, 0.5, whole, 10)).toEqual({ from: 250, to: 750 });
    expect(zoomed({ from: 250, to: 750 }, 0.5, 0.5, whole, 10)).toBeNull();
    expect(zoomed({ from: 495, to: 505 }, 8, 0.5, whole, 10)).toEqual({ from: 495, to: 505 });
  });
});

describe("the axis", () => {
  const hour = 3_600_000;
  const plain = indexHistory(at([0, 1]));
  test.each([
    ["an hour", hour],
    ["a day", 24 * hour],
    ["a month", 720 * hour],
    ["a year", 8766 * hour],
    ["a century", 876_600 * hour],
  ])("has labels with room between them: %s", (_, length) => {
    const from = Date.UTC(2026, 2, 1);
    const ticks = ticksOf(plain, "time", from, from + length, 900, "en-US");
    expect(ticks.length).toBeGreaterThan(1);
    const gaps = ticks.slice(1).map(({ place }, before) => place - (ticks[before]?.place ?? 0));
    expect((Math.min(...gaps) * 900) / length).toBeGreaterThan(50);
  });
  test("has none where there is no window", () => {
    expect(ticksOf(plain, "time", 5, 5, 900, "en-US")).toEqual([]);
  });
});

describe("the trail", () => {
  const view = (key: string): HistoryView => ({ ...taxiHistory, key });
  const three = ["a", "b", "c"].reduce((trail, key) => visited(trail, view(key)), { places: [], at: -1 } as Parameters<
    typeof visited
  >[0]);
  const keys = (trail: typeof three): string[] => trail.places.map(({ key }) => key);
  test("goes back and forward and stops at its ends", () => {
    expect(stepped(three, 1)).toBe(three);
    expect(stepped(stepped(three, -1), -1).at).toBe(0);
    expect(stepped({ ...three, at: 0 }, -1).at).toBe(0);
  });
  test("forgets what lay ahead when another way is taken", () => {
    expect(keys(visited(stepped(three, -1), view("d")))).toEqual(["a", "b", "d"]);
  });
  test("does not note a refresh", () => {
    expect(visited(three, view("c"))).toBe(three);
  });
  test("keeps fifty", () => {
    let trail = three;
    for (let number = 0; number < 60; number++) trail = visited(trail, view(String(number)));
    expect([trail.places.length, trail.at]).toEqual([50, 49]);
  });
  test("names the place of a picture", () => {
    expect(placeOf(taxiHistory)).toEqual({ level: "history" });
    expect(lastPlace(three, "graphlet")).toBeNull();
  });
});
