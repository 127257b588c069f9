import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutColumns } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import type { Trace } from "../../../server/src/model/trace.ts";
import { pointTimes, predictionPoints } from "../../../server/src/waste/prediction/points.ts";
import { featureSource } from "../../../server/src/waste/prediction/source.ts";
import { featureTable } from "../../../server/src/waste/prediction/table.ts";
import { fleetPipelines } from "../../generate/fleet/fleet.ts";
import { fleetTrace } from "../../generate/fleet/fleetTrace.ts";
import { Random } from "../../generate/random.ts";
import { alterAfter } from "./alterAfter.ts";
import { causalTraces } from "./causalTrace.ts";

/** When the model comes to the point, and all that is known of it then, by the name of the feature; null where it does not come to it. */
function known(trace: Trace, trainer: number, point: number): { at: number; row: Record<string, number> } | null {
  const graphlets = cutColumns(trace, neverCancelled);
  const graphlet = graphlets.trainer.indexOf(trainer);
  const times = pointTimes(trace, graphlets, neverCancelled)[point] ?? new Float64Array();
  const at = times[graphlet] ?? Number.NaN;
  if (Number.isNaN(at)) return null;
  const table = featureTable(featureSource(trace, graphlets, neverCancelled), point, times, neverCancelled);
  const row = table.features.map(({ name }, column) => [name, table.columns[column]?.[graphlet] ?? Number.NaN]);
  return { at, row: Object.fromEntries(row) };
}

/** Row of the train execution and its members. */
function chosenModel(trace: Trace, choice: number): { trainer: number; members: ReadonlySet<number> } | null {
  const { count, trainer, members } = cutColumns(trace, neverCancelled);
  if (count === 0) return null;
  const graphlet = choice % count;
  const packed = members.values.subarray(members.offsets[graphlet], members.offsets[graphlet + 1]);
  return { trainer: trainer[graphlet] ?? -1, members: new Set(Array.from(packed, (member) => member >> 4)) };
}

function checkNoFuture(trace: Trace, choice: number, point: number, seed: number): void {
  const model = chosenModel(trace, choice);
  const before = model && known(trace, model.trainer, point);
  if (!model || !before) return;
  const altered = alterAfter(trace, before.at, model.members, new Random(seed));
  expect(known(altered, model.trainer, point)).toEqual(before);
}

describe.each(predictionPoints.map((name, point) => [name, point] as const))("features %s", (_, point) => {
  it("do not change when what comes later is altered, in traces of any shape", () => {
    fc.assert(
      fc.property(causalTraces, fc.nat(), fc.nat(), (trace, choice, seed) => checkNoFuture(trace, choice, point, seed)),
      { numRuns: 300 },
    );
  });

  it("do not change when what comes later is altered, in fleets", () => {
    for (let seed = 1; seed <= 12; seed++) {
      const trace = fleetTrace(fleetPipelines({ pipelines: 6, models: 200, seed }));
      for (let choice = 7; choice < 200; choice += 31) checkNoFuture(trace, choice, point, seed);
    }
  });
});
