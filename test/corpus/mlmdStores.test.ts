import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { intAt } from "../../server/src/model/intColumn.ts";
import { executionStates, operatorKinds } from "../../server/src/model/kinds.ts";
import { type EdgeRows, type Trace, textOf } from "../../server/src/model/trace.ts";
import type { TraceFailure } from "../../server/src/traces/reader.ts";
import type { SqlEngine } from "../../server/src/traces/sqlite/readConsistently.ts";
import { looksLikeTrace } from "../../server/src/workspace/openTrace.ts";
import { readTraceWith } from "../../server/src/workspace/traceInThread.ts";

const corpus = join(import.meta.dirname, "../../../shared/corpus");
const files = (existsSync(corpus) ? globSync("**/*", { cwd: corpus }) : [])
  .filter((name) => statSync(join(corpus, name)).isFile())
  .sort();
const stores = files.filter((name) => name.startsWith("mlmd/") && /\.(sqlite|db)$/.test(name));

const control = { token: { isCancellationRequested: false }, onProgress: () => {} };
const options = { operatorKinds: {}, costProperty: "" };

async function read(name: string, engine: SqlEngine): Promise<Trace> {
  const result = await readTraceWith(engine, join(tmpdir(), "graphlet-corpus"), join(corpus, name), options, control);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Counts in SQL, past all of the reader's code. */
function counted(name: string): Record<string, number> {
  const url = pathToFileURL(join(corpus, name));
  url.search = "?mode=ro&immutable=1";
  const db = new DatabaseSync(url, { readOnly: true });
  try {
    const count = (sql: string): number => Number(Object.values(db.prepare(sql).get() ?? {})[0]);
    const known = "artifact_id IN (SELECT id FROM Artifact) AND execution_id IN (SELECT id FROM Execution)";
    return {
      executions: count("SELECT count(*) FROM Execution"),
      artifacts: count("SELECT count(*) FROM Artifact"),
      events: count("SELECT count(*) FROM Event"),
      contexts: count("SELECT count(*) FROM Context"),
      skippedEvents: count(`SELECT count(*) FROM Event WHERE NOT (${known})`),
      reads: count(
        `SELECT count(DISTINCT execution_id || ' ' || artifact_id) FROM Event WHERE type IN (2, 3, 5) AND ${known}`,
      ),
      writes: count(
        `SELECT count(DISTINCT execution_id || ' ' || artifact_id) FROM Event WHERE type IN (1, 4, 6) AND ${known}`,
      ),
    };
  } finally {
    db.close();
  }
}

const pairs = ({ offsets, target }: EdgeRows): number => {
  const seen = new Set<string>();
  for (let row = 0; row + 1 < offsets.length; row++) {
    for (let edge = offsets[row] ?? 0; edge < (offsets[row + 1] ?? 0); edge++) seen.add(`${row} ${target[edge]}`);
  }
  return seen.size;
};

test("the corpus has stores", () => {
  expect(stores.length).toBeGreaterThan(40);
});

describe.each(stores)("%s", (name) => {
  let trace: Trace;
  beforeAll(async () => {
    trace = await read(name, "node:sqlite");
  });

  test("both engines read the same", async () => {
    expect(await read(name, "sql.js")).toEqual(trace);
  });

  test("has the rows that SQL counts", () => {
    const { reads, writes, ...counts } = counted(name);
    expect(trace.counts).toEqual(counts);
    expect([pairs(trace.reads), pairs(trace.writes)]).toEqual([reads, writes]);
  });

  test("is known at a glance, and left as it is", async () => {
    const hash = (): string =>
      createHash("sha256")
        .update(readFileSync(join(corpus, name)))
        .digest("hex");
    const before = hash();
    expect(await looksLikeTrace(join(corpus, name))).toBe(true);
    await read(name, "auto");
    expect(hash()).toBe(before);
  });

  test("is whole: nothing points out of it", () => {
    const { executions, artifacts, strings } = trace;
    const texts = [
      executions.type,
      executions.node,
      executions.code,
      executions.parameters,
      Array.from({ length: artifacts.count }, (_, row) => intAt(artifacts.uri, row)),
      trace.reads.key,
    ];
    for (const column of texts) for (const index of column) expect(index).toBeLessThan(strings.length);
    for (const target of trace.reads.target) expect(target).toBeLessThan(artifacts.count);
    for (const target of trace.readers.target) expect(target).toBeLessThan(executions.count);
    for (const run of executions.run) expect(run).toBeLessThan(trace.runs.pipeline.length);
    expect(trace.readers.target.length).toBe(trace.reads.target.length);
    expect(trace.writers.target.length).toBe(trace.writes.target.length);
    expect(trace.source.schemaVersion).toBeGreaterThanOrEqual(4);
  });

  test("every TFX component is known for what it is, and every node has a name of its pipeline", () => {
    const { executions, strings } = trace;
    for (let row = 0; row < executions.count; row++) {
      const type = textOf(strings, executions.type[row]);
      if (type.startsWith("tfx."))
        expect([type, operatorKinds[executions.kind[row] ?? 0]]).not.toEqual([type, "other"]);
      expect(textOf(strings, executions.node[row])).not.toBe("");
      expect(executions.pipeline[row]).toBeGreaterThanOrEqual(0);
      expect(executions.run[row]).toBeGreaterThanOrEqual(0);
      // Schema 4 has the events' times only, and some executions have no events.
      if (trace.source.schemaVersion !== 4) expect(executions.startedAt[row]).toBeGreaterThan(Date.UTC(2019, 0));
      const state = executionStates[executions.state[row] ?? 0];
      const cost = executions.cost[row] ?? Number.NaN;
      if (Number.isNaN(executions.startedAt[row]) && state !== "cached") expect(cost).toBeNaN();
      else if (state === "complete" || state === "failed") expect(cost).toBeGreaterThanOrEqual(0);
      else if (state === "cached") expect(cost).toBe(0);
      else expect(cost).toBeNaN();
    }
  });
});

test("all that is no store is told in one line", async () => {
  const others = files.filter((name) => !stores.includes(name));
  const odd: string[] = [];
  for (const name of others) {
    const path = join(corpus, name);
    const result = await readTraceWith("auto", join(tmpdir(), "graphlet-corpus"), path, options, control);
    const failure: TraceFailure | null = result.ok ? null : result.error;
    const told = failure !== null && /^[^\r\n]+$/.test(failure.message);
    // Traces of other kinds are read; what only looks like one is told as well.
    if (await looksLikeTrace(path)) {
      if (!result.ok && !told) odd.push(`${relative(corpus, path)}: ${failure?.message}`);
    } else if (!told || !["not-a-trace", "empty"].includes(failure.code)) {
      odd.push(`${relative(corpus, path)}: ${failure?.message ?? "was read"}`);
    }
  }
  expect(odd).toEqual([]);
});
