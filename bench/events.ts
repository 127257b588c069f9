import { execFileSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { nodeProgram, threads } from "../scripts/bundle/options.ts";
import { rightColumn, table } from "../server/src/cli/table.ts";
import { Random } from "../test/generate/random.ts";
import type { EventsMeasured } from "./readEvents.ts";
import { medianOf } from "./traces.ts";

export interface EventBench {
  /** Megabytes of each file. */
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly node: string;
  /** Where the files are made. */
  readonly folder: string;
}

/** A file whose number of runs stays the same as others grow: what grows is how often each is reported. */
const fewRuns = 10_000;
/** Events of a run where runs grow with the file. */
const eventsOfRun = 3;

/**
 * Reads files of OpenLineage events, one a line, in one thread and in two: files that grow while their number of runs stays the same, and the last one's size again with a new run
 * every few events.
 */
export async function benchEvents({ sizes, runs, node, folder }: EventBench): Promise<readonly string[]> {
  const program = await bundleReader(folder);
  const path = join(folder, "events.ndjson");
  const measure = (megabytes: number, hasFewRuns: boolean): readonly string[] => {
    const size = writeEvents(path, megabytes * 1e6, hasFewRuns);
    const one: EventsMeasured[] = [];
    const two: EventsMeasured[] = [];
    // In turn, so that both see the same machine.
    for (let run = 0; run < runs; run++) {
      for (const [threads, taken] of [["1", one] as const, ["2", two] as const])
        taken.push(JSON.parse(execFileSync(node, [program, path, threads]).toString()));
    }
    rmSync(path);
    const [alone, both] = [medianOf(one), medianOf(two)];
    const speed = (time: number): string => `${(size / 1e3 / time).toFixed(0)} MB/s`;
    const memory = ({ peakMemory }: EventsMeasured): string => `${(peakMemory / 1e6).toFixed(0)} MB`;
    return [
      `${(size / 1e6).toFixed(0)} MB`,
      alone.events.toLocaleString("en-US"),
      alone.runs.toLocaleString("en-US"),
      ...[alone, both].flatMap((one) => [speed(one.read), speed(one.processor), memory(one)]),
    ];
  };
  const last = sizes.at(-1);
  const rows = [...sizes.map((size) => measure(size, true)), ...(last === undefined ? [] : [measure(last, false)])];
  const columns = ["By the clock", "Of processor", "Peak memory"];
  const titles = ["File", "Events", "Runs", ...columns.map((one) => `1: ${one}`), ...columns.map((one) => `2: ${one}`)];
  return [
    `Reading OpenLineage events, one a line, in one thread and in two (median of ${runs})`,
    "",
    ...table(titles.map(rightColumn), rows),
    "",
    "Of processor: megabytes for each second of processor time that reading took, in all threads of the process. Target: 400 MB/s in two threads.",
  ];
}

/** Bundled as it ships, so that what is measured is not the reading of TypeScript. */
async function bundleReader(folder: string): Promise<string> {
  const { linesWorker } = threads;
  const entryPoints = { readEvents: "bench/readEvents.ts", linesWorker };
  await build({ ...nodeProgram, minify: true, entryPoints, outdir: folder });
  return join(folder, "readEvents.js");
}

/** Returns how many bytes were written: of each event some 2,500 are facets that nobody asks for. */
function writeEvents(path: string, bytes: number, hasFewRuns: boolean): number {
  const dice = new Random(5);
  const ids = Array.from({ length: fewRuns }, () => dice.uuid());
  const file = openSync(path, "w");
  let written = 0;
  let events = 0;
  let part: string[] = [];
  const types = ["START", "RUNNING", "COMPLETE"];
  try {
    while (written < bytes) {
      const run = hasFewRuns ? events % fewRuns : Math.floor(events / eventsOfRun);
      const time = hasFewRuns ? Math.floor(events / fewRuns) : events % eventsOfRun;
      if (!hasFewRuns && time === 0) ids[run] = dice.uuid();
      const type = types[Math.min(2, time)] ?? "RUNNING";
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
  return written;
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
