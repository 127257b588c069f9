import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { generateStore } from "../../generate/generateStore.ts";

const freeing = "../../../server/src/model/free.ts";
let freed = 0;

/** Gives the memory of small arrays back, too: whoever still reads them reads nothing. */
function freeAll(...arrays: readonly ArrayBufferView<ArrayBuffer>[]): void {
  for (const { buffer } of arrays) {
    if (buffer.byteLength === 0) continue;
    structuredClone(buffer, { transfer: [buffer] });
    freed++;
  }
}

/** All that is read and cut, by modules that are loaded anew. */
async function read(path: string): Promise<unknown> {
  vi.resetModules();
  const { readTrace } = await import("../../../server/src/workspace/openTrace.ts");
  const { neverCancelled } = await import("../../../server/src/model/cancel.ts");
  const { plainTrace } = await import("./follow/plain.ts");
  const control = { token: neverCancelled, onProgress: () => {} };
  const result = await readTrace(path, { operatorKinds: {}, costProperty: "" }, control);
  if (!result.ok) throw new Error(result.error.message);
  return plainTrace(result.value);
}

test("memory that is given back while a store is read and cut is nobody's any more", async () => {
  const folder = mkdtempSync(join(tmpdir(), "graphlet-free-"));
  onTestFinished(() => {
    vi.doUnmock(freeing);
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, "store.sqlite");
  generateStore(path, { pipelines: ["taxi", "penguin"], runs: 20 });
  const usual = await read(path);
  vi.doMock(freeing, () => ({ free: freeAll }));
  const again = await read(path);
  expect(freed).toBeGreaterThan(10);
  expect(again).toEqual(usual);
});
