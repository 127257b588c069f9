import { describe, expect, test, vi } from "vitest";
import type { Trace } from "../../../../server/src/model/trace.ts";
import { mlmd } from "../../../../server/src/traces/mlmd/format.ts";
import { KeptTables } from "../../../../server/src/traces/sqlite/follow/keptTables.ts";
import { generateStore } from "../../../generate/generateStore.ts";
import { Random } from "../../../generate/random.ts";
import { control, plainOptions, readGood, testFolder } from "../folder.ts";
import { plainTrace } from "./plain.ts";
import { RandomWriter } from "./randomWriter.ts";

const file = testFolder();

/** Follows a store; fails where it would be read as a whole. */
const follow = (path: string) => {
  const resources = {
    get engine(): never {
      throw new Error("read as a whole");
    },
    scratch: "",
  };
  const follower = mlmd.follow?.(path, plainOptions, resources);
  if (!follower) throw new Error("stores are not followed");
  return follower;
};

describe.each(["DELETE", "TRUNCATE", "PERSIST", "WAL"] as const)(
  "a store that is written with journal mode %s",
  (journal) => {
    test.each([1, 2])("is followed to what a fresh reading gives, step by step (%i)", async (seed) => {
      const path = file(`${journal}-${seed}.sqlite`);
      generateStore(path, { executions: 150, seed });
      const writer = new RandomWriter(path, new Random(seed), journal);
      const follower = follow(path);
      let trace: Trace | null = null;
      for (let step = 0; step < 30; step++) {
        const change = step === 0 ? "the store as it was" : writer.step();
        trace = (await follower.look(control)).trace ?? trace;
        const fresh = await readGood(path);
        expect([change, trace && plainTrace(trace)]).toEqual([change, plainTrace(fresh)]);
      }
      writer.close();
    });
  },
);

test.each([1, 2, 3])(
  "of a store that grows only what is new is read, and what is old but changed (%i)",
  async (seed) => {
    const path = file(`growing-${seed}.sqlite`);
    generateStore(path, { executions: 150, seed });
    const writer = new RandomWriter(path, new Random(seed + 10), "DELETE");
    const follower = follow(path);
    const parts = vi.spyOn(KeptTables.prototype, "part");
    let { trace } = await follower.look(control);
    for (let step = 0; step < 40; step++) {
      const change = writer.step(true);
      trace = (await follower.look(control)).trace ?? trace;
      const fresh = await readGood(path);
      expect([change, trace && plainTrace(trace)]).toEqual([change, plainTrace(fresh)]);
    }
    writer.close();
    expect(parts.mock.calls.length).toBeGreaterThan(20);
    parts.mockRestore();
  },
);
