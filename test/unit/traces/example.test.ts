import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { dumpStore } from "../../generate/dumpStore.ts";
import { exampleRecords } from "../../generate/exampleRecords.ts";
import { writeRecords } from "../../generate/writeRecords.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-example-"));
afterAll(() => rmSync(folder, { recursive: true }));

const committed = join(import.meta.dirname, "../../../examples/taxi/metadata.sqlite");

test("the example's store is what the generator writes", () => {
  const made = join(folder, "metadata.sqlite");
  writeRecords(made, 10, false, exampleRecords());
  expect(dumpStore(committed)).toEqual(dumpStore(made));
});

test("the example's store is small", () => {
  expect(statSync(committed).size).toBeLessThan(3_000_000);
});
