/** Loaded into a server before it starts: writes at its end how long its main thread kept others waiting, and when, to the file that `GRAPHLET_TURNS` names. */
import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const { GRAPHLET_TURNS: file } = process.env;
const everyMs = 2;

if (isMainThread && file !== undefined) {
  const turns: { readonly at: number; readonly ms: number }[] = [];
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    const ms = now - last - everyMs;
    if (ms > everyMs) turns.push({ at: performance.timeOrigin + now, ms });
    last = now;
  }, everyMs).unref();
  process.once("exit", () => writeFileSync(file, JSON.stringify(turns)));
}
