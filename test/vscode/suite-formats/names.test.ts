import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { rangeOf, symbolNames } from "../kit/example.ts";
import { until } from "../kit/until.ts";

async function openFile(name: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "no folder is open");
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  return document;
}

/** What a provider answers at a place, once it is something. */
const ask = <T>(
  command: string,
  document: vscode.TextDocument,
  at: vscode.Range,
  ...more: unknown[]
): Promise<readonly T[]> =>
  until(command, async () => {
    const all = await vscode.commands.executeCommand<readonly T[]>(command, document.uri, at.start, ...more);
    return all && all.length > 0 && all;
  });

/** Nodes that take what the one at a place makes, and nodes that it takes from, by name. */
async function callsAt(
  document: vscode.TextDocument,
  at: vscode.Range,
): Promise<{ readonly to: readonly string[]; readonly from: readonly string[] }> {
  const [item] = await ask<vscode.CallHierarchyItem>("vscode.prepareCallHierarchy", document, at);
  const calls = <T>(direction: string): Thenable<readonly T[]> =>
    vscode.commands.executeCommand<readonly T[]>(`vscode.provide${direction}Calls`, item);
  const outgoing = await calls<vscode.CallHierarchyOutgoingCall>("Outgoing");
  const incoming = await calls<vscode.CallHierarchyIncomingCall>("Incoming");
  return { to: outgoing.map(({ to }) => to.name).sort(), from: incoming.map(({ from }) => from.name).sort() };
}

/** The document's text after a rename, which is taken back. */
async function renamed(document: vscode.TextDocument, at: vscode.Range, name: string): Promise<string> {
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    "vscode.executeDocumentRenameProvider",
    document.uri,
    at.start,
    name,
  );
  assert.equal(await vscode.workspace.applyEdit(edit), true);
  const text = document.getText();
  await vscode.commands.executeCommand("workbench.action.files.revert");
  return text;
}

const lines = (places: readonly (vscode.Location | vscode.LocationLink)[]): readonly number[] =>
  places.map((place) => ("targetUri" in place ? place.targetRange : place.range).start.line + 1);

suite("a compiled Kubeflow pipeline", () => {
  let document: vscode.TextDocument;
  suiteSetup(async () => {
    document = await openFile("compiled/taxi.yaml");
  });

  test("has its tasks in the outline, nested ones in their place", async () => {
    const names = await symbolNames(document);
    assert.deepEqual(names.filter((name) => ["taxi", "ingest", "loop", "fit", "train"].includes(name)).slice(0, 5), [
      "taxi",
      "ingest",
      "loop",
      "fit",
      "train",
    ]);
  });

  test("leads from a producer to its task, and from there to its uses", async () => {
    const use = rangeOf(document, "producerTask: ingest", "ingest");
    assert.deepEqual(lines(await ask("vscode.executeDefinitionProvider", document, use)), [59]);
    const uses = lines(await ask<vscode.Location>("vscode.executeReferenceProvider", document, use));
    for (const line of [76, 91]) assert.ok(uses.includes(line), `no use in line ${line}: ${uses}`);
  });

  test("has what takes a task's output as outgoing calls, over the border of a nested pipeline", async () => {
    const task = rangeOf(document, "      ingest:\n", "ingest");
    assert.deepEqual(await callsAt(document, task), { to: ["loop/fit", "train"], from: [] });
  });

  test("renames a task with every use of it", async () => {
    const text = await renamed(document, rangeOf(document, "producerTask: ingest", "ingest"), "read-data");
    assert.equal(text.split("read-data").length - 1, 5);
    assert.doesNotMatch(text, /producerTask: ingest/);
  });
});

suite("a compiled TFX pipeline", () => {
  let document: vscode.TextDocument;
  suiteSetup(async () => {
    document = await openFile("ir/taxi.pbtxt");
  });

  test("is in a language of its own", () => {
    assert.equal(document.languageId, "pbtxt");
  });

  test("has its nodes in the outline", async () => {
    const names = await symbolNames(document);
    assert.equal(names[0], "taxi");
    assert.ok(names.includes("CsvExampleGen") && names.includes("Trainer"), names.join(", "));
  });

  test("leads from a producer to its node", async () => {
    const use = rangeOf(document, 'upstream_nodes: "CsvExampleGen"', "CsvExampleGen");
    assert.deepEqual(lines(await ask("vscode.executeDefinitionProvider", document, use)), [12]);
  });

  test("has every use of a node as a reference", async () => {
    const node = rangeOf(document, 'id: "CsvExampleGen"', "CsvExampleGen");
    const uses = lines(await ask<vscode.Location>("vscode.executeReferenceProvider", document, node));
    assert.deepEqual(uses, [12, 44, 69]);
  });

  test("has what a node takes as incoming calls, what takes from it as outgoing ones", async () => {
    const node = rangeOf(document, 'downstream_nodes: "Trainer"', "Trainer");
    assert.deepEqual(await callsAt(document, node), { to: [], from: ["CsvExampleGen"] });
    const maker = rangeOf(document, 'id: "CsvExampleGen"', "CsvExampleGen");
    assert.deepEqual(await callsAt(document, maker), { to: ["Trainer"], from: [] });
  });

  test("renames a node with every use of it", async () => {
    const text = await renamed(document, rangeOf(document, 'id: "CsvExampleGen"', "CsvExampleGen"), "Rows");
    assert.doesNotMatch(text, /"CsvExampleGen"/);
    for (const use of ['  id: "Rows"', 'upstream_nodes: "Rows"']) assert.ok(text.includes(use), use);
    assert.ok(text.includes('name: "tfx.components.CsvExampleGen"'), "the node's type is renamed, too");
  });

  test("folds by its brackets", async () => {
    const folds = await until("folds", async () => {
      const all = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
        "vscode.executeFoldingRangeProvider",
        document.uri,
      );
      return all.length > 0 && all;
    });
    assert.ok(
      folds.some(({ start, end }) => start === 5 && end === 26),
      JSON.stringify(folds.slice(0, 5)),
    );
  });

  test("has its nodes' names coloured", async () => {
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
      "vscode.provideDocumentSemanticTokensLegend",
      document.uri,
    );
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      "vscode.provideDocumentSemanticTokens",
      document.uri,
    );
    assert.deepEqual(legend.tokenTypes, ["class"]);
    assert.equal(tokens.data.length, 5 * 5);
  });
});

suite("stages of DVC, beside the others", () => {
  let document: vscode.TextDocument;
  suiteSetup(async () => {
    document = await openFile("dvc.yaml");
  });

  test("are in the outline", async () => {
    const names = await symbolNames(document);
    for (const stage of ["prepare", "train", "evaluate"]) assert.ok(names.includes(stage), names.join(", "));
  });

  test("are led to from what others read of them", async () => {
    const use = rangeOf(document, "    deps:\n      - data/prepared.csv", "data/prepared.csv");
    assert.deepEqual(lines(await ask("vscode.executeDefinitionProvider", document, use)), [2]);
  });

  test("have what names them and what they write as references", async () => {
    const stage = rangeOf(document, "  train:\n", "train");
    assert.deepEqual(lines(await ask<vscode.Location>("vscode.executeReferenceProvider", document, stage)), [8, 17]);
  });

  test("have the stages that they read from and that read from them as calls", async () => {
    const stage = rangeOf(document, "  train:\n", "train");
    assert.deepEqual(await callsAt(document, stage), { to: ["evaluate"], from: ["prepare"] });
  });

  test("are renamed", async () => {
    const text = await renamed(document, rangeOf(document, "  train:\n", "train"), "fit");
    assert.match(text, /^ {2}fit:\n {4}cmd: python train\.py$/m);
    assert.doesNotMatch(text, /^ {2}train:/m);
  });

  test("complete what others write", async () => {
    const use = rangeOf(document, "      - raw.csv", "raw.csv");
    const list = await until("completions", async () => {
      const found = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        use.start,
      );
      return found.items.some(({ label }) => label === "model.pkl") && found;
    });
    const labels = list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
    assert.ok(!labels.includes("data/prepared.csv"), "a stage is offered its own output");
  });

  test("nodes of every definition are found by name", async () => {
    const found = await until("symbols", async () => {
      const all = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        "vscode.executeWorkspaceSymbolProvider",
        "train",
      );
      return all.length > 0 && all;
    });
    const places = found.map(({ name, location }) => `${name} ${vscode.workspace.asRelativePath(location.uri)}`);
    for (const place of ["Trainer ir/taxi.pbtxt", "train compiled/taxi.yaml", "train dvc.yaml"])
      assert.ok(places.includes(place), places.join("\n"));
  });
});
