import { afterAll, beforeAll, expect, test } from "vitest";
import type { CodeLens, Hover, Location, MarkupContent } from "vscode-languageserver/node";
import { type Bundle, bundleServer, type Session, startSession } from "./process.ts";
import { settled, type TestFolder, testFolder } from "./workspace.ts";

const cells = [
  `from tfx.components import CsvExampleGen, StatisticsGen
from tfx.orchestration.experimental.interactive.interactive_context import InteractiveContext

context = InteractiveContext(pipeline_root="runs")`,
  `example_gen = CsvExampleGen(input_base="data")
context.run(example_gen)`,
  `statistics_gen = StatisticsGen(examples=example_gen.outputs["examples"])
context.run(statistics_gen)`,
];
const cellUri = (index: number): string => `vscode-notebook-cell:/project/taxi.ipynb#W${index}`;

let bundle: Bundle;
let folder: TestFolder;
let session: Session;
let uri: string;

beforeAll(async () => {
  bundle = await bundleServer();
  folder = testFolder();
  uri = folder.uri("taxi.ipynb");
  folder.store("runs/metadata.sqlite", {
    dialect: "legacy",
    pipelines: ["interactive-2026-02-01T10_00_00"],
    runs: 6,
    runsPerSession: 3,
  });
  session = await startSession(bundle, { folder: folder.path });
  await session.connection.sendNotification("notebookDocument/didOpen", {
    notebookDocument: {
      uri,
      notebookType: "jupyter-notebook",
      version: 1,
      cells: cells.map((_, index) => ({ kind: 2, document: cellUri(index) })),
    },
    cellTextDocuments: cells.map((text, index) => ({ uri: cellUri(index), languageId: "python", version: 1, text })),
  });
});
afterAll(async () => {
  await session?.stop();
  folder?.remove();
  bundle?.remove();
});

test("a notebook is paired with the interactive pipeline of its store", async () => {
  expect(await settled(session.connection, cellUri(1))).toMatchObject({ state: "ready", trace: "metadata.sqlite" });
});

test("each cell has the lenses of its own nodes", async () => {
  await settled(session.connection, uri);
  const lenses = await session.connection.sendRequest<CodeLens[]>("textDocument/codeLens", {
    textDocument: { uri: cellUri(1) },
  });
  expect(lenses.map(({ range, command }) => [range.start.line, command?.title])).toEqual([
    [0, expect.stringMatching(/ runs · last succeeded /)],
  ]);
});

test("hover and definition cross cells", async () => {
  await settled(session.connection, uri);
  const position = { line: 0, character: (cells[2] ?? "").indexOf('"examples"') + 2 };
  const asked = { textDocument: { uri: cellUri(2) }, position };
  const hover = await session.connection.sendRequest<Hover>("textDocument/hover", asked);
  expect((hover.contents as MarkupContent).value).toMatch(/^\*\*CsvExampleGen\*\* · ingest/);
  const found = await session.connection.sendRequest<Location | Location[]>("textDocument/definition", asked);
  expect([found].flat()[0]).toMatchObject({ uri: cellUri(1), range: { start: { line: 0, character: 14 } } });
});
