import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { readTrace, readTraceInWorker } from "../../../server/src/workspace/openTrace.ts";
import { generateStore } from "../../generate/generateStore.ts";
import { control, plainOptions, testFolder } from "./folder.ts";

const file = testFolder();

function store(executions: number): string {
  const path = file(`${executions}.sqlite`);
  generateStore(path, { executions });
  return path;
}

test("a worker reads what this thread reads", async () => {
  const path = store(300);
  const there = await readTraceInWorker(path, plainOptions, control);
  expect(there.ok).toBe(true);
  expect(there).toEqual(await readTrace(path, plainOptions, control));
});

test("progress grows up to the whole", async () => {
  const shares: number[] = [];
  await readTraceInWorker(store(5000), plainOptions, { ...control, onProgress: (share) => shares.push(share) });
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.length).toBeGreaterThan(3);
  expect(shares.at(-1)).toBe(1);
});

test("options reach the worker", async () => {
  const result = await readTraceInWorker(
    store(50),
    { ...plainOptions, operatorKinds: { "Statistics*": "validate" } },
    control,
  );
  expect(result.ok && new Set(result.value.executions.kind).has(7)).toBe(true);
});

test("cancelling ends the reading", async () => {
  const token = { isCancellationRequested: false };
  const onProgress = (share: number): void => {
    if (share > 0.1) token.isCancellationRequested = true;
  };
  const result = await readTraceInWorker(store(20_000), plainOptions, { token, onProgress });
  expect(result).toEqual({ ok: false, error: { code: "cancelled", message: "20000.sqlite: cancelled." } });
});

test("what is cancelled already does not begin", async () => {
  const result = await readTraceInWorker(file("nowhere"), plainOptions, {
    ...control,
    token: { isCancellationRequested: true },
  });
  expect(!result.ok && result.error.code).toBe("cancelled");
});

test("failures come back as they are", async () => {
  const path = file("nowhere.sqlite");
  expect(await readTraceInWorker(path, plainOptions, control)).toEqual(await readTrace(path, plainOptions, control));
  expect(readdirSync(file("."))).not.toContain("nowhere.sqlite");
});
