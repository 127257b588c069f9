import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { executionStates } from "../../../../server/src/model/kinds.ts";
import { idAt, type Trace } from "../../../../server/src/model/trace.ts";
import { mlmd } from "../../../../server/src/traces/mlmd/format.ts";
import { generateStore } from "../../../generate/generateStore.ts";
import { control, plainOptions, readGood, testFolder } from "../folder.ts";

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
    expect(last).toEqual(await readGood(path));
  },
);
