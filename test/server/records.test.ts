import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Diagnostic, DocumentDiagnosticReport, Hover, MarkupContent } from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import {
  type GraphView,
  type RecordText,
  requests,
  type TraceRecord,
  type View,
  type ViewLevel,
} from "../../server/src/protocol.ts";
import { open, until } from "./documents.ts";
import { type Bundle, bundleServer, type Session, startSession } from "./process.ts";
import { history, pipelineText, settled, type TestFolder, testFolder } from "./workspace.ts";

const text = pipelineText({ store: "metadata.sqlite" });

let bundle: Bundle;
let folder: TestFolder;
let session: Session;
let uri: string;
let view: GraphView;

beforeAll(async () => {
  bundle = await bundleServer();
  folder = testFolder();
  uri = folder.file("pipeline.py", text);
  folder.store("metadata.sqlite", history);
  session = await startSession(bundle, {
    folder: folder.path,
    initializationOptions: { trustedCommands: true, timeZone: "Asia/Kathmandu" },
  });
  await open(session.connection, uri, text);
  await settled(session.connection, uri);
  view = await session.connection.sendRequest<GraphView>(requests.view, { uri, level: "graphlet", node: "Trainer" });
});
afterAll(async () => {
  await session?.stop();
  folder?.remove();
  bundle?.remove();
});

const record = (wanted: TraceRecord): Promise<RecordText> =>
  session.connection.sendRequest<RecordText>(requests.record, { uri, pipeline: "taxi", record: wanted });

/** The newest model of that fate. */
const trainerOf = (status: string) => {
  const head = view.graphlets.find((one) => one.status === status && one.node === "Trainer");
  return head?.trainer ?? expect.fail(`no model is ${status}`);
};

test("an explanation tells why a model was not deployed, with links", async () => {
  const trainer = trainerOf("wasted");
  const { text: shown, links, pending } = await record({ type: "explanation", trainer });
  expect(shown).toMatch(/^(model|training) \d+ explained\n/);
  expect(shown).toContain("  why             Not deployed: ");
  expect(shown).toContain("\nThe way to deployment\n  Evaluator  ");
  expect(pending).toBe(false);
  expect(links.map(({ target }) => target)).toContainEqual({ type: "graph", trainer });
});

test("an execution has the properties that the store holds of it", async () => {
  const { text: shown } = await record({ type: "execution", id: trainerOf("pushed") });
  expect(shown).toContain("\nProperties\n  ");
  expect(shown).toContain("# From metadata.sqlite, as of ");
});

test("times are told by the clock of the reader's time zone", async () => {
  const trainer = trainerOf("pushed");
  expect((await record({ type: "execution", id: trainer })).text).toMatch(/\n {2}started .*\+05:45 \(/);
  const row = text.split("\n").findIndex((line) => line.includes("Trainer("));
  const position = { line: row, character: text.split("\n")[row]?.indexOf("Trainer(") ?? -1 };
  const hover = await session.connection.sendRequest<Hover>("textDocument/hover", { textDocument: { uri }, position });
  expect((hover.contents as MarkupContent).value).toMatch(/ GMT\+5:45 \|/);
});

test("a model is compared with the last deployed one", async () => {
  const { text: shown } = await record({ type: "comparison", trainer: trainerOf("wasted"), against: "deployed" });
  expect(shown).toMatch(/compared with model \d+\n/);
  expect(shown).toContain("\nNodes\n");
});

test("what is not in the trace is told in a remark", async () => {
  expect((await record({ type: "execution", id: 1e9 })).text).toBe("# The trace has no execution 1000000000.\n");
});

test("a file that defines no pipeline has no records", async () => {
  const other = folder.file("notes.py", "print(1)\n");
  const wanted = { uri: other, record: { type: "execution", id: 1 } };
  const { text: shown } = await session.connection.sendRequest<RecordText>(requests.record, wanted);
  expect(shown).toBe("# No pipeline is defined in the file that this record was opened from.\n");
});

test("of a definition that is not open the models are neither shown nor missed while they are read", async () => {
  const late = folder.file("later/pipeline.py", text);
  folder.store("later/metadata.sqlite", history);
  const ask = (level: ViewLevel) => session.connection.sendRequest<View>(requests.view, { uri: late, level });
  expect(await ask("history")).toMatchObject({ type: "failure", pending: true, action: null });
  const shown = await until(
    "the models",
    () => ask("history"),
    (view) => view.type !== "failure",
  );
  expect(shown.type).toBe("history");
});

test("while a trace is read the record says so, and is there afterwards", async () => {
  const late = folder.file("late/pipeline.py", pipelineText({ store: "metadata.sqlite" }));
  folder.store("late/metadata.sqlite", history);
  await open(session.connection, late, text);
  const ask = () =>
    session.connection.sendRequest<RecordText>(requests.record, {
      uri: late,
      record: { type: "node", node: "Trainer" },
    });
  const shown = await until("a record", ask, ({ pending }) => !pending);
  expect(shown.text).toMatch(/^node Trainer\n/);
});

describe("the evidence of a diagnostic", () => {
  const diagnostics = async (of: Session): Promise<readonly Diagnostic[]> => {
    const wanted = { textDocument: { uri } };
    const report = await of.connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", wanted);
    return report.kind === "full" ? report.items : [];
  };

  test("is in records of executions, each in the first line of its own", async () => {
    const related = (await diagnostics(session)).flatMap(({ relatedInformation }) => relatedInformation ?? []);
    const [first] = related.filter(({ location }) => location.uri.startsWith("graphlet-trace:"));
    const params = JSON.parse(URI.parse(first?.location.uri ?? "").query);
    expect(params).toMatchObject({ uri, pipeline: "taxi", record: { type: "execution" } });
    const { text: shown } = await record(params.record);
    expect(shown.split("\n")[first?.location.range.start.line ?? -1]).toMatch(/^execution \d+ · /);
  });

  test("is not linked for an editor that shows no records", async () => {
    const plain = await startSession(bundle, { folder: folder.path });
    await open(plain.connection, uri, text);
    await settled(plain.connection, uri);
    const related = (await diagnostics(plain)).flatMap(({ relatedInformation }) => relatedInformation ?? []);
    expect(related.filter(({ location }) => location.uri.startsWith("graphlet-trace:"))).toEqual([]);
    await plain.stop();
  });
});

test("the hover of a trainer leads to the explanation of its newest model", async () => {
  const line = text.split("\n").findIndex((one) => one.includes("trainer = tfx.components.Trainer"));
  const position = { line, character: text.split("\n")[line]?.indexOf("Trainer") ?? 0 };
  const hover = await session.connection.sendRequest<Hover>("textDocument/hover", { textDocument: { uri }, position });
  const { value } = hover.contents as MarkupContent;
  const [, args = ""] = /\[Explain\]\(command:graphlet\.explain\?(\S+?)\)/.exec(value) ?? [];
  const [given] = JSON.parse(decodeURIComponent(args));
  expect((await record({ type: "explanation", trainer: given.trainer })).text).toMatch(/ explained\n/);
});
