import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type {
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CodeLens,
  CompletionItem,
  DocumentDiagnosticReport,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Location,
  SemanticTokens,
  WorkspaceEdit,
  WorkspaceSymbol,
} from "vscode-languageserver/node";
import { dvcYaml, kfpYaml, pbtxt } from "../unit/features/names/samples.ts";
import { open, until } from "./documents.ts";
import { type Bundle, bundleServer, type Session, startSession } from "./process.ts";
import { type TestFolder, testFolder } from "./workspace.ts";

const source = `from kfp import dsl


@dsl.component
def ingest() -> str:
    return "a"


@dsl.pipeline(name="taxi")
def taxi():
    ingest()
`;

let bundle: Bundle;
let folder: TestFolder;
let session: Session;
const uris: Record<string, string> = {};

const files: Readonly<Record<string, string>> = {
  "compiled/taxi.yaml": kfpYaml,
  "compiled/broken.yaml": kfpYaml.replaceAll("producerTask: ingest", "producerTask: ingets"),
  "ir/taxi.pbtxt": pbtxt,
  "dvc.yaml": dvcYaml,
  "settings.json": '{ "pipeline": { "tasks": ["a"] } }',
  "src/taxi.py": source,
};

beforeAll(async () => {
  bundle = await bundleServer();
  folder = testFolder();
  for (const [name, text] of Object.entries(files)) uris[name] = folder.file(name, text);
  session = await startSession(bundle, { folder: folder.path });
  for (const [name, text] of Object.entries(files)) await open(session.connection, uris[name] ?? "", text);
});
afterAll(async () => {
  await session?.stop();
  folder?.remove();
  bundle?.remove();
});

/** Asks about a file, at the `‹` in a part of its text where one is given. */
function ask<T>(method: string, name: string, marked?: string, more: object = {}): Promise<T> {
  const uri = uris[name] ?? "";
  const before =
    marked === undefined ? "" : (files[name] ?? "").split(marked.replace("‹", ""))[0] + (marked.split("‹")[0] ?? "");
  const lines = before.split("\n");
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  return session.connection.sendRequest<T>(method, { textDocument: { uri }, position, ...more });
}
const diagnostics = async (name: string): Promise<readonly unknown[]> => {
  const report = await ask<DocumentDiagnosticReport>("textDocument/diagnostic", name);
  return report.kind === "full" ? report.items.map(({ code, message }) => [code, message]) : [];
};

test("the outline of compiled YAML has its pipeline and tasks", async () => {
  const [pipeline] = await ask<DocumentSymbol[]>("textDocument/documentSymbol", "compiled/taxi.yaml");
  expect([pipeline?.name, ...(pipeline?.children ?? []).map(({ name }) => name)]).toEqual([
    "taxi",
    "ingest",
    "loop",
    "train",
  ]);
});

test("the definition of a producer is its task", async () => {
  const found = await ask<Location[]>("textDocument/definition", "compiled/taxi.yaml", "producerTask: in‹gest");
  expect(found.map(({ range }) => range.start.line)).toEqual([58]);
});

test("a node's uses stand out", async () => {
  const found = await ask<DocumentHighlight[]>(
    "textDocument/documentHighlight",
    "ir/taxi.pbtxt",
    'id: "Csv‹ExampleGen"',
  );
  expect(found).toHaveLength(3);
});

test("the call hierarchy leads to what takes a stage's output", async () => {
  const [item] = await ask<CallHierarchyItem[]>("textDocument/prepareCallHierarchy", "dvc.yaml", "  prep‹are:");
  const calls = await session.connection.sendRequest<CallHierarchyOutgoingCall[]>("callHierarchy/outgoingCalls", {
    item,
  });
  expect(calls.map(({ to }) => to.name)).toEqual(["train"]);
});

describe("rename", () => {
  test("changes every place of an id", async () => {
    const edit = await ask<WorkspaceEdit>("textDocument/rename", "ir/taxi.pbtxt", 'id: "Train‹er"', { newName: "Fit" });
    expect(edit.changes?.[uris["ir/taxi.pbtxt"] ?? ""]?.map(({ newText }) => newText)).toEqual(["Fit", "Fit"]);
  });
  test("says why not", async () => {
    const asked = ask("textDocument/rename", "dvc.yaml", "  tra‹in:", { newName: "prepare" });
    await expect(asked).rejects.toThrow("Another node has the name `prepare`.");
  });
  test("is not offered where no id stands", async () => {
    expect(await ask("textDocument/prepareRename", "dvc.yaml", "python tr‹ain.py")).toBeNull();
  });
});

test("a compiled pipeline's name leads to its Python source", async () => {
  const links = await ask<DocumentLink[]>("textDocument/documentLink", "compiled/taxi.yaml");
  const [link] = links.filter(({ target }) => target?.includes("taxi.py"));
  expect(link?.target).toMatch(/\/src\/taxi\.py#L\d+$/);
  expect(link?.tooltip).toBe("Open the Python source of this pipeline");
});

test("a dependency is completed with what other stages write", async () => {
  const items = await ask<CompletionItem[]>(
    "textDocument/completion",
    "dvc.yaml",
    "- data/‹prepared.csv\n    outs:\n      - model",
  );
  expect(items.map(({ label }) => label)).toContain("metrics.json");
});

test("protobuf text folds and has its nodes coloured; YAML is left to others", async () => {
  const folds = await ask<FoldingRange[]>("textDocument/foldingRange", "ir/taxi.pbtxt");
  const tokens = await ask<SemanticTokens>("textDocument/semanticTokens/full", "ir/taxi.pbtxt");
  expect(folds.length).toBeGreaterThan(5);
  expect(tokens.data.length).toBe(5 * 5);
  expect(await ask("textDocument/foldingRange", "compiled/taxi.yaml")).toEqual([]);
});

test("nodes of all definitions are found by name", async () => {
  const found = await session.connection.sendRequest<WorkspaceSymbol[]>("workspace/symbol", { query: "train" });
  const places = found.map(
    ({ name, location }) => `${name} ${fileURLToPath(location.uri).slice(folder.path.length + 1)}`,
  );
  expect(places.sort()).toEqual([
    "Trainer ir/taxi.pbtxt",
    "train compiled/broken.yaml",
    "train compiled/taxi.yaml",
    "train dvc.yaml",
  ]);
});

describe("mistakes", () => {
  test("are diagnostics of their own", async () => {
    const found = await diagnostics("compiled/broken.yaml");
    expect(found.map((one) => (one as string[])[0])).toContain("unknown-node");
  });
  test("are none in definitions without any", async () => {
    for (const name of ["compiled/taxi.yaml", "ir/taxi.pbtxt"]) {
      const codes = (await diagnostics(name)).map((one) => (one as string[])[0]);
      expect(codes).not.toContain("unknown-node");
    }
  });
});

test("a lens stands above the first node of each format", async () => {
  for (const [name, line] of [
    ["compiled/taxi.yaml", 58],
    ["ir/taxi.pbtxt", 11],
    ["dvc.yaml", 1],
  ] as const) {
    const lenses = await until(
      "lenses",
      () => ask<CodeLens[]>("textDocument/codeLens", name),
      (found) => found.length > 0,
    );
    expect(lenses[0]?.range.start.line).toBe(line);
  }
});

test("a file that defines no pipeline gets nothing", async () => {
  for (const method of ["documentSymbol", "documentLink", "codeLens", "foldingRange"])
    expect(await ask(`textDocument/${method}`, "settings.json")).toEqual([]);
  for (const method of ["hover", "prepareRename", "prepareCallHierarchy"])
    expect(await ask(`textDocument/${method}`, "settings.json")).toBeNull();
  expect(await diagnostics("settings.json")).toEqual([]);
});

test("nothing was written", () => {
  for (const [name, text] of Object.entries(files))
    expect(readFileSync(fileURLToPath(uris[name] ?? ""), "utf8")).toBe(text);
});
