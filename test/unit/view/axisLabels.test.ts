import { expect, test } from "vitest";
import { placeLabels } from "../../../webview/src/history/labels.ts";

const date = "May 23, 21";
const placed = (...places: readonly number[]) =>
  placeLabels(
    places.map((x) => ({ x, text: date })),
    640,
  ).map((label) => label?.anchor ?? null);

test("labels stand across their ticks, those at the edges beside them", () => {
  expect(placed(10, 200, 400, 630)).toEqual(["start", "middle", "middle", "end"]);
});

test("a label that would run into the one before it is left out", () => {
  expect(placed(10, 90, 190)).toEqual(["start", null, "middle"]);
  expect(placed(400, 540, 632)).toEqual(["middle", "middle", null]);
});
