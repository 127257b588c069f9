import { expect, test } from "vitest";
import { createLookedAt } from "../../../server/src/workspace/lookedAt.ts";

/** What is kept after stores of such sizes (executions) were looked at one after the other. */
function kept(...sizes: readonly number[]): string[] {
  const lookedAt = createLookedAt((path) => sizes[Number(path)] ?? 0);
  for (const path of sizes.keys()) lookedAt.touch(String(path));
  return [...lookedAt.paths];
}

test("the last eight small stores are kept", () => {
  expect(kept(...Array<number>(10).fill(100))).toEqual(["2", "3", "4", "5", "6", "7", "8", "9"]);
});

test("large ones make room for later ones", () => {
  expect(kept(1_500_000, 100, 1_000_000)).toEqual(["1", "2"]);
});

test("one is kept whatever its size", () => {
  expect(kept(5_000_000)).toEqual(["0"]);
});

test("what is looked at again is in front", () => {
  const lookedAt = createLookedAt(() => 900_000);
  for (const path of ["a", "b", "a", "c"]) lookedAt.touch(path);
  expect([...lookedAt.paths]).toEqual(["a", "c"]);
});
