/** Reads damaged traces in a thread of its own, so that one that never ends can be ended. A message is a reading; the answer is what came of it. */
import { parentPort } from "node:worker_threads";
import { type Reading, readHostile } from "./readHostile.ts";

parentPort?.on("message", async (reading: Reading) => {
  parentPort?.postMessage(await readHostile(reading).catch((error: unknown) => `THROWN ${String(error)}`));
});
