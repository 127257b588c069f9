import { expect, test } from "vitest";
import { intAt, narrow, packInts } from "../../../server/src/model/intColumn.ts";

test.each([
  [[0, 127, -128], "Int8Array"],
  [[0, 128], "Int16Array"],
  [[-129], "Int16Array"],
  [[32_767, -32_768], "Int16Array"],
  [[32_768], "Int32Array"],
  [[-32_769], "Int32Array"],
  [[], "Int8Array"],
])("%j is kept in an %s", (values, kind) => {
  const narrowed = narrow(Int32Array.from(values));
  expect(narrowed.constructor.name).toBe(kind);
  expect([...narrowed]).toEqual(values);
});

/** Every row reads as before, and rows that are none as -1. */
function checkPacked(values: readonly number[], isSparse: boolean): void {
  const column = packInts(Int32Array.from(values));
  expect("has" in column).toBe(isSparse);
  const rows = [-33, -32, -1, ...values.keys(), values.length, values.length + 100];
  expect(rows.map((row) => intAt(column, row))).toEqual(rows.map((row) => values[row] ?? -1));
}

test("where most rows have an integer, all are kept", () => checkPacked([3, -1, 70_000, 0], false));

test("where none has one, none is kept", () => checkPacked(new Array(100).fill(-1), true));

test("where few rows have an integer, those are found", () => {
  const row = (index: number): number => (index % 7 === 3 || index === 31 || index === 32 ? index * 1000 : -1);
  for (const length of [32, 33, 64, 1000])
    checkPacked(
      Array.from({ length }, (_, index) => row(index)),
      true,
    );
});

test("an integer below -1 is one", () => checkPacked([-1, -1, -1, -1, -1, -5, -1, -1], true));
