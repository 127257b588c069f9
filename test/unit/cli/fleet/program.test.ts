import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateStore } from "../../../generate/generateStore.ts";
import { bundleProgram, type Program, type Ran, runProgram } from "../program.ts";

let program: Program;
const folder = mkdtempSync(join(tmpdir(), "graphlet-fleet-"));
const at = (name: string): string => join(folder, name);
const run = (...args: readonly string[]): Promise<Ran> => runProgram(program, ["fleet", ...args]);

beforeAll(async () => {
  program = await bundleProgram();
  mkdirSync(at("stores/deep"), { recursive: true });
  generateStore(at("stores/one.sqlite"), { pipelines: ["churn", "taxi", "prices"], runs: 6 });
  generateStore(at("stores/deep/two.sqlite"), { pipelines: ["taxi"], runs: 9, seed: 2 });
  generateStore(at("stores/deep/three.sqlite"), { pipelines: ["search"], runs: 5, seed: 3 });
  writeFileSync(at("stores/notes.db"), "no database");
});
afterAll(() => {
  program?.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Pipelines and stores of the JSON's rows. */
const rowsOf = ({ stdout }: Ran): readonly string[] =>
  JSON.parse(stdout).pipelines.map(
    ({ store, pipeline }: { store: string; pipeline: string }) =>
      `${pipeline} in ${store.slice(folder.length + 1).replaceAll("\\", "/")}`,
  );
const allRows = [
  "search in stores/deep/three.sqlite",
  "taxi in stores/deep/two.sqlite",
  "churn in stores/one.sqlite",
  "prices in stores/one.sqlite",
  "taxi in stores/one.sqlite",
];

describe("graphlet fleet", () => {
  test("finds the stores below a folder, and tells each pipeline", async () => {
    const ran = await run(at("stores"), "--format", "json");
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(rowsOf(ran)).toEqual(allRows);
    const { fleet } = JSON.parse(ran.stdout);
    expect(fleet).toMatchObject({ pipelines: 5, training: 5, runs: 6 * 3 + 9 + 5 });
  });

  test("says the same in one thread and in several", async () => {
    const outputs = await Promise.all(
      ["1", "3"].map((threads) => run(at("stores"), "--format", "json", "--threads", threads)),
    );
    expect(outputs[0]?.stdout).toBe(outputs[1]?.stdout);
  });

  test.each([
    ["of several stores", "stores"],
    ["of one store", "stores/one.sqlite"],
  ])("parts %s that several processes looked at come to the whole", async (_, path) => {
    const whole = await run(at(path), "--format", "json");
    const files = await Promise.all(
      [2, 0, 1].map(async (index) => {
        const file = at(`rows-${index}.ndjson`);
        expect(await run(at(path), "--format", "rows", "--shard", `${index}/3`, "--output", file)).toMatchObject({
          code: 0,
          stdout: "",
        });
        return file;
      }),
    );
    const merged = await run(...files, "--merge", "--format", "json");
    expect(merged.stdout).toBe(whole.stdout);
    const each = files.map((file) => readFileSync(file, "utf8").trimEnd().split("\n").length - 1);
    expect(each.reduce((sum, count) => sum + count, 0)).toBe(rowsOf(whole).length);
  });

  test("says what stopping models early would have saved, the same from threads as from parts that were merged", async () => {
    const path = at("stores/one.sqlite");
    const whole = await run(path, "--predict", "--format", "json", "--threads", "2");
    expect(JSON.parse(whole.stdout).fleet.pruning).toMatchObject({
      pipelines: 3,
      forecasting: 0,
      abstaining: [{ reason: "few-models", nodes: 3 }],
      points: [],
    });
    const files = ["0", "1"].map((index) => at(`predicted-${index}.ndjson`));
    for (const [index, file] of files.entries())
      await run(path, "--predict", "--format", "rows", "--shard", `${index}/2`, "--output", file);
    expect((await run(...files, "--merge", "--format", "json")).stdout).toBe(whole.stdout);
    expect((await run(...files, "--merge")).stdout).toContain(
      "0 of 3 train nodes have a forecast, each from its own past.\nNo forecast: 3 (too few models whose fate is known).",
    );
  });

  test("says which parts are missing", async () => {
    const file = at("only.ndjson");
    await run(at("stores"), "--format", "rows", "--shard", "1/3", "--output", file);
    const merged = await run(file, "--merge");
    expect(merged.code).toBe(2);
    expect(merged.stderr).toBe("graphlet: of 3 parts 2 are missing: 0, 2. Run them, and merge again.\n");
    expect(merged.stdout).toMatch(/^Pipelines /);
  });

  test("says in one line each what could not be read, and goes on", async () => {
    const ran = await run(at("stores/one.sqlite"), at("stores/notes.db"), "--format", "json");
    expect(ran.code).toBe(2);
    expect(ran.stderr.split("\n")).toEqual([expect.stringContaining("stores/notes.db"), ""]);
    expect(rowsOf(ran)).toEqual(allRows.slice(2));
  });

  test("writes tables for people", async () => {
    const { stdout } = await run(at("stores"));
    expect(stdout).toMatch(/^Pipelines +5, of which 5 trained models\nRuns +32\n/);
    for (const title of ["How pipelines that train models spread", "What runs, and what it costs", "What wastes most"])
      expect(stdout).toContain(`\n\n${title}\n`);
  });

  test.each([
    [["--shard", "3/3"], "--shard is I/N with I from 0 to N - 1, such as 0/4; not 3/3."],
    [["--threads", "0"], "--threads is a number from 1 to 64, not 0."],
    [["--format", "sarif"], "--format is text, json, html, rows; not sarif."],
    [["--merge", "--predict"], "--merge shows the forecasts that the rows hold. Leave --predict out."],
    [["--merge", "--shard", "0/2"], "--merge takes all rows that it is given. Leave --shard out."],
  ])("refuses %j", async (options, message) => {
    expect(await run(at("stores"), ...options)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `graphlet: ${message}\n`,
    });
  });
});

describe("a file of rows that cannot be merged is named", () => {
  const good = '{"graphletFleet":1,"shard":{"index":0,"count":1},"rows":1,"problems":[]}\n';
  test.each([
    ["no rows at all", "Pipelines 5\n", "is no file of rows. Make it with graphlet fleet --format rows."],
    [
      "a later version",
      good.replace('Fleet":1', 'Fleet":9'),
      "was written by another version of Graphlet (rows 9). Make it again with this one.",
    ],
    ["one that was cut off", good, "has 0 of its 1 rows: it was cut off. Make it again."],
    ["a row of something else", `${good}{"store":"s"}\n`, "has a row in line 2 that cannot be read. Make it again."],
  ])("%s", async (_, text, message) => {
    const file = at("odd.ndjson");
    writeFileSync(file, text);
    expect(await run(file, "--merge")).toEqual({ code: 2, stdout: "", stderr: `${file}: ${message}\n` });
  });
});
