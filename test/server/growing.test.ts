import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { growWhileOpen } from "./growing.ts";
import { type Bundle, bundleServer } from "./process.ts";
import { type TestFolder, testFolder } from "./workspace.ts";

let bundle: Bundle;
let folder: TestFolder;

beforeAll(async () => {
  bundle = await bundleServer();
});
afterEach(() => folder?.remove());
afterAll(() => bundle?.remove());

test.each(["DELETE", "WAL"] as const)(
  "a store that grows while it is open (%s) is shown as it is: commit by commit, nothing missed, nothing twice",
  async (journal) => {
    folder = testFolder();
    const perTransaction = 20;
    const { committed, seen, last, fresh } = await growWhileOpen({
      ...{ bundle, folder, journal, perTransaction },
      ...{ executions: 1_000, perSecond: 1_000, seconds: 4 },
    });
    expect(committed).toBeGreaterThan(0);
    expect(seen.every((shown) => shown % perTransaction === 0 && shown <= committed)).toBe(true);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(last).toEqual(fresh);
  },
);
