import { getPriority } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";

const module = join(import.meta.dirname, "../../../server/src/workspace/background.ts");
const script = `import(${JSON.stringify(module)}).then(({ workInBackground }) => {
  workInBackground();
  require("node:worker_threads").parentPort.postMessage(require("node:os").getPriority(0));
})`;

test("a thread that works in the background leaves the priority of the others as it was", async () => {
  const before = getPriority(0);
  const priority = await new Promise<unknown>((resolve, reject) => {
    new Worker(script, { eval: true }).once("message", resolve).once("error", reject);
  });
  expect(priority).toBe(process.platform === "linux" ? Math.max(before, 5) : before);
  expect(getPriority(0)).toBe(before);
});
