import { writeFile } from "node:fs/promises";
import type { PipelineFigures } from "../fleet/figures.ts";
import { mergeFigures } from "../fleet/fleetFigures.ts";
import { err, ok, type Result } from "../model/result.ts";
import { fleetReport } from "../views/fleetReport/report.ts";
import { readText } from "../workspace/files.ts";
import { fleetJson } from "./fleet/fleetJson.ts";
import { fleetText } from "./fleet/fleetText.ts";
import { type Gathered, tasksOf } from "./fleet/gather.ts";
import { parseRows, type Rows, rowsText } from "./fleet/rowsFile.ts";
import { storesOf } from "./fleet/stores.ts";
import { gatherAll } from "./fleet/threads.ts";
import type { FleetOptions } from "./fleetOptions.ts";
import { jsonText } from "./jsonText.ts";

/** What `graphlet fleet` hands back. */
export interface FleetDone {
  readonly output: Iterable<string>;
  /** Lines for standard error: stores that could not be read, parts that are missing. */
  readonly notes: readonly string[];
  /** 2: not everything could be read. */
  readonly exitCode: 0 | 2;
}

const maxRowsBytes = 1_000_000_000;

/** `graphlet fleet STORE…`: what it prints and how it ends, or in one line why it could not run. */
export async function fleet(paths: readonly string[], options: FleetOptions): Promise<Result<FleetDone, string>> {
  const gathered = options.merge ? await mergeFiles(paths) : await gather(paths, options);
  if (!gathered.ok) return gathered;
  const { problems } = gathered.value;
  const rows = mergeFigures([gathered.value.rows]);
  const output = rendered({ rows, problems }, options);
  const exitCode = problems.length > 0 ? 2 : 0;
  if (options.output === null) return ok({ output, notes: problems, exitCode });
  try {
    await writeFile(options.output, [...output].join(""));
  } catch (error) {
    return err(
      `${options.output}: cannot be written (${error instanceof Error ? error.message : error}). Check the path.`,
    );
  }
  return ok({ output: [], notes: problems, exitCode });
}

async function gather(paths: readonly string[], options: FleetOptions): Promise<Result<Gathered, string>> {
  const stores = await storesOf(paths);
  if (!stores.ok) return stores;
  if (stores.value.length === 0) return err(`graphlet: no store in ${paths.join(", ")}. Check the paths.`);
  const { costProperty, operatorKinds, cache, shard, threads, predicts } = options;
  const reading = { costProperty, operatorKinds, ...(cache === undefined ? {} : { cache }) };
  return ok(await gatherAll(tasksOf(stores.value, { shard, options: reading, predicts, threads }), threads));
}

async function mergeFiles(paths: readonly string[]): Promise<Result<Gathered, string>> {
  const parts: Rows[] = [];
  for (const path of paths) {
    const read = await readText(path, maxRowsBytes);
    if (!read) return err(`${path}: cannot be read. Check the path.`);
    const rows = parseRows(read.text);
    if (!rows.ok) return err(`${path}: ${rows.error}`);
    parts.push(rows.value);
  }
  const rows = parts.flatMap((part) => part.rows);
  return ok({ rows, problems: [...new Set([...parts.flatMap(({ problems }) => problems), ...missingParts(parts)])] });
}

/** One line where parts of a division are missing. */
function missingParts(parts: readonly Rows[]): readonly string[] {
  const counts = new Set(parts.map(({ shard }) => shard.count));
  return [...counts].flatMap((count) => {
    const there = new Set(parts.filter(({ shard }) => shard.count === count).map(({ shard }) => shard.index));
    const missing = Array.from({ length: count }, (_, index) => index).filter((index) => !there.has(index));
    if (missing.length === 0) return [];
    const some = missing.slice(0, 10).join(", ") + (missing.length > 10 ? `, and ${missing.length - 10} more` : "");
    return [`graphlet: of ${count} parts ${missing.length} are missing: ${some}. Run them, and merge again.`];
  });
}

function rendered(
  { rows, problems }: { readonly rows: readonly PipelineFigures[]; readonly problems: readonly string[] },
  { format, shard }: FleetOptions,
): Iterable<string> {
  switch (format) {
    case "rows":
      return rowsText({ shard, rows, problems });
    case "json":
      return [jsonText(fleetJson(rows, problems))];
    case "html":
      return [fleetReport(rows, problems)];
    case "text":
      return fleetText(rows).map((line) => `${line}\n`);
  }
}
