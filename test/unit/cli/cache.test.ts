import {
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeLargeStore } from "../../generate/largeStore.ts";
import { bundleProgram, type Program, runProgram } from "./program.ts";
import { writeStore } from "./store.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-kept-"));
const store = join(folder, "large.sqlite");
const longAgo = new Date("2026-01-01T00:00:00Z");
let caches = 0;
let held = 0;
let program: Program;

beforeAll(async () => {
  program = await bundleProgram();
  writeLargeStore(store, 12_000);
  // What was written just now may be written again without its times telling.
  utimesSync(store, longAgo, longAgo);
});
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true });
});

const newCache = (): string => join(folder, `cache-${caches++}`);
const graphlet = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await runProgram(program, args, process.execPath);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
};
/** The one file that is kept. */
function keptIn(cache: string): string {
  const names = readdirSync(cache);
  expect(names).toEqual([expect.stringMatching(/\.cut$/)]);
  return join(cache, names[0] ?? "");
}
/** Number of the one file that is kept, which no other file gets while the test runs. */
function numberOfKept(cache: string): number {
  const kept = keptIn(cache);
  linkSync(kept, join(folder, `held-${held++}`));
  return statSync(kept).ino;
}

describe("with --cache the answer is the same, the first time and the second, of", () => {
  test.each([
    ["inspect", store],
    ["graphlets", store, "--format", "json"],
    ["explain", store, "--format", "json"],
    ["fleet", store, "--format", "json"],
    ["graph", store, "--format", "json"],
  ])("%s", async (...command) => {
    const cache = newCache();
    const plain = await graphlet(...command);
    expect(await graphlet(...command, "--cache", cache)).toBe(plain);
    expect(await graphlet(...command, "--cache", cache)).toBe(plain);
  });
});

test("the second time what was kept is used, and left as it is", async () => {
  const cache = newCache();
  await graphlet("inspect", store, "--cache", cache);
  const kept = keptIn(cache);
  const number = numberOfKept(cache);
  utimesSync(kept, longAgo, longAgo);
  await graphlet("graphlets", store, "--cache", cache);
  expect(statSync(keptIn(cache)).ino).toBe(number);
  expect(statSync(kept).mtimeMs).toBeGreaterThan(longAgo.getTime());
});

test("what is damaged is thrown away, and made anew", async () => {
  const cache = newCache();
  const plain = await graphlet("inspect", store, "--cache", cache);
  const kept = keptIn(cache);
  const good = readFileSync(kept);
  const damaged = Buffer.from(good);
  damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 1;
  writeFileSync(kept, damaged);
  expect(await graphlet("inspect", store, "--cache", cache)).toBe(plain);
  expect(readFileSync(keptIn(cache)).length).toBe(good.length);
  expect(readFileSync(keptIn(cache)).equals(damaged)).toBe(false);
});

test("what was kept of another state of the file is made anew", async () => {
  const cache = newCache();
  const plain = await graphlet("inspect", store, "--cache", cache);
  const number = numberOfKept(cache);
  utimesSync(store, longAgo, new Date("2026-01-02T00:00:00Z"));
  expect(await graphlet("inspect", store, "--cache", cache)).toBe(plain);
  expect(statSync(keptIn(cache)).ino).not.toBe(number);
});

test("check holds definitions against what was kept of a trace", async () => {
  const cache = newCache();
  const checked = (...more: readonly string[]) =>
    runProgram(program, ["check", "examples/taxi", "--trace", store, "--format", "json", ...more], process.execPath);
  const plain = await checked();
  expect(await checked("--cache", cache)).toEqual(plain);
  const kept = keptIn(cache);
  utimesSync(kept, longAgo, longAgo);
  expect(await checked("--cache", cache)).toEqual(plain);
  expect(statSync(kept).mtimeMs).toBeGreaterThan(longAgo.getTime());
});

test("parts of a fleet keep what is theirs", async () => {
  const cache = newCache();
  for (const shard of ["0/2", "1/2", "0/2"]) {
    const command = ["fleet", store, "--format", "rows", "--shard", shard];
    expect(await graphlet(...command, "--cache", cache)).toBe(await graphlet(...command));
  }
});

test("of a small file nothing is kept", async () => {
  const cache = newCache();
  await graphlet("inspect", writeStore(join(folder, "small.sqlite"), 2), "--cache", cache);
  expect(existsSync(cache)).toBe(false);
});
