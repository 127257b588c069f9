import { expect, test } from "vitest";
import { leftColumn, pairs, printable, rightColumn, table } from "../../../server/src/cli/table.ts";

test("a table is aligned, figures at the right", () => {
  const lines = table(
    [leftColumn("Node"), rightColumn("Runs")],
    [
      ["Trainer", "5"],
      ["Gen", "1,200"],
    ],
  );
  expect(lines).toEqual(["Node      Runs", "Trainer      5", "Gen      1,200"]);
});

test("pairs stand below each other", () => {
  expect(
    pairs([
      ["Executions", "5"],
      ["Trace", "a.db"],
    ]),
  ).toEqual(["Executions  5", "Trace       a.db"]);
});

test("names cannot steer the terminal or break a line", () => {
  expect(printable("a\u001b[2Jb\nc\u009bd\u202ee")).toBe("a\\u{1b}[2Jb\\u{a}c\\u{9b}d\\u{202e}e");
});

test("letters beyond the basic plane count as one character", () => {
  expect(table([leftColumn("A"), leftColumn("B")], [["𝕏", "b"]])).toEqual(["A  B", "𝕏  b"]);
});
