import { expect, test } from "vitest";
import { CapturedPages } from "../../../../server/src/traces/sqlite/follow/capturedPages.ts";

const pageSize = 4;

/** A file whose pages hold their own numbers; notes which bytes are asked for. */
function capture(...pages: number[]) {
  const asked: string[] = [];
  const readInto = (bytes: Buffer, at: number, from: number, length: number): void => {
    asked.push(`${from / pageSize + 1}–${(from + length) / pageSize}`);
    for (let one = 0; one < length; one++) bytes[at + one] = Math.floor((from + one) / pageSize) + 1;
  };
  return { captured: new CapturedPages({ pageSize, readInto }, new Set(pages)), asked };
}

test("captured pages are those of the file, in whatever order they are asked for", () => {
  const { captured } = capture(30, 2, 9);
  expect([2, 9, 30].map((page) => [...(captured.copyOf(page) ?? [])])).toEqual([
    [2, 2, 2, 2],
    [9, 9, 9, 9],
    [30, 30, 30, 30],
  ]);
});

test("a page that was not captured is none", () => {
  expect(capture(2, 30).captured.copyOf(20)).toBeUndefined();
});

test("pages that stand side by side, or nearly, are read at once", () => {
  expect(capture(7, 2, 3, 30).asked).toEqual(["2–7", "30–30"]);
});
