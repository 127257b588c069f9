import { appendFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Trace } from "../../../../server/src/model/trace.ts";
import { followEvents } from "../../../../server/src/traces/openLineage/follow.ts";
import { openLineage } from "../../../../server/src/traces/openLineage/format.ts";
import { Random } from "../../../generate/random.ts";
import { control, plainOptions, readGood } from "../folder.ts";
import { folderOf } from "../temp.ts";

const event = (random: Random): string =>
  JSON.stringify({
    eventType: random.chance(0.5) ? "START" : "COMPLETE",
    eventTime: new Date(Date.UTC(2026, 2, 1) + random.below(1e6) * 1000).toISOString(),
    run: { runId: `run-${random.below(40)}`, facets: {} },
    job: { namespace: "ns", name: random.chance(0.5) ? "train" : "prépare", facets: {} },
    inputs: [{ namespace: "db", name: `d${random.below(9)}`, facets: {} }],
    outputs: [{ namespace: "db", name: `d${random.below(9)}`, facets: { version: { datasetVersion: "1" } } }],
  });

/** Follows a file while it is changed, and holds each look to a fresh reading. */
async function check(path: string, changes: readonly (() => void)[]): Promise<void> {
  const resources = { engine: "auto", scratch: `${path}.scratch`, password: null } as const;
  const follower = openLineage.follow?.(path, plainOptions, resources);
  let trace: Trace | null = null;
  for (const change of [() => {}, ...changes]) {
    change();
    trace = (await follower?.look(control))?.trace ?? trace;
    expect(trace).toEqual(await readGood(path));
  }
}

describe("a file of events that grows is followed to what a fresh reading gives", () => {
  test.each([1, 2, 3])("by parts of lines, whole lines, and what is no event (%i)", async (seed) => {
    const random = new Random(seed);
    const path = join(folderOf({ "events.ndjson": `${event(random)}\n` }), "events.ndjson");
    let left = "";
    const step = (): void => {
      if (left === "") left = random.chance(0.1) ? "no event\n" : `${event(random)}\n${random.chance(0.2) ? "\n" : ""}`;
      const part = random.chance(0.5) ? left : left.slice(0, 1 + random.below(left.length));
      left = left.slice(part.length);
      appendFileSync(path, part);
    };
    await check(
      path,
      Array.from({ length: 80 }, () => step),
    );
  });
  test("when it is replaced, cut, or written anew", async () => {
    const random = new Random(9);
    const lines = (count: number): string => Array.from({ length: count }, () => `${event(random)}\n`).join("");
    const folder = folderOf({ "events.ndjson": lines(20) });
    const path = join(folder, "events.ndjson");
    await check(path, [
      () => appendFileSync(path, lines(3)),
      () => truncateSync(path, 900),
      () => writeFileSync(path, lines(40)),
      () => {
        writeFileSync(`${path}.new`, lines(60));
        renameSync(`${path}.new`, path);
      },
    ]);
  });
  test("in other forms, as a whole", async () => {
    const random = new Random(10);
    const path = join(folderOf({ "events.json": `[${event(random)}]` }), "events.json");
    await check(path, [
      () => writeFileSync(path, `[${event(random)},\n${event(random)}]`),
      () => writeFileSync(path, gzipSync(`${event(random)}\n${event(random)}\n`)),
      () => writeFileSync(path, JSON.stringify(JSON.parse(event(random)), null, 2)),
    ]);
  });
});

test("a line that is longer than any event is left to a reading of the whole", async () => {
  const path = join(folderOf({ "events.ndjson": `${event(new Random(12))}\n` }), "events.ndjson");
  const follower = followEvents(path, plainOptions, () => Promise.reject(new Error("read as a whole")));
  await follower.look(control);
  appendFileSync(path, " ".repeat(17 << 20));
  await expect(follower.look(control)).rejects.toThrow("read as a whole");
});

test("only lines that were added are read", async () => {
  const random = new Random(11);
  const path = join(folderOf({ "events.ndjson": `${event(random)}\n` }), "events.ndjson");
  const follower = followEvents(path, plainOptions, () => Promise.reject(new Error("read as a whole")));
  await follower.look(control);
  const same = await follower.look(control);
  appendFileSync(path, `${event(random)}\n`);
  const more = await follower.look(control);
  expect([same.trace, more.trace?.counts.executions]).toEqual([null, (await readGood(path)).counts.executions]);
});
