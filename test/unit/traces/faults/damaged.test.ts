import { readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { generateStore } from "../../../generate/generateStore.ts";
import { folderOf } from "../temp.ts";
import { flipped, truncated } from "./damage.ts";
import type { Means } from "./readHostile.ts";
import { dvcLock, fileStore, textTraces, writeAll, writeHistory, writeMlflowDatabase } from "./samples.ts";
import { survives } from "./survives.ts";

const places = 50;
const flips = 500;

/** Reads each of these in place of a file, `path` being what is opened. */
async function checkAll(
  file: string,
  all: readonly Uint8Array[],
  means: Means,
  path = file,
): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const bytes of all) {
    writeFileSync(file, bytes);
    // What was written just now is only read after a moment.
    utimesSync(file, 1, 1);
    answers.push(await survives(path, means));
  }
  return answers;
}

const stores = {
  "metadata.sqlite": (path: string) => void generateStore(path, { executions: 40 }),
  "mlflow.db": writeMlflowDatabase,
};
describe.each(Object.entries(stores))("%s", (name, write) => {
  describe.each(["node:sqlite", "sql.js", "follow"] as const)("by %s", (means) => {
    const whole = (): { file: string; bytes: Uint8Array } => {
      const file = join(folderOf({}), name);
      write(file);
      return { file, bytes: readFileSync(file) };
    };
    test(`cut off at ${places} places it is not read`, async () => {
      const { file, bytes } = whole();
      expect(new Set(await checkAll(file, truncated(bytes, places), means))).toEqual(new Set(["told"]));
    });
    test(`with one of ${flips} bytes changed it is read or told of`, async () => {
      const { file, bytes } = whole();
      expect(await checkAll(file, flipped(bytes, flips, 7), means)).toHaveLength(flips);
    });
  });
});

describe.each(Object.entries(textTraces))("%s", (name, content) => {
  const file = () => join(folderOf({ [name]: content }), name);
  const bytes = Buffer.from(content);
  test("whole it is read", async () => expect(await survives(file(), "node:sqlite")).toBe("read"));
  test(`cut off at ${places} places it is read or told of`, async () => {
    expect(await checkAll(file(), truncated(bytes, places), "node:sqlite")).toHaveLength(places);
  });
  test(`with one of ${flips} bytes changed it is read or told of`, async () => {
    expect(await checkAll(file(), flipped(bytes, flips, 11), "node:sqlite")).toHaveLength(flips);
  });
});

describe("a file store of MLflow", () => {
  test.each(Object.keys(fileStore))("with a damaged %s is read or told of", async (name) => {
    const folder = folderOf({});
    writeAll(folder, fileStore);
    const whole = readFileSync(join(folder, name));
    const all = [...truncated(whole, 20), ...flipped(whole, 60, 13)];
    expect(await checkAll(join(folder, name), all, "node:sqlite", folder)).toHaveLength(all.length);
    rmSync(join(folder, name));
    expect(["read", "told"]).toContain(await survives(folder, "node:sqlite"));
  });
});

test("a history in which every commit damaged dvc.lock in its own way is read", async () => {
  const folder = folderOf({});
  const lock = Buffer.from(dvcLock);
  writeHistory(folder, [lock, ...truncated(lock, places), ...flipped(lock, flips, 17), lock]);
  expect([basename(folder) !== "", await survives(folder, "node:sqlite")]).toEqual([true, "read"]);
});
