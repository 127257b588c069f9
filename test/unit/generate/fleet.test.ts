import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cutColumns } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import { graphletStatuses } from "../../../server/src/model/graphlet.ts";
import { operatorCode, stateCode } from "../../../server/src/model/kinds.ts";
import type { Trace } from "../../../server/src/model/trace.ts";
import { readTrace } from "../../../server/src/workspace/traceInThread.ts";
import type { FleetOptions } from "../../generate/fleet/assumptions.ts";
import { fleetPipelines } from "../../generate/fleet/fleet.ts";
import { fleetRecords } from "../../generate/fleet/fleetRecords.ts";
import { fleetTrace } from "../../generate/fleet/fleetTrace.ts";
import { writeRecords } from "../../generate/writeRecords.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-fleet-"));
afterAll(() => rmSync(folder, { recursive: true }));

const make = (options: Partial<FleetOptions> = {}): Trace =>
  fleetTrace(fleetPipelines({ pipelines: 40, models: 2000, ...options }));
const columnsOf = (trace: Trace) => cutColumns(trace, neverCancelled);

/** Share of the models with this status. */
function shareOf(trace: Trace, status: (typeof graphletStatuses)[number]): number {
  const { status: codes } = columnsOf(trace);
  return codes.filter((code) => graphletStatuses[code] === status).length / codes.length;
}

describe("a generated fleet", () => {
  it("has as many pipelines and models as were asked for", () => {
    const trace = make();
    expect([trace.pipelines.length, columnsOf(trace).count]).toEqual([40, 2000]);
  });

  it("is the same for the same seed", () => {
    expect(make({ seed: 5 })).toEqual(make({ seed: 5 }));
  });

  it("is another for another seed", () => {
    expect(make({ seed: 5 }).executions.cost).not.toEqual(make({ seed: 6 }).executions.cost);
  });

  it("has few pipelines with most of the models", () => {
    const counts = fleetPipelines({ pipelines: 200, models: 30_000 }).map(({ character }) => character.models);
    const top = counts.sort((a, b) => b - a).slice(0, 20);
    expect(top.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(30_000 * 0.4);
  });

  it("reads nothing before it is written", () => {
    const { executions, reads, writers } = make();
    let early = 0;
    for (let row = 0; row < executions.count; row++) {
      for (const artifact of reads.target.subarray(reads.offsets[row], reads.offsets[row + 1])) {
        const makers = writers.target.subarray(writers.offsets[artifact], writers.offsets[artifact + 1]);
        const written = Math.min(...Array.from(makers, (maker) => executions.updatedAt[maker] ?? 0));
        if (written > (executions.startedAt[row] ?? 0)) early++;
      }
    }
    expect(early).toBe(0);
  });

  it("deploys fewer of the models whose data drifted so far that its validator failed", () => {
    const trace = make({ assumptions: { failsElse: 0, burstBegins: 0 } });
    const { members, pushed, count } = columnsOf(trace);
    const drifted = { models: 0, pushed: 0 };
    const calm = { models: 0, pushed: 0 };
    for (let graphlet = 0; graphlet < count; graphlet++) {
      const packed = members.values.subarray(members.offsets[graphlet], members.offsets[graphlet + 1]);
      const newest =
        packed.filter((member) => trace.executions.kind[member >> 4] === operatorCode.analyze).at(-1) ?? -1;
      const group = trace.executions.state[newest >> 4] === stateCode.failed ? drifted : calm;
      group.models++;
      group.pushed += pushed[graphlet] ?? 0;
    }
    expect(drifted.pushed / drifted.models).toBeLessThan((0.8 * calm.pushed) / calm.models);
  });

  it("deploys fewer models where deployments are throttled", () => {
    const free = shareOf(make({ assumptions: { throttles: [0] } }), "pushed");
    expect(shareOf(make({ assumptions: { throttles: [8] } }), "pushed")).toBeLessThan(free * 0.6);
  });

  it("fails in bursts", () => {
    const trace = make({ assumptions: { failsElse: 0 } });
    const failed = new Set<number>();
    const runs: number[] = [];
    for (let row = 0; row < trace.executions.count; row++) {
      const run = trace.executions.run[row] ?? -1;
      if (runs.at(-1) !== run) runs.push(run);
      const kind = trace.executions.kind[row];
      if (trace.executions.state[row] === stateCode.failed && kind !== operatorCode.analyze) failed.add(run);
    }
    const after = runs.filter((_, at) => failed.has(runs[at - 1] ?? -1));
    const shareAfter = after.filter((run) => failed.has(run)).length / after.length;
    expect(shareAfter).toBeGreaterThan((4 * failed.size) / runs.length);
  });

  it("says in a store what it says in memory", async () => {
    const fleet = fleetPipelines({ pipelines: 4, models: 60, seed: 3 });
    const path = join(folder, "fleet.sqlite");
    writeRecords(
      path,
      10,
      true,
      fleet.flatMap((pipeline) => [...fleetRecords(pipeline)]),
    );
    const read = await readTrace(
      path,
      { operatorKinds: {}, costProperty: "" },
      { token: neverCancelled, onProgress: () => {} },
    );
    if (!read.ok) throw new Error(read.error.message);
    const compared = (trace: Trace) => {
      const { trainer, status, whyNotPushed, costSeconds, dataJaccard, sameCode, sameParameters } = columnsOf(trace);
      return { trainer, status, whyNotPushed, costSeconds, dataJaccard, sameCode, sameParameters };
    };
    expect(compared(read.value)).toEqual(compared(fleetTrace(fleet)));
  });
});
