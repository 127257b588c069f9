import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, expect, vi } from "vitest";
import type { Means, Reading } from "./readHostile.ts";

/** After so long without an answer a reading counts as one that never ends, milliseconds: many times what any takes. */
const forEver = 100_000;
// Hundreds of readings are one test.
vi.setConfig({ testTimeout: 2 * forEver });

let worker: Worker | null = null;
afterAll(async () => {
  await worker?.terminate();
});

/**
 * Reads a trace by some means: it is read, or what is wrong with it is told in one line that names it. Nothing is thrown, nothing hangs, nothing is written.
 * Says which.
 */
export async function survives(path: string, means: Means): Promise<"read" | "told"> {
  const scratch = `${path}.scratch`;
  const before = contentsOf(path);
  const answer = await read({ means, path, scratch });
  const name = path.split("/").at(-1) ?? "";
  if (answer !== "read" && !(answer.startsWith(`${name}: `) && /^[^\r\n]{1,1000}$/.test(answer)))
    expect(answer).toBe("an answer");
  expect(contentsOf(path)).toEqual(before);
  expect(existsSync(scratch)).toBe(false);
  return answer === "read" ? "read" : "told";
}

async function read(reading: Reading): Promise<string> {
  worker ??= new Worker(join(import.meta.dirname, "reading.worker.ts"));
  const own = worker;
  return await new Promise((resolve) => {
    const watchdog = setTimeout(() => finish("IT NEVER ENDS"), forEver);
    const finish = (answer: string): void => {
      clearTimeout(watchdog);
      own.off("message", finish).off("error", broken);
      if (answer === "IT NEVER ENDS" || answer.startsWith("THREAD")) {
        worker = null;
        void own.terminate();
      }
      resolve(answer);
    };
    const broken = (error: Error): void => finish(`THREAD ${error.stack}`);
    own.on("message", finish).on("error", broken);
    own.postMessage(reading);
  });
}

/** Digests of a file and what stands beside it under its name, or of all files in a folder. */
function contentsOf(path: string): Readonly<Record<string, string>> {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  const folder = isFolder ? path : join(path, "..");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => {
    const isOwn = isFolder || join(folder, name).startsWith(path);
    return isOwn && statSync(join(folder, name)).isFile();
  });
  const digest = (name: string): string =>
    createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex");
  return Object.fromEntries(names.sort().map((name) => [name, digest(name)]));
}
