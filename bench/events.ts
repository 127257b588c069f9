import { execFileSync } from "node:child_process";
import { closeSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { rightColumn, table } from "../server/src/cli/table.ts";
import { Random } from "../test/generate/random.ts";
import type { Measured } from "./readAndCut.ts";
import { bundleChild, medianOf } from "./traces.ts";

export interface EventBench {
  /** Megabytes of each file. */
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly node: string;
  /** Where the files are made. */
  readonly folder: string;
}

/** Runs in each file, whatever its size: what grows is how often each is reported. */
const runsInFile = 10_000;

/** Reads files of OpenLineage events, one a line, whose number of runs stays the same while their size grows. */
export async function benchEvents({ sizes, runs, node, folder }: EventBench): Promise<readonly string[]> {
  const program = await bundleChild(folder);
  const rows = sizes.map((megabytes) => {
    const path = join(folder, "events.ndjson");
    const events = writeEvents(path, megabytes * 1e6);
    const taken = Array.from(
      { length: runs },
      (): Measured => JSON.parse(execFileSync(node, [program, path]).toString()),
    );
    const now = medianOf(taken);
    const { size } = statSync(path);
    rmSync(path);
    const speed = (time: number): string => `${(size / 1e3 / time).toFixed(0)} MB/s`;
    return [
      `${(size / 1e6).toFixed(0)} MB`,
      events.toLocaleString("en-US"),
      now.executions.toLocaleString("en-US"),
      `${now.read.toFixed(0)} ms`,
      speed(now.read),
      speed(now.processor),
      `${(now.peakMemory / 1e6).toFixed(0)} MB`,
    ];
  });
  const titles = ["File", "Events", "Runs", "Read", "By the clock", "Of processor", "Peak memory"];
  return [
    `Reading OpenLineage events, one a line, in one thread (median of ${runs})`,
    "",
    ...table(titles.map(rightColumn), rows),
    "",
    "Of processor: megabytes for each second of processor time that reading and cutting took, in all threads of the process.",
  ];
}

/** Returns how many events were written: each with some 2,500 bytes of facets that nobody asks for. */
function writeEvents(path: string, bytes: number): number {
  const dice = new Random(5);
  const ids = Array.from({ length: runsInFile }, () => dice.uuid());
  const file = openSync(path, "w");
  let written = 0;
  let events = 0;
  let part: string[] = [];
  const types = ["START", "RUNNING", "COMPLETE"];
  try {
    while (written < bytes) {
      const run = events % runsInFile;
      const type = types[Math.min(2, Math.floor(events / runsInFile))] ?? "RUNNING";
      const line = `${JSON.stringify(eventOf(ids[run] ?? "", run, type, events))}\n`;
      part.push(line);
      written += line.length;
      events++;
      if (part.length < 500) continue;
      writeSync(file, part.join(""));
      part = [];
    }
    writeSync(file, part.join(""));
  } finally {
    closeSync(file);
  }
  return events;
}

const schema = "https://openlineage.io/spec/facets/1-1-1/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet";
const producer = "https://github.com/OpenLineage/OpenLineage/tree/1.30.0/integration/spark";

function eventOf(runId: string, run: number, eventType: string, at: number): unknown {
  const fields = Array.from({ length: 12 }, (_, field) => ({
    name: `column_${field}`,
    type: field % 2 ? "string" : "double",
  }));
  const dataset = (name: string) => ({
    namespace: "s3://warehouse",
    name,
    facets: { schema: { _producer: producer, _schemaURL: schema, fields } },
  });
  return {
    eventTime: new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString(),
    producer,
    schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    eventType,
    run: {
      runId,
      facets: {
        parent: { run: { runId: `parent-${run % 500}` }, job: { namespace: "team", name: `pipeline_${run % 50}` } },
        spark_properties: {
          _producer: producer,
          properties: { "spark.master": "yarn", "spark.app.name": `step ${run}` },
        },
      },
    },
    job: {
      namespace: "team",
      name: `pipeline_${run % 50}.step_${run % 7}`,
      facets: { documentation: { description: 'A "step"' } },
    },
    inputs: [dataset(`raw/${run % 900}`), dataset(`features/${run % 300}`)],
    outputs: [dataset(`out/${run}`)],
  };
}
