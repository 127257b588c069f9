import { expect, test } from "vitest";
import { packTimes, timeAt } from "../../../server/src/model/times.ts";

/** Every row reads as before, and rows that are none as unknown. */
function check(times: readonly number[], isClose: boolean): void {
  const packed = packTimes(Float64Array.from(times));
  expect("bases" in packed).toBe(isClose);
  const rows = [-1025, -1, ...times.keys(), times.length];
  expect(rows.map((row) => timeAt(packed, row))).toEqual(rows.map((row) => times[row] ?? Number.NaN));
}

const now = Date.UTC(2026, 10, 28);

test("times near each other are kept to the millisecond", () =>
  check(
    Array.from({ length: 3000 }, (_, row) => (row % 5 === 0 ? Number.NaN : now + 1234 * row)),
    true,
  ));

test("a time may be unknown throughout a block", () => check(new Array(1500).fill(Number.NaN), true));

test("times that go back are kept", () => check([now, now - 86_400_000, now + 1], true));

test("blocks may be far from each other", () =>
  check(
    Array.from({ length: 2048 }, (_, row) => (row < 1024 ? 5 : now)),
    true,
  ));

test.each([
  ["50 days apart", [now, now + 0xffffffff]],
  ["between milliseconds", [now, now + 0.5]],
  ["between milliseconds alone", [0.5, 0.75]],
])("times %s are kept as they are", (_, times) => check(times, false));

test("times that are just near enough are kept", () => check([now, now + 0xfffffffe], true));
