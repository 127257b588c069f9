import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { executionStates } from "../../../../server/src/model/kinds.ts";
import { idAt, type Trace } from "../../../../server/src/model/trace.ts";
import { mlmd } from "../../../../server/src/traces/mlmd/format.ts";
import { readTables } from "../../../../server/src/traces/mlmd/readStore.ts";
import { FollowedDatabase, type Unfinished } from "../../../../server/src/traces/sqlite/follow/followDatabase.ts";
import { RoughImage } from "../../../../server/src/traces/sqlite/follow/roughImage.ts";
import { NotNowError, Snapshot } from "../../../../server/src/traces/sqlite/follow/snapshot.ts";
import { WriteAheadLog } from "../../../../server/src/traces/sqlite/follow/writeAheadLog.ts";
import { generateStore } from "../../../generate/generateStore.ts";
import { control, plainOptions, readGood, testFolder } from "../folder.ts";
import { plainTrace } from "./plain.ts";

const file = testFolder();
const atOnce = 7;

/** Each transaction adds `atOnce` executions with as many artifacts, leaves the last running, and ends the one that ran. */
function checkOneCommit(trace: Trace, start: Trace): void {
  const added = trace.counts.executions - start.counts.executions;
  const runs = added / atOnce;
  expect(added % atOnce).toBe(0);
  expect(trace.counts).toEqual({
    executions: start.counts.executions + added,
    artifacts: start.counts.artifacts + added,
    events: start.counts.events + runs * (2 * atOnce - 1),
    contexts: start.counts.contexts + runs,
    skippedEvents: start.counts.skippedEvents,
  });
  const running: number[] = [];
  for (let row = start.counts.executions; row < trace.counts.executions; row++) {
    if (executionStates[trace.executions.state[row] ?? 0] === "running") running.push(row);
  }
  expect(running).toEqual(added === 0 ? [] : [trace.counts.executions - 1]);
  expect(idAt(trace.executions.id, trace.counts.executions - 1)).toBe(
    Number(idAt(start.executions.id, start.counts.executions - 1)) + added,
  );
}

test.each(["DELETE", "TRUNCATE", "PERSIST", "WAL"])(
  "while others write without pause (%s), every look is of one commit, and the last is what a fresh reading gives",
  async (journal) => {
    const path = file(`${journal}.sqlite`);
    generateStore(path, { executions: 2_000, caching: false });
    const resources = { engine: "auto", scratch: file("scratch") } as const;
    const follower = mlmd.follow?.(path, plainOptions, resources);
    const start = (await follower?.look(control))?.trace;
    if (!follower || !start) throw new Error("the store is not followed");
    const script = join(import.meta.dirname, "../../../generate/growStore.ts");
    const writer = spawn(process.execPath, [script, path, journal, "700", "2", String(atOnce)], { stdio: "ignore" });
    let last: Trace = start;
    let changes = 0;
    while (writer.exitCode === null) {
      const { trace } = await follower.look(control);
      if (trace) {
        checkOneCommit(trace, start);
        expect(trace.counts.executions).toBeGreaterThanOrEqual(last.counts.executions);
        last = trace;
        changes++;
      }
      await Promise.race([once(writer, "exit"), new Promise((resolve) => setTimeout(resolve, 40))]);
    }
    for (let isSettled = false; !isSettled; ) {
      const look = await follower.look(control);
      last = look.trace ?? last;
      isSettled = look.isSettled;
    }
    expect(changes).toBeGreaterThan(3);
    expect(plainTrace(last)).toEqual(plainTrace(await readGood(path)));
  },
);

test("a file that is too large for one moment is followed from the middle of what others write without pause", async () => {
  const path = file("large.sqlite");
  generateStore(path, { executions: 6_000, caching: false });
  const start = await readGood(path);
  const unfinished: Unfinished = { table: "Execution", column: "last_known_state", isOpen: (state) => state !== 3 };
  const database = new FollowedDatabase(path, unfinished, 0);
  const look = () => database.look((tables) => readTables(() => tables, plainOptions, control), control.token);
  const script = join(import.meta.dirname, "../../../generate/growStore.ts");
  const writer = spawn(process.execPath, [script, path, "DELETE", "700", "4", String(atOnce)], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(writer.stdout, "data");
  writer.stdout.resume();
  let last: Trace = start;
  let changes = 0;
  while (writer.exitCode === null) {
    // The writer's end has to be heard of.
    await new Promise((resolve) => setTimeout(resolve, 10));
    const value = await look().then(
      (found) => found.value,
      (error: unknown) => {
        if (error instanceof NotNowError) return null;
        throw error;
      },
    );
    if (value === null) continue;
    checkOneCommit(value, start);
    expect(value.counts.executions).toBeGreaterThanOrEqual(last.counts.executions);
    last = value;
    changes++;
  }
  for (let isSettled = false; !isSettled; ) {
    const found = await look();
    last = found.value ?? last;
    isSettled = found.isSettled;
  }
  expect(changes).toBeGreaterThan(0);
  expect(plainTrace(last)).toEqual(plainTrace(await readGood(path)));
});

test("an image of a file has its bytes, and those that came since", () => {
  const path = file("image.sqlite");
  generateStore(path, { executions: 300 });
  const open = (): Snapshot => new Snapshot(path, new WriteAheadLog());
  const before = open();
  const image = new RoughImage(before);
  expect(image.bringUpTo(before).equals(readFileSync(path))).toBe(true);
  before.close();
  appendFileSync(path, Buffer.alloc(3 * 4096, 7));
  const after = open();
  expect(image.bringUpTo(after).equals(readFileSync(path))).toBe(true);
  after.close();
});
