import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { CodeAction, Diagnostic, DocumentDiagnosticReport, ProtocolConnection } from "vscode-languageserver/node";
import type { CheckJson } from "../../server/src/cli/check/checkJson.ts";
import { type HistoryView, requests, type TradeOffAnswer } from "../../server/src/protocol.ts";
import { throttledStore } from "../generate/throttledStore.ts";
import { bundleProgram, type Program, runProgram } from "../unit/cli/program.ts";
import { open, until } from "./documents.ts";
import { type Bundle, bundleServer, type Session, startSession } from "./process.ts";
import { settled, type TestFolder, testFolder } from "./workspace.ts";

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

const text = `from tfx import v1 as tfx


def create_pipeline():
    example_gen = tfx.components.CsvExampleGen(input_base="data").with_id("ExampleGen")
    trainer = tfx.components.Trainer(module_file="trainer.py", examples=example_gen.outputs["examples"])
    evaluator = tfx.components.Evaluator(examples=example_gen.outputs["examples"], model=trainer.outputs["model"])
    pusher = tfx.components.Pusher(model=trainer.outputs["model"], model_blessing=evaluator.outputs["blessing"])
    return tfx.dsl.Pipeline(
        pipeline_name="pipeline-1",
        pipeline_root="root",
        metadata_connection_config=tfx.orchestration.metadata.sqlite_metadata_connection_config("metadata.sqlite"),
        components=[example_gen, trainer, evaluator, pusher],
    )
`;

async function openThrottled(): Promise<{ connection: ProtocolConnection; uri: string; path: string }> {
  folder = testFolder();
  throttledStore(join(folder.path, "metadata.sqlite"));
  const uri = folder.file("pipeline.py", text);
  session = await startSession(bundle, { folder: folder.path, initializationOptions: { trustedCommands: true } });
  const { connection } = session;
  await open(connection, uri, readFileSync(join(folder.path, "pipeline.py"), "utf8"));
  await settled(connection, uri);
  return { connection, uri, path: folder.path };
}

const messages = async (connection: ProtocolConnection, uri: string): Promise<readonly string[]> =>
  (await forecasts(connection, uri)).map(({ message }) => String(message));

async function forecasts(connection: ProtocolConnection, uri: string): Promise<readonly Diagnostic[]> {
  const report = await connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
    textDocument: { uri },
  });
  const items: readonly Diagnostic[] = report.kind === "full" ? report.items : [];
  return items.filter(({ code }) => code === "likely-unpushed");
}

test("the editor says of the next model what a check says, once it is worked out", async () => {
  const { connection, uri, path } = await openThrottled();
  const shown = await until(
    "a forecast",
    () => messages(connection, uri),
    (found) => found.length > 0,
  );
  const { stdout } = await runProgram(program, ["check", path, "--format", "json"]);
  const { findings } = JSON.parse(stdout) as CheckJson;
  expect(shown).toEqual(findings.filter(({ code }) => code === "likely-unpushed").map(({ message }) => message));
});

test("the light bulb and the hover lead to the trade-off", async () => {
  const { connection, uri } = await openThrottled();
  const [diagnostic] = await until(
    "a forecast",
    () => forecasts(connection, uri),
    (found) => found.length > 0,
  );
  if (!diagnostic) throw new Error("no forecast");
  const { range } = diagnostic;
  const given = { textDocument: { uri }, range, context: { diagnostics: [diagnostic] } };
  const [first] = await connection.sendRequest<CodeAction[]>("textDocument/codeAction", given);
  const shown = { uri, pipeline: "pipeline-1", level: "history", node: "Trainer", tradeOff: true };
  expect(first?.command).toMatchObject({ command: "graphlet.showGraph", arguments: [shown] });
  const hover = await connection.sendRequest<{ contents: { value: string } }>("textDocument/hover", {
    textDocument: { uri },
    position: range.start,
  });
  expect(hover.contents.value).toContain("[Show the trade-off of stopping early](command:graphlet.showGraph?");
});

test("the trade-off is told, and comes with the history", async () => {
  const { connection, uri } = await openThrottled();
  const answer = await until(
    "a trade-off",
    () => connection.sendRequest<TradeOffAnswer>(requests.tradeOff, { uri }),
    (found) => found.type === "tradeOffs" && found.nodes !== null,
  );
  const view = await connection.sendRequest<HistoryView>(requests.view, { uri, level: "history" });
  expect(answer).toEqual({ type: "tradeOffs", nodes: view.tradeOffs });
  expect(view.tradeOffs?.map(({ node, curves }) => [node, curves.length])).toEqual([["Trainer", 5]]);
});
