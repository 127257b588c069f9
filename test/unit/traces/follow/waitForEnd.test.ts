import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { waitForEnd } from "../../../../server/src/traces/sqlite/follow/waitForEnd.ts";
import { generateStore } from "../../../generate/generateStore.ts";
import { testFolder } from "../folder.ts";

const file = testFolder();

test("where nobody writes no transaction ends", () => {
  const path = file("still.sqlite");
  generateStore(path, { executions: 10 });
  expect(waitForEnd(path)).toBe(false);
});

test("the end of a transaction is seen", () => {
  const path = file("written.sqlite");
  generateStore(path, { executions: 100, caching: false });
  const script = join(import.meta.dirname, "../../../generate/growStore.ts");
  const writer = spawn(process.execPath, [script, path, "DELETE", "500", "60", "5"], { stdio: "ignore" });
  let isSeen = false;
  for (let tries = 0; tries < 2_000 && !isSeen; tries++) isSeen = waitForEnd(path);
  writer.kill();
  expect(isSeen).toBe(true);
});
