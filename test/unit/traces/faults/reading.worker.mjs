// Reads damaged traces in a thread of its own, so that one that never ends can be ended. A message is a way to read and a path; the answer is what came of it.
import { parentPort } from "node:worker_threads";
import { readHostile } from "./readHostile.ts";

parentPort.on("message", async (message) => {
  parentPort.postMessage(await readHostile(message).catch((error) => `THROWN ${error?.stack ?? error}`));
});
