/**
 * Makes up a fleet of pipelines: `npm run generate:fleet -- --pipelines 3000 --models 450000 [--seed 1] [--out FOLDER [--stores 1]]`. Without `--out`
 * it is made in memory and summed up; with it, it is written as stores of ML Metadata, whole pipelines in each. docs/fleet-generator.md says what is
 * assumed.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cutColumns } from "../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../server/src/model/cancel.ts";
import { graphletStatuses } from "../../server/src/model/graphlet.ts";
import { type FleetPipeline, fleetPipelines } from "./fleet/fleet.ts";
import { fleetRecords } from "./fleet/fleetRecords.ts";
import { fleetTrace } from "./fleet/fleetTrace.ts";
import type { RecordedExecution } from "./records.ts";
import { writeRecords } from "./writeRecords.ts";

const { values } = parseArgs({
  options: {
    pipelines: { type: "string", default: "100" },
    models: { type: "string", default: "15000" },
    seed: { type: "string", default: "1" },
    out: { type: "string" },
    stores: { type: "string", default: "1" },
  },
});
const options = { pipelines: Number(values.pipelines), models: Number(values.models), seed: Number(values.seed) };
const fleet = fleetPipelines(options);
if (values.out === undefined) sumUp(fleet);
else writeStores(fleet, values.out, Number(values.stores));

function sumUp(pipelines: readonly FleetPipeline[]): void {
  const started = performance.now();
  const trace = fleetTrace(pipelines);
  const made = performance.now();
  const graphlets = cutColumns(trace, neverCancelled);
  const { executions, artifacts, events } = trace.counts;
  const figures: readonly (readonly [string, number])[] = [
    ["pipelines", pipelines.length],
    ["models", graphlets.count],
    ...graphletStatuses.map((status, code) => [`  ${status}`, countOf(graphlets.status, code)] as const),
    ["executions", executions],
    ["artifacts", artifacts],
    ["events", events],
    ["hours of compute", Math.round(sum(graphlets.ownCostSeconds) / 3600)],
    ["  wasted", Math.round(sum(graphlets.wastedSeconds) / 3600)],
    ["seconds to make", Math.round(made - started) / 1000],
  ];
  for (const [name, figure] of figures)
    console.log(`${name.padEnd(18)} ${figure.toLocaleString("en-US").padStart(12)}`);
}

/** Every store holds the pipelines whose place leaves the same rest: all are about as large. */
function writeStores(pipelines: readonly FleetPipeline[], folder: string, stores: number): void {
  mkdirSync(folder, { recursive: true });
  for (let store = 0; store < stores; store++) {
    const path = join(folder, stores === 1 ? "fleet.sqlite" : `fleet-${store + 1}.sqlite`);
    const own = pipelines.filter((_, index) => index % stores === store);
    const { executions, events } = writeRecords(path, 10, true, recordsOf(own));
    console.log(`${path}: ${own.length} pipelines, ${executions} executions, ${events} events`);
  }
}

function* recordsOf(pipelines: readonly FleetPipeline[]): Generator<readonly ["ir", RecordedExecution]> {
  for (const pipeline of pipelines) yield* fleetRecords(pipeline);
}

function sum(column: Float64Array): number {
  return column.reduce((all, value) => all + value, 0);
}

function countOf(column: Uint8Array, code: number): number {
  return column.reduce((count, value) => count + (value === code ? 1 : 0), 0);
}
