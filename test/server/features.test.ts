import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type {
  CodeAction,
  CodeLens,
  Diagnostic,
  DocumentDiagnosticReport,
  DocumentSymbol,
  Hover,
  Location,
  MarkupContent,
} from "vscode-languageserver/node";
import { type Details, type GraphView, type HistoryView, type NodeAt, requests } from "../../server/src/protocol.ts";
import { open } from "./documents.ts";
import { type Bundle, bundleServer, type Session, startSession } from "./process.ts";
import { history, pipelineText, settled, type TestFolder, testFolder } from "./workspace.ts";

const text = pipelineText({ store: "metadata.sqlite" });
const lines = text.split("\n");

let bundle: Bundle;
let folder: TestFolder;
let session: Session;
let uri: string;

beforeAll(async () => {
  bundle = await bundleServer();
  folder = testFolder();
  uri = folder.file("pipeline.py", text);
  folder.store("metadata.sqlite", history);
  session = await startSession(bundle, { folder: folder.path, initializationOptions: { trustedCommands: true } });
  await open(session.connection, uri, text);
  await settled(session.connection, uri);
});
afterAll(async () => {
  await session?.stop();
  folder?.remove();
  bundle?.remove();
});

const ask = <T>(method: string, params: object = {}): Promise<T> =>
  session.connection.sendRequest<T>(method, { textDocument: { uri }, ...params });

/** Place of the `‹` in a line that is given with it. */
function at(marked: string): { line: number; character: number } {
  const [before = "", after = ""] = marked.split("‹");
  const line = lines.findIndex((one) => one.includes(before + after));
  if (line < 0) throw new Error(`no line with ${before + after}`);
  return { line, character: (lines[line] ?? "").indexOf(before + after) + before.length };
}
const textOf = ({ range: { start, end } }: { range: Location["range"] }): string =>
  start.line === end.line ? (lines[start.line] ?? "").slice(start.character, end.character) : "(several lines)";

async function diagnostics(): Promise<readonly Diagnostic[]> {
  const report = await ask<DocumentDiagnosticReport>("textDocument/diagnostic");
  return report.kind === "full" ? report.items : [];
}

test("diagnostics stand on the node's name, with code, page and data", async () => {
  const [dead] = (await diagnostics()).filter(({ code }) => code === "dead-trainer");
  expect(dead).toMatchObject({
    source: "graphlet",
    message: "No evaluator or pusher can be reached from this trainer.",
    tags: [1],
    range: { start: at("challenger = tfx.components.‹Trainer") },
    codeDescription: { href: expect.stringMatching(/docs\/rules\/dead-trainer\.md$/) },
    data: { node: "Trainer.challenger", pipeline: "taxi" },
  });
});

test("diagnostics that the editor has already are not sent again", async () => {
  const first = await ask<DocumentDiagnosticReport>("textDocument/diagnostic");
  const second = await ask<DocumentDiagnosticReport>("textDocument/diagnostic", { previousResultId: first.resultId });
  expect(second).toEqual({ kind: "unchanged", resultId: first.resultId });
});

test("lenses tell runs, and of a trainer its models", async () => {
  const lenses = await ask<CodeLens[]>("textDocument/codeLens");
  const { line } = at("trainer = tfx.components.‹Trainer");
  const titles = lenses.filter(({ range }) => range.start.line === line).map(({ command }) => command?.title);
  expect(titles).toEqual([
    expect.stringMatching(/^[▁-█·]+ \d+ runs · last succeeded .+ ago · .+ median$/),
    expect.stringMatching(/^\d+ models · \d+ deployed · \d+ % of .+ wasted$/),
    "Show graph",
  ]);
});

test("the hover of a trainer is a table of its last models, at most eight, with links that the editor trusts", async () => {
  const hover = await ask<Hover>("textDocument/hover", { position: at("trainer = tfx.components.Tra‹iner") });
  const { kind, value } = hover.contents as MarkupContent;
  expect(kind).toBe("markdown");
  // Numbers lead to the record that they count.
  const shown = value.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
  expect(shown).toMatch(/^\*\*Trainer\*\* · train · \d+ models, \d+ deployed \(\d+ %\)/);
  expect(shown).toContain("| Model | Trained | Duration | Data | Changed since the last | Evaluation | Outcome |");
  expect(shown.split("\n").filter((line) => line.startsWith("| model"))).toHaveLength(8);
  expect(value).toContain("(command:graphlet.showGraph?");
  expect(value.length).toBeLessThan(20_000);
});

test("nothing is said over what names no node", async () => {
  expect(await ask("textDocument/hover", { position: at("    return tfx.dsl.Pipe‹line") })).toBeNull();
});

test("the outline has the pipeline, its nodes and their channels", async () => {
  const [pipeline] = await ask<DocumentSymbol[]>("textDocument/documentSymbol");
  expect(pipeline?.name).toBe("taxi");
  expect(pipeline?.children?.map(({ name }) => name)).toEqual([
    "CsvExampleGen",
    "StatisticsGen",
    "SchemaGen",
    "Transform",
    "Trainer",
    "Trainer.challenger",
    "Evaluator",
    "Pusher",
  ]);
  const transform = pipeline?.children?.find(({ name }) => name === "Transform");
  expect(transform?.children?.map(({ name }) => name)).toEqual(expect.arrayContaining(["examples", "schema"]));
});

describe("definition", () => {
  const definition = async (marked: string): Promise<string> => {
    const found = await ask<Location | Location[] | null>("textDocument/definition", { position: at(marked) });
    const [first] = [found ?? []].flat();
    return first ? `${first.range.start.line}: ${textOf(first)}` : "none";
  };
  const made = `${at("trainer = tfx.components.‹Trainer").line}: Trainer`;

  test("of a channel is the call that makes the node", async () => {
    expect(await definition('model=trainer.outputs["mo‹del"], model_blessing')).toBe(made);
  });
  test("of an entry in the list", async () => {
    expect(await definition("components=[example_gen, statistics_gen, schema_gen, transform, trai‹ner")).toBe(made);
  });
});

test("references of a node are the uses of its channels, the list and, when asked for, its call", async () => {
  const found = await ask<Location[]>("textDocument/references", {
    position: at("evaluator = tfx.components.Eval‹uator"),
    context: { includeDeclaration: true },
  });
  const places = found.map((location) => location.range.start.line);
  expect(new Set(places)).toEqual(
    new Set([
      at("evaluator = tfx.components.‹Evaluator").line,
      at("pusher = tfx.‹components").line,
      at("components=[‹example_gen").line,
    ]),
  );
});

test("the quick fix is planned at once, and its edit made when it is asked for", async () => {
  const asked = (await diagnostics()).filter(({ code }) => code === "dead-trainer");
  const [action] = await ask<CodeAction[]>("textDocument/codeAction", {
    range: asked[0]?.range,
    context: { diagnostics: asked },
  });
  expect(action).toMatchObject({ title: "Remove Trainer.challenger", kind: "quickfix" });
  expect(action?.edit).toBeUndefined();
  const resolved = await session.connection.sendRequest<CodeAction>("codeAction/resolve", action);
  const [change] = resolved.edit?.documentChanges ?? [];
  expect(change).toMatchObject({ textDocument: { uri, version: 1 } });
  expect(resolved.disabled).toBeUndefined();
});

test("the node at the cursor, and back to where it is made", async () => {
  const request = <T>(method: string, params: object): Promise<T> => session.connection.sendRequest<T>(method, params);
  const node = await request<NodeAt>(requests.nodeAt, { uri, position: at('        module_‹file="trainer.py"') });
  expect(node).toEqual({ node: "Trainer", pipeline: "taxi" });
  const location = await request<Location>(requests.locate, { uri, node: "Trainer" });
  expect(location.range.start).toEqual(at("trainer = tfx.components.‹Trainer"));
});

test("the graph of the pipeline has its nodes; the details of one its figures", async () => {
  const view = await session.connection.sendRequest<GraphView>(requests.view, { uri, level: "pipeline" });
  expect(view.type).toBe("graph");
  expect(view.nodes.filter(({ shape }) => shape === "execution").map(({ definitionNode }) => definitionNode)).toEqual(
    expect.arrayContaining(["CsvExampleGen", "Trainer", "Pusher"]),
  );
  const [node] = view.nodes.filter(({ definitionNode }) => definitionNode === "Trainer");
  const details = await session.connection.sendRequest<Details>(requests.details, {
    uri,
    level: "pipeline",
    node: node?.id,
  });
  expect(details.title).toContain("Trainer");
  expect(details.sections.length).toBeGreaterThan(0);
});

test("the history has the models over time; two of them are compared, and the details tell of either side", async () => {
  const history = await session.connection.sendRequest<HistoryView>(requests.view, { uri, level: "history" });
  expect(history).toMatchObject({ type: "history", level: "history" });
  expect(history.lanes.map(({ node }) => node)).toContain("Trainer");
  const compared = await session.connection.sendRequest<GraphView>(requests.view, { uri, level: "compare" });
  expect(compared).toMatchObject({ type: "graph", level: "compare" });
  const { before, after } = compared.comparison ?? {};
  expect(history.marks.trainer).toEqual(expect.arrayContaining([before?.trainer, after?.trainer]));
  const details = await session.connection.sendRequest<Details>(requests.details, {
    uri,
    level: "compare",
    trainer: after?.trainer,
    against: before?.trainer,
    node: compared.nodes.find(({ kind }) => kind === "train")?.id,
  });
  expect(details.sections.map(({ title }) => title)).toEqual(["Comparison", before?.label, after?.label]);
});

test("the graph of the newest model holds its train execution", async () => {
  const view = await session.connection.sendRequest<GraphView>(requests.view, { uri, level: "graphlet" });
  expect(view).toMatchObject({ type: "graph", level: "graphlet" });
  expect(view.nodes.some(({ kind }) => kind === "train")).toBe(true);
});
