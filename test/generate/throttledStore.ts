import { fleetPipelines } from "./fleet/fleet.ts";
import { fleetRecords } from "./fleet/fleetRecords.ts";
import { writeRecords } from "./writeRecords.ts";

/** Writes the history of `pipeline-1`, whose next model is told not to be deployed, by forecasts that kept the deployments so far: the first seed with one. */
export function throttledStore(path: string): void {
  const pipelines = fleetPipelines({
    pipelines: 1,
    models: 120,
    seed: 171,
    assumptions: { throttles: [8], failsElse: 0, burstBegins: 0 },
  });
  writeRecords(
    path,
    10,
    true,
    pipelines.flatMap((one) => [...fleetRecords(one)]),
  );
}
