import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { intList, pushInt, reserve, sortInts } from "../../../server/src/graphlets/intList.ts";

describe("a list of integers", () => {
  test("keeps what was pushed while it grows", () => {
    const list = intList(1);
    for (let i = 0; i < 1000; i++) pushInt(list, i * i);
    expect([...list.values.subarray(0, list.length)]).toEqual(Array.from({ length: 1000 }, (_, i) => i * i));
  });

  test("refuses to take all memory", () => {
    const list = { values: new Int32Array(0), length: 2 ** 28 };
    expect(() => reserve(list, 1)).toThrow("its models have too many steps in common");
  });
});

test("a stretch is sorted in place, short or long, and nothing beside it", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 120 }), fc.integer(), fc.integer(), (values, before, after) => {
      const sorted = Int32Array.of(before, ...values, after);
      sortInts(sorted, 1, values.length + 1);
      expect([...sorted]).toEqual([before, ...values.toSorted((a, b) => a - b), after]);
    }),
  );
});
