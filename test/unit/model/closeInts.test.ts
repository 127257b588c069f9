import { expect, test } from "vitest";
import { type CloseInts, closeAt, packClose, withMore } from "../../../server/src/model/closeInts.ts";
import { intAt, packInts } from "../../../server/src/model/intColumn.ts";

function expectSame(column: CloseInts | null, values: readonly number[]): void {
  expect(column).not.toBeNull();
  const rows = [-257, -1, ...values.keys(), values.length, values.length + 300];
  expect(rows.map((row) => column && closeAt(column, row))).toEqual(rows.map((row) => values[row] ?? -1));
}

const check = (values: readonly number[]): void => expectSame(packClose(Int32Array.from(values)), values);
/** As places in what grows with the rows do. */
const growing = (length: number, of = (row: number): number => 1_000_000 + row * 200): readonly number[] =>
  Array.from({ length }, (_, row) => of(row));

test.each([0, 1, 255, 256, 257, 1000])("%i integers that grow come back", (length) => check(growing(length)));

test("rows that have none have none", () => check(growing(600, (row) => (row % 3 === 0 ? -1 : 70_000 + row))));

test("a block in which no row has one has none", () =>
  check(growing(600, (row) => (row >= 256 && row < 512 ? -1 : 70_000 + row))));

test("a few that are far from their neighbours come back", () =>
  check(growing(600, (row) => (row % 50 === 7 ? 2_000_000_000 - row : 70_000 + row))));

test.each([65_534, 65_535, 65_536])("an integer %i above the least of its block comes back", (more) =>
  check(growing(40, (row) => (row === 5 ? 10 + more : 10))),
);

test("where many are far, nothing is gained", () =>
  expect(packClose(Int32Array.from(growing(600, (row) => (row % 3) * 1_000_000)))).toBeNull());

test("integers of over 31 bits come back", () => {
  const values = growing(600, (row) => 4_294_900_000 + row * 10);
  expectSame(packClose(Uint32Array.from(values)), values);
});

test.each([
  [0, 5],
  [255, 256],
  [256, 257],
  [300, 1000],
  [300, 300],
])("%i integers take more behind them, up to %i", (length, count) => {
  const values = growing(count, (row) => (row % 50 === 7 ? 2_000_000_000 - row : 70_000 + row));
  const before = packClose(Int32Array.from(values.slice(0, length)));
  expectSame(before && withMore(before, count, (row) => values[row] as number), values);
});

test("a column of integers that are too large for two bytes, and close, is kept so", () => {
  const values = growing(600, (row) => (row % 9 === 4 ? -1 : 100_000 + row));
  const column = packInts(Int32Array.from(values));
  expect("near" in column).toBe(true);
  expect(values.map((_, row) => intAt(column, row))).toEqual(values);
});
