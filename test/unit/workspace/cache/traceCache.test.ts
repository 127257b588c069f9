import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cutGraphlets } from "../../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../../server/src/model/cancel.ts";
import type { ReadOptions } from "../../../../server/src/traces/reader.ts";
import { contentStampOf } from "../../../../server/src/workspace/cache/contentStamp.ts";
import { loadCut, saveCut, tidy } from "../../../../server/src/workspace/cache/traceCache.ts";
import { type CutTrace, readAndCutInWorker, readTrace } from "../../../../server/src/workspace/openTrace.ts";
import { generateStore } from "../../../generate/generateStore.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-cached-"));
const cache = join(folder, "cache");
const store = join(folder, "store.sqlite");
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => rmSync(cache, { recursive: true, force: true }));

const plain: ReadOptions = { operatorKinds: {}, costProperty: "" };
const options: ReadOptions = { ...plain, cache };
const key = { path: "/a", options, stamp: "1" };
const kept = (): readonly string[] => (existsSync(cache) ? readdirSync(cache) : []);

describe("what was kept", () => {
  test("comes back for the same state of the same store", async () => {
    await saveCut(cache, key, { n: Int32Array.of(1) });
    expect(await loadCut(cache, key)).toEqual({ n: Int32Array.of(1) });
  });
  test.each([
    ["another state", { ...key, stamp: "2" }],
    ["another store", { ...key, path: "/b" }],
    ["other settings", { ...key, options: { ...options, costProperty: "money" } }],
  ])("is none for %s", async (_, other) => {
    await saveCut(cache, key, "kept");
    expect(await loadCut(cache, other)).toBeNull();
  });
  test("is thrown away when the store is in another state", async () => {
    await saveCut(cache, key, "kept");
    await loadCut(cache, { ...key, stamp: "2" });
    expect(kept()).toEqual([]);
  });
  test("is thrown away where it is damaged", async () => {
    await saveCut(cache, key, "kept");
    const [name = ""] = kept();
    writeFileSync(join(cache, name), "Graphlet cache 1, not");
    expect(await loadCut(cache, key)).toBeNull();
    expect(kept()).toEqual([]);
  });
  test("leaves nothing half written behind", async () => {
    await saveCut(cache, key, { half: () => {} });
    expect(kept()).toEqual([]);
  });
  test("is no concern where the folder cannot be made", async () => {
    writeFileSync(cache, "a file");
    await saveCut(cache, key, "kept");
    expect(await loadCut(cache, key)).toBeNull();
  });
});

test("what was not used for longest goes first", async () => {
  mkdirSync(cache);
  for (const [index, name] of ["old", "new", "middle"].entries()) {
    writeFileSync(join(cache, `${name}.cut`), "12345");
    const at = 1000 + [0, 2, 1].indexOf(index);
    utimesSync(join(cache, `${name}.cut`), at, at);
  }
  await tidy(cache, 10);
  expect(kept().toSorted()).toEqual(["middle.cut", "new.cut"]);
});

describe("a large store", () => {
  /** The graphlets of the store by a worker, and whether they were taken from the cache: then the reader told of no progress. */
  const opened = async (): Promise<{ cut: CutTrace; isCached: boolean }> => {
    let isCached = true;
    const onProgress = (): void => {
      isCached = false;
    };
    const result = await readAndCutInWorker(store, options, { token: neverCancelled, onProgress });
    if (!result.ok) throw new Error(result.error.message);
    return { cut: result.value, isCached };
  };
  const written = join(folder, "written.sqlite");
  beforeAll(() => void generateStore(written, { executions: 12_000 }));
  const write = async (): Promise<void> => {
    copyFileSync(written, store);
    await sleep(200);
  };

  test("is read once, and comes back the same", async () => {
    await write();
    const first = await opened();
    const second = await opened();
    expect([first.isCached, second.isCached]).toEqual([false, true]);
    expect(second.cut.trace).toEqual(first.cut.trace);
    expect(second.cut.summary).toEqual(first.cut.summary);
    const fresh = await readTrace(store, plain, { token: neverCancelled, onProgress: () => {} });
    if (!fresh.ok) throw new Error(fresh.error.message);
    expect(second.cut.graphlets).toEqual(cutGraphlets(fresh.value, neverCancelled));
  });
  test("that was changed is read again", async () => {
    await write();
    await opened();
    const db = new DatabaseSync(store);
    db.exec("UPDATE Execution SET last_known_state = 4 WHERE id = 1");
    db.close();
    await sleep(200);
    const { cut, isCached } = await opened();
    expect([isCached, cut.trace.executions.state[0]]).toEqual([false, 4]);
  });
  test("is read where what was kept is damaged", async () => {
    await write();
    await opened();
    const [name = ""] = kept();
    const bytes = readFileSync(join(cache, name));
    bytes[bytes.length - 7] = (bytes[bytes.length - 7] ?? 0) ^ 1;
    writeFileSync(join(cache, name), bytes);
    expect((await opened()).isCached).toBe(false);
  });
  test("is not kept where nobody gave a folder", async () => {
    await write();
    await readAndCutInWorker(store, plain, { token: neverCancelled, onProgress: () => {} });
    expect(kept()).toEqual([]);
  });
});

describe("the stamp of a file", () => {
  const file = join(folder, "file");
  test("is none while it is being written", async () => {
    writeFileSync(file, "a");
    expect(await contentStampOf(file)).toBeNull();
  });
  test.each(["", "-wal", "-journal"])("is another when file%s changes", async (ending) => {
    for (const one of ["", "-wal", "-journal"]) writeFileSync(`${file}${one}`, "a");
    await sleep(150);
    const before = await contentStampOf(file);
    writeFileSync(`${file}${ending}`, "b");
    await sleep(150);
    const after = await contentStampOf(file);
    expect(before).not.toBeNull();
    expect(after).not.toBeNull();
    expect(after).not.toBe(before);
  });
  test("is none where there is no file", async () => expect(await contentStampOf(join(folder, "nowhere"))).toBeNull());
});
