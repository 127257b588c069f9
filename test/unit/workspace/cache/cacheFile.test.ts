import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readCacheFile, writeCacheFile } from "../../../../server/src/workspace/cache/cacheFile.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-cache-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

function written(data: unknown): string {
  const path = join(folder, `${++files}.cut`);
  writeCacheFile(path, data);
  return path;
}

describe("comes back as it was", () => {
  const check = (data: unknown): void => expect(readCacheFile(written(data))).toEqual(data);
  test("plain data", () => check({ a: [1, "two", null, Number.NaN], b: { c: true } }));
  test("arrays of numbers of every kind", () =>
    check([
      Int32Array.of(-1, 2),
      Uint32Array.of(4_000_000_000),
      Float64Array.of(1.5, Number.NaN),
      Uint8Array.of(255),
      Int8Array.of(-1),
      new Uint16Array(0),
    ]));
  test("a part of a larger array", () => check({ part: Int32Array.of(1, 2, 3, 4).subarray(1, 3) }));
  test("maps and sets", () => check(new Map([["a", { set: new Set([1, 2]), numbers: Float64Array.of(1) }]])));
  test("lists of texts and of objects", () => check({ texts: ["a", "b"], objects: [{ n: Int32Array.of(1) }, {}] }));
});

const sample = { names: ["a", "b"], numbers: Int32Array.from({ length: 50 }, (_, i) => i), more: Float64Array.of(0.5) };

test("whichever byte is another, nothing is read", () => {
  const path = written(sample);
  const whole = readFileSync(path);
  for (let at = 0; at < whole.length; at++) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 0x41;
    writeFileSync(path, bytes);
    expect(readCacheFile(path), `byte ${at}`).toBeNull();
  }
});

test("wherever the file ends too early, nothing is read", () => {
  const path = written(sample);
  const whole = readFileSync(path);
  for (let length = 0; length < whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length));
    expect(readCacheFile(path), `${length} bytes`).toBeNull();
  }
});

test("what stands behind the end is no part of it", () => {
  const path = written(sample);
  writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(1)]));
  expect(readCacheFile(path)).toBeNull();
});

test("a file is not written over", () => {
  const path = written(sample);
  expect(() => writeCacheFile(path, {})).toThrow(/EEXIST/);
});
