import { expect, test } from "vitest";
import { NarrowInts } from "../../../server/src/traces/growable.ts";

function check(values: readonly number[], kind: string): void {
  const ints = new NarrowInts(4);
  for (const value of values) ints.push(value);
  const finished = ints.finish();
  expect(finished.constructor.name).toBe(kind);
  expect([...finished]).toEqual(values);
}

test.each([
  [[], "Int8Array"],
  [[127, -128], "Int8Array"],
  [[1, 128], "Int16Array"],
  [[1, -129, 2], "Int16Array"],
  [[1, 32_767, -32_768], "Int16Array"],
  [[1, 200, 32_768, 3], "Int32Array"],
  [[-1, -32_769], "Int32Array"],
  [[5, 2_147_483_647, -2_147_483_648], "Int32Array"],
])("%j are kept in an %s", check);

test("many come back, whenever they get large", () =>
  check(
    Array.from({ length: 5000 }, (_, at) => at * 20),
    "Int32Array",
  ));
