import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Diagnostic, DocumentDiagnosticReport } from "vscode-languageserver/node";
import type { CheckJson } from "../../server/src/cli/check/checkJson.ts";
import { bundleProgram, type Program, runProgram } from "../unit/cli/program.ts";
import { open } from "./documents.ts";
import { type Bundle, bundleServer, type Session, startSession } from "./process.ts";
import { history, pipelineText, settled, type TestFolder, testFolder } from "./workspace.ts";

let bundle: Bundle;
let program: Program;
let session: Session | null = null;
let folder: TestFolder | null = null;

beforeAll(async () => {
  [bundle, program] = await Promise.all([bundleServer(), bundleProgram()]);
});
afterEach(async () => {
  await session?.stop();
  folder?.remove();
  session = null;
  folder = null;
});
afterAll(() => {
  bundle.remove();
  program.remove();
});

const severities = ["", "error", "warning", "information", "hint"];
/** Ages count from now, and the two ask one after the other. */
const withoutAge = (message: string): string => message.replace(/\d+ \w+ ago|now/g, "… ago");

/** What the editor shows in a file, as text. */
async function inEditor(root: string, file: string, settings: unknown): Promise<readonly string[]> {
  session = await startSession(bundle, { folder: root, settings });
  const { connection } = session;
  const uri = pathToFileURL(join(root, file)).href;
  await open(connection, uri, readFileSync(join(root, file), "utf8"));
  await settled(connection, uri);
  const report = await connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
    textDocument: { uri },
  });
  const items: readonly Diagnostic[] = report.kind === "full" ? report.items : [];
  return items
    .map(({ range, severity, code, message }) =>
      [JSON.stringify(range), severities[severity ?? 0], code, withoutAge(String(message))].join(" "),
    )
    .sort();
}

/** What a check finds in a file, as the same text. */
async function inCheck(root: string, file: string): Promise<readonly string[]> {
  const { stdout } = await runProgram(program, ["check", root, "--format", "json"]);
  const { findings } = JSON.parse(stdout) as CheckJson;
  return findings
    .filter((finding) => finding.accepted === null && finding.file.endsWith(file))
    .map(({ range, severity, code, message }) => [JSON.stringify(range), severity, code, withoutAge(message)].join(" "))
    .sort();
}

describe("the editor and a check say the same", () => {
  test("of the example", async () => {
    const shown = await inEditor(join(process.cwd(), "examples/taxi"), "pipeline.py", {});
    expect(shown.length).toBeGreaterThan(3);
    expect(await inCheck("examples/taxi", "pipeline.py")).toEqual(shown);
  });

  test("with settings and comments, in a folder whose store is found by its content", async () => {
    const settings = { diagnostics: { redundantTrainer: "error" }, failingNode: { minimum: 1 } };
    const mute = "    # graphlet: ignore[dead-trainer]\n    challenger =";
    folder = testFolder();
    folder.file("pipeline.py", pipelineText().replace("    challenger =", mute));
    folder.file(".vscode/settings.json", JSON.stringify({ graphlet: settings }));
    folder.store("runs/metadata.sqlite", history);
    const shown = await inEditor(folder.path, "pipeline.py", settings);
    expect(shown.join("\n")).toContain(" error redundant-trainer ");
    expect(shown.join("\n")).not.toContain("dead-trainer");
    expect(await inCheck(folder.path, "pipeline.py")).toEqual(shown);
  });

  test("of mistakes in a definition, but for one that a comment accepts", async () => {
    folder = testFolder();
    const stage = (name: string) => `  ${name}:\n    cmd: python ${name}.py\n    outs: [data]\n`;
    const accepted = stage("c").replace("outs: [data]", "outs: [data] # graphlet: ignore[duplicate-output]");
    folder.file("dvc.yaml", `stages:\n${stage("a")}${stage("b")}${accepted}`);
    const shown = await inEditor(folder.path, "dvc.yaml", {});
    expect(shown).toEqual([expect.stringContaining(" duplicate-output ")]);
    expect(await inCheck(folder.path, "dvc.yaml")).toEqual(shown);
  });

  test("of a trace that may be another pipeline's", async () => {
    folder = testFolder();
    folder.file("pipeline.py", pipelineText({ name: "buses" }));
    folder.store("metadata.sqlite", history);
    const shown = await inEditor(folder.path, "pipeline.py", {});
    expect(shown).toHaveLength(1);
    expect(await inCheck(folder.path, "pipeline.py")).toEqual(shown);
  });
});
