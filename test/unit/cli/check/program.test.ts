import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { history, pipelineText, type TestFolder, testFolder } from "../../../server/workspace.ts";
import { bundleProgram, nodesOfMachine, type Program, type Ran, runProgram } from "../program.ts";
import { sarifErrors } from "./schema.ts";

let program: Program;
let folder: TestFolder;

/** The same text with a comment that accepts what is found without a trace. */
const accepted = (text: string): string =>
  text.replace("    challenger =", "    # graphlet: ignore[dead-trainer]\n    challenger =");

beforeAll(async () => {
  program = await bundleProgram();
  folder = testFolder();
  folder.file("taxi/pipeline.py", pipelineText());
  folder.store("taxi/metadata.sqlite", history);
  folder.file("clean/pipeline.py", accepted(pipelineText()));
  folder.file("hostile/\u001b[31mred\u0007.py", pipelineText({ name: "red" }));
  folder.file("partly/pipeline.py", accepted(pipelineText({ store: "metadata.db" })));
  folder.file("partly/metadata.db", "SQLite format 3\0 and nothing more");
});
afterAll(() => {
  program.remove();
  folder.remove();
});

describe.each([...nodesOfMachine()])("on Node %s", (_, node) => {
  const graphlet = (...args: readonly string[]): Promise<Ran> => runProgram(program, args, node);
  const at = (name: string): string => `${folder.path}/${name}`;

  test("what is found ends it with 1", async () => {
    const { code, stdout, stderr } = await graphlet("check", at("taxi"));
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(/pipeline\.py:\d+:\d+ warning dead-trainer No evaluator or pusher can be reached/);
    expect(stdout).toMatch(/\n\d+ findings \(.*\) in 1 pipeline\.\n.* compute time wasted \(\d+ %\)\.\n$/);
  });

  test("nothing found, or nothing that counts, ends it with 0", async () => {
    const { code, stdout, stderr } = await graphlet("check", at("clean"));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe("No findings in 1 pipeline without a trace.\n1 accepted by a comment.\n");
    expect((await graphlet("check", at("taxi"), "--fail-on", "off")).code).toBe(0);
  });

  test("too much waste ends it with 1", async () => {
    const { code, stdout } = await graphlet("check", at("taxi"), "--fail-on=off", "--max-waste=1");
    expect(code).toBe(1);
    expect(stdout).toMatch(/\ntaxi: \d+ % of .* compute time wasted, above the limit of 1 %\.\n/);
  });

  test.each([
    [["check"], "check needs a file or a folder"],
    [["check", "missing-folder"], "missing-folder: no such file or folder"],
    [["check", "examples/README.md"], "no pipeline to check in examples/README.md"],
    [["check", "examples", "--fail-on", "loud"], "--fail-on is off, hint, information, warning, error; not loud."],
    [["check", "examples", "--max-waste", "lots"], "--max-waste is a percentage from 0 to 100, not lots."],
    [["check", "examples", "--max-waste", "101"], "--max-waste is a percentage from 0 to 100, not 101."],
    [["check", "examples", "--format", "xml"], "--format is text, json or sarif, not xml."],
    [["check", "examples", "--cost-property", "x"], "check has no option --cost-property."],
    [["check", "examples", "--baselin", "x"], "Did you mean --baseline?"],
  ])("%j ends it with 2, one line, and no output", async (args, message) => {
    const { code, stdout, stderr } = await graphlet(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toContain(message);
  });

  test("a trace that is damaged ends it with 2 where nothing else is found, and the report is there", async () => {
    const { code, stdout, stderr } = await graphlet("check", at("partly"), "--format", "json");
    expect(code).toBe(2);
    expect(stderr).toMatch(/metadata\.db: not a readable SQLite file .*\n$/);
    expect(JSON.parse(stdout).summary.exitCode).toBe(2);
  });

  test("names of files cannot steer the terminal", async () => {
    const { code, stdout, stderr } = await graphlet("check", at("hostile"));
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toContain("\\u{1b}[31mred\\u{7}.py:16:33 warning");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  test("SARIF is as its schema wants it, with documentation and fixes", async () => {
    const { code, stdout } = await graphlet("check", at("taxi"), "--format", "sarif");
    const log = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(sarifErrors(log)).toEqual([]);
    const [{ tool, results }] = log.runs;
    const rule = tool.driver.rules.find(({ id }: { readonly id: string }) => id === "dead-trainer");
    expect(rule.help.markdown).toContain("## How it is computed");
    const dead = results.find(({ ruleId }: { readonly ruleId: string }) => ruleId === "dead-trainer");
    expect(dead.fixes[0].description.text).toBe("Remove Trainer.challenger");
  });

  test("each command tells its own help", async () => {
    expect((await graphlet("check", "--help")).stdout).toContain("--update-baseline");
    expect((await graphlet("inspect", "--help")).stdout).toContain("--cost-property");
    expect((await graphlet("help", "inspect")).stdout).not.toContain("--baseline");
  });
});
