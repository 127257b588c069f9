import { globSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CheckJson } from "../../server/src/cli/check/checkJson.ts";
import { sarifErrors } from "../unit/cli/check/schema.ts";
import { bundleProgram, type Program, runProgram } from "../unit/cli/program.ts";

/** Real files of public projects; they are no part of this one. */
const corpus = resolve("../shared/corpus");
const folders = globSync("*/*", { cwd: corpus })
  .filter((folder) => statSync(join(corpus, folder)).isDirectory())
  .sort();

let program: Program;
beforeAll(async () => {
  program = await bundleProgram();
});
afterAll(() => program.remove());

test("there are folders to check", () => {
  expect(folders.length).toBeGreaterThan(80);
});

describe.each(folders)("%s", (folder) => {
  test("is checked, or has nothing to check", async () => {
    const path = join(corpus, folder);
    const { code, stdout, stderr } = await runProgram(program, ["check", path, "--format", "json"]);
    expect(stderr).not.toContain("mistake in Graphlet");
    if (stdout === "") {
      expect(code).toBe(2);
      expect(stderr).toMatch(/^graphlet: no pipeline to check in [^\n]*\n$/);
      return;
    }
    const { pipelines, findings, summary } = JSON.parse(stdout) as CheckJson;
    expect(summary.exitCode).toBe(code);
    expect(pipelines.length + findings.length).toBeGreaterThan(0);
    const sarif = await runProgram(program, ["check", path, "--format", "sarif"]);
    expect(sarifErrors(JSON.parse(sarif.stdout))).toEqual([]);
  });
});
