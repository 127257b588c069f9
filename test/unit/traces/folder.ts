import { mkdtempSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Trace } from "../../../server/src/model/trace.ts";
import type { ReadControl, ReadOptions } from "../../../server/src/traces/reader.ts";
import { readTrace } from "../../../server/src/workspace/openTrace.ts";
import type { SchemaVersion } from "../../generate/mlmdSchema.ts";
import { MlmdWriter } from "../../generate/mlmdWriter.ts";

export const plainOptions: ReadOptions = { operatorKinds: {}, costProperty: "" };
export const control: ReadControl = { token: { isCancellationRequested: false }, onProgress: () => {} };

/** A folder of its own for a file of tests. */
export function testFolder(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), "graphlet-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name) => join(folder, name);
}

/** Writes a store by hand and reads it. */
export async function readWritten(
  path: string,
  write: (store: MlmdWriter) => void,
  version: SchemaVersion = 10,
  options: Partial<ReadOptions> = {},
): Promise<Trace> {
  const store = new MlmdWriter(path, version);
  write(store);
  store.close();
  // What was written just now is only read after a moment.
  utimesSync(path, 0, 0);
  return await readGood(path, options);
}

/** Reads a store that has to be readable. */
export async function readGood(path: string, options: Partial<ReadOptions> = {}): Promise<Trace> {
  const result = await readTrace(path, { ...plainOptions, ...options }, control);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
