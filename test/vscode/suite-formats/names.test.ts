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
    const [item] = await ask<vscode.CallHierarchyItem>("vscode.prepareCallHierarchy", document, task);
    const calls = await vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>(
      "vscode.provideOutgoingCalls",
      item,
    );
    assert.deepEqual(calls.map(({ to }) => to.name).sort(), ["loop/fit", "train"]);
  });

  test("renames a task with every use of it", async () => {
    const use = rangeOf(document, "producerTask: ingest", "ingest").start;
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      use,
      "read-data",
    );
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    const text = document.getText();
    await vscode.commands.executeCommand("workbench.action.files.revert");
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
