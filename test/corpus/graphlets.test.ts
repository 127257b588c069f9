import { globSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inspectJson } from "../../server/src/cli/inspectJson.ts";
import { cutGraphlets } from "../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../server/src/model/cancel.ts";
import { executionStatuses, type Graphlet, type Graphlets } from "../../server/src/model/graphlet.ts";
import { operatorCode, stateCode } from "../../server/src/model/kinds.ts";
import { type EdgeRows, idAt, type Trace, textOf } from "../../server/src/model/trace.ts";
/** Real files of public projects; they are no part of this one. */
import { looksLikeTrace, readTrace } from "../../server/src/workspace/openTrace.ts";
import { bundleProgram, type Program, runProgram } from "../unit/cli/program.ts";
import { referenceParts } from "../unit/graphlets/reference.ts";

const corpus = resolve("../shared/corpus");
const files = globSync("**", { cwd: corpus }).filter((file) => statSync(join(corpus, file)).isFile());
const startsAsSqlite = (file: string): boolean =>
  readFileSync(join(corpus, file)).toString("latin1", 0, 15) === "SQLite format 3";
const stores = files.filter((file) => file.startsWith("mlmd/") && startsAsSqlite(file)).sort();
const otherDatabases = files.filter((file) => !file.startsWith("mlmd/") && startsAsSqlite(file)).sort();
/** Files that are no trace of any kind. */
const noTraces = new Set<string>();
for (const file of files) if (!(await looksLikeTrace(join(corpus, file)))) noTraces.add(file);

interface Read {
  readonly trace: Trace;
  readonly graphlets: Graphlets;
}

async function read(file: string): Promise<Read> {
  const options = { operatorKinds: {}, costProperty: "" };
  const result = await readTrace(join(corpus, file), options, { token: neverCancelled, onProgress: () => {} });
  if (!result.ok) throw new Error(result.error.message);
  return { trace: result.value, graphlets: cutGraphlets(result.value, neverCancelled) };
}

const reads = new Map(await Promise.all(stores.map(async (file) => [file, await read(file)] as const)));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const ascending = (rows: Iterable<number>): number[] => [...rows].sort((a, b) => a - b);
const members = (graphlet: Graphlet): number[] => [...graphlet.executions];

test("there are stores to read", () => {
  expect(stores.length).toBeGreaterThan(40);
});

describe.each([...reads])("of %s", (_, { trace, graphlets }) => {
  const { kind, state, cost, startedAt } = trace.executions;
  const { list } = graphlets;

  test("every train execution has a graphlet, except cached ones", () => {
    const trained = [...kind.keys()].filter(
      (row) => kind[row] === operatorCode.train && state[row] !== stateCode.cached,
    );
    expect(ascending(list.map((graphlet) => graphlet.trainer))).toEqual(trained);
  });

  test("members and parents are those of the rules", () => {
    for (const graphlet of list) {
      const { up, down, side, parents } = referenceParts(trace, graphlet.trainer);
      expect([...graphlet.up]).toEqual(ascending(up));
      expect([...graphlet.down]).toEqual(ascending(down));
      expect(members(graphlet)).toEqual(ascending(new Set([...up, ...down, ...side])));
      expect([...graphlet.parents]).toEqual(ascending(parents));
    }
  });

  test("nothing is reached across a baseline edge alone", () => {
    for (const graphlet of list) {
      const down = new Set(graphlet.down);
      for (const row of graphlet.down) {
        if (row === graphlet.trainer) continue;
        const isReached = edgesOf(trace, trace.reads, row).some(
          ({ to, key }) =>
            key !== "baseline_model" &&
            key !== "base_model" &&
            edgesOf(trace, trace.writers, to).some((writer) => down.has(writer.to)),
        );
        expect(isReached, `execution ${idAt(trace.executions.id, row)}`).toBe(true);
      }
    }
  });

  test("own costs and waste count no execution twice", () => {
    const known = [...cost].filter(Number.isFinite);
    expect(sum(list.map((graphlet) => graphlet.ownCostSeconds))).toBeLessThanOrEqual(sum(known) + 1e-6);
    const wasted = [...cost].filter((seconds, row) => {
      return Number.isFinite(seconds) && executionStatuses[graphlets.status[row] ?? -1] === "wasted";
    });
    expect(sum(list.map((graphlet) => graphlet.wastedSeconds))).toBeCloseTo(sum(wasted), 6);
  });

  test("costs by status and by pipeline sum to the whole", () => {
    const { costSeconds, byStatus, pipelines } = inspectJson(trace, graphlets);
    expect(sum(Object.values(byStatus))).toBeCloseTo(costSeconds, 2);
    expect(sum(pipelines.map((pipeline) => pipeline.costSeconds))).toBeCloseTo(costSeconds, 2);
    expect(sum(pipelines.map((pipeline) => pipeline.graphlets))).toBe(list.length);
  });

  test("an execution belongs to the earliest graphlet that holds it", () => {
    const starts = list.map((graphlet) => startedAt[graphlet.trainer] ?? Number.NaN).filter(Number.isFinite);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    const earliest = [...kind.keys()].map((row) => list.findIndex((graphlet) => members(graphlet).includes(row)));
    expect([...graphlets.owner]).toEqual(earliest);
  });

  test("a deployed model says so by its status, and one that is not has no evidence without a reason", () => {
    for (const graphlet of list) {
      expect(graphlet.status === "pushed").toBe(graphlet.pushed);
      if (graphlet.whyNotPushed === null) expect([...graphlet.evidence]).toEqual([]);
      expect(members(graphlet)).toEqual(expect.arrayContaining([...graphlet.evidence]));
    }
  });
});

describe("the command line", () => {
  let program: Program;
  beforeAll(async () => {
    program = await bundleProgram();
  });
  afterAll(() => program.remove());

  test.each(stores)("says of %s what the functions say", async (file) => {
    const known = reads.get(file);
    const { code, stdout, stderr } = await runProgram(program, ["inspect", join(corpus, file), "--format", "json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual(known && inspectJson(known.trace, known.graphlets));
  });

  test.each(otherDatabases)("reads %s as another kind of trace, or leaves it alone in one line", async (file) => {
    const { code, stdout, stderr } = await runProgram(program, ["inspect", join(corpus, file), "--format", "json"]);
    if (noTraces.has(file)) {
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/^[^\n]+\n$/);
      expect(stderr).toContain(basename(file));
    } else {
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(JSON.parse(stdout)).toMatchObject({ source: { kind: "mlflow" } });
    }
  });

  test.each([...noTraces].filter((file) => /\.(json|ya?ml|pbtxt|tsv)$/.test(file)).filter((_, i) => i % 25 === 0))(
    "leaves %s alone, in one line",
    async (file) => {
      const { code, stdout, stderr } = await runProgram(program, ["graphlets", join(corpus, file)]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/^[^\n]+\n$/);
    },
  );
});

function edgesOf(trace: Trace, rows: EdgeRows, row: number): { to: number; key: string }[] {
  const start = rows.offsets[row] ?? 0;
  return Array.from(rows.target.subarray(start, rows.offsets[row + 1]), (to, i) => ({
    to,
    key: textOf(trace.strings, rows.key[start + i]),
  }));
}
