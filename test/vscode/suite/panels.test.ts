import * as assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import type { Api } from "../../../client/src/api.ts";
import type { FromWebview, ToWebview, View } from "../../../server/src/protocol.ts";
import { openExample, rangeOf } from "../kit/example.ts";
import { until } from "../kit/until.ts";

/** Titles of the panels with graphs that are open. */
const graphs = (): readonly string[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("graphlet.graph"))
    .map(({ label }) => label);

suite("several graphs", () => {
  let api: Api;
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    const activated = await vscode.extensions.getExtension<Api>("graphlet.graphlet")?.activate();
    assert.ok(activated);
    api = activated;
    document = await openExample();
    await vscode.commands.executeCommand("graphlet.showGraph", { uri: document.uri.toString(), level: "pipeline" });
    await until("a graph with a title", () => graphs()[0] === "taxi_tips");
  });
  suiteTeardown(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  test("a command's graph takes the place of the one before", async () => {
    await vscode.commands.executeCommand("graphlet.showHistory", { uri: document.uri.toString() });
    await vscode.commands.executeCommand("graphlet.showGraph", { uri: document.uri.toString(), level: "pipeline" });
    assert.deepEqual(graphs(), ["taxi_tips"]);
  });

  test("the trade-off of a trainer is opened once its history is shown, and only when it is asked for", async () => {
    const posts: string[] = [];
    const listening = api.onWebviewPost((message) => {
      if (message.type === "view") posts.push(message.view.type);
      if (message.type === "tradeOff") posts.push(message.node);
    });
    const uri = document.uri.toString();
    const given = { uri, level: "history", node: "Trainer" };
    await vscode.commands.executeCommand("graphlet.showGraph", { ...given, tradeOff: true });
    // A page that is not there yet gets it with its first picture.
    await until("the trade-off", () => posts.at(-1) === "Trainer");
    assert.equal(posts.at(-2), "history");
    posts.length = 0;
    await vscode.commands.executeCommand("graphlet.showGraph", given);
    listening.dispose();
    await vscode.commands.executeCommand("graphlet.showGraph", { uri, level: "pipeline" });
    assert.deepEqual(posts, ["history"]);
  });

  test("a locked one stays, and says so: a command's graph comes in another", async () => {
    await vscode.commands.executeCommand("graphlet.lockGraph");
    await until("the title", () => graphs()[0] === "taxi_tips (locked)");
    const shown: (string | undefined)[] = [];
    const listening = api.onWebviewPost((message: ToWebview) => {
      if (message.type === "view" && message.view.type !== "failure") shown.push(message.view.level);
    });
    await vscode.commands.executeCommand("graphlet.showHistory", { uri: document.uri.toString() });
    listening.dispose();
    await until("a second graph", () => graphs().length === 2 && graphs().includes("taxi_tips"));
    assert.ok(graphs().includes("taxi_tips (locked)"), graphs().join());
    assert.deepEqual([...new Set(shown)], ["history"]);
  });

  test("the cursor moves the one that is not locked alone", async () => {
    const posts: ToWebview[] = [];
    const listening = api.onWebviewPost((message) => posts.push(message));
    const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    const { start } = rangeOf(document, "tfx.components.Transform", "Transform");
    editor.selection = new vscode.Selection(start, start);
    await until("a selection", () => posts.some(({ type }) => type === "selectDefinitionNode"));
    listening.dispose();
    assert.equal(posts.filter(({ type }) => type === "selectDefinitionNode").length, 1);
  });

  test("what the graph selects is shown in the code", async () => {
    const views: View[] = [];
    const listening = api.onWebviewPost((message) => message.type === "view" && views.push(message.view));
    await vscode.commands.executeCommand("graphlet.showGraph", { uri: document.uri.toString(), level: "pipeline" });
    listening.dispose();
    const nodes = views.flatMap((view) => (view.type === "graph" ? view.nodes : []));
    const node = nodes.find(({ definitionNode }) => definitionNode === "Trainer")?.id ?? null;
    const selected: FromWebview = { type: "select", node, reveal: true };
    await api.receiveFromWebview(selected);
    const { line } = rangeOf(document, "tfx.components.Trainer", "Trainer").start;
    await until("the cursor at the trainer", () =>
      vscode.window.visibleTextEditors.some(
        (editor) => editor.document === document && Math.abs(editor.selection.active.line - line) <= 1,
      ),
    );
  });

  test("a cursor that leaves that place and comes back to it is followed", async () => {
    const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
    assert.ok(editor);
    const place = editor.selection;
    const followed: string[] = [];
    const listening = api.onWebviewPost((message) => {
      if (message.type === "selectDefinitionNode") followed.push(message.node);
    });
    const { start } = rangeOf(document, "tfx.components.Transform", "Transform");
    editor.selection = new vscode.Selection(start, start);
    await until("the other node", () => followed.at(-1) === "Transform");
    editor.selection = place;
    await until("the node of that place", () => followed.at(-1) === "Trainer");
    listening.dispose();
  });

  test("a further one opens to the side with what is shown", async () => {
    const before = graphs().length;
    await vscode.commands.executeCommand("graphlet.openAnotherGraph");
    await until("a further graph", () => graphs().length === before + 1);
    await until("its title", () => graphs().filter((title) => title === "taxi_tips").length === 2);
  });

  test("one that is unlocked follows again", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    document = await openExample();
    await vscode.commands.executeCommand("graphlet.showGraph", { uri: document.uri.toString(), level: "pipeline" });
    await vscode.commands.executeCommand("graphlet.lockGraph");
    await vscode.commands.executeCommand("graphlet.unlockGraph");
    await until("the title", () => graphs().join() === "taxi_tips");
  });

  test("a page that comes while its picture is made anew gets the selection with it", async () => {
    let selected: string | null = null;
    const hearing = api.onWebviewMessage((message) => {
      if (message.type === "select") selected = message.node;
    });
    await until("a selection", () => {
      void api.postToWebview({ type: "selectDefinitionNode", node: "Transform" });
      return selected === "d:Transform";
    });
    const selects: (string | null)[] = [];
    let hasCome = false;
    const listening = api.onWebviewPost((message) => {
      if (message.type === "view") selects.push(message.select);
      if (message.type !== "loading" || hasCome) return;
      hasCome = true;
      void api.receiveFromWebview({ type: "ready", state: null });
    });
    await vscode.commands.executeCommand("graphlet.refresh");
    await until("a picture", () => selects.length > 0);
    vscode.Disposable.from(hearing, listening).dispose();
    assert.equal(selects[0], "d:Transform");
  });

  test("commands are for the graph in front, also where another was brought up beside it", async () => {
    await vscode.commands.executeCommand("graphlet.lockGraph");
    await vscode.commands.executeCommand("workbench.action.focusSecondEditorGroup");
    const isInFront = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === "taxi_tips (locked)";
    await until("the locked one in front", isInFront);
    await vscode.commands.executeCommand("graphlet.showHistory", { uri: document.uri.toString() });
    await until("a second graph", () => graphs().includes("taxi_tips"));
    assert.ok(isInFront());
    await vscode.commands.executeCommand("graphlet.unlockGraph");
    await until("no lock", () => graphs().join() === "taxi_tips,taxi_tips");
  });

  test("without a place it is the pipeline of the graph in front", async () => {
    await vscode.commands.executeCommand("workbench.action.focusSecondEditorGroup");
    const isInFront = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === "taxi_tips";
    await until("a graph in front", isInFront);
    const views: View[] = [];
    const listening = api.onWebviewPost((message) => message.type === "view" && views.push(message.view));
    // The panel hears a little later than the tabs that it is in front.
    const view = await until("a history", async () => {
      await vscode.commands.executeCommand("graphlet.showHistory");
      return views.find(({ type }) => type === "history");
    });
    listening.dispose();
    assert.equal(view.type === "history" && view.uri, document.uri.toString());
  });

  test("models of a trace that is still to be read are waited for", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "graphlet-late-"));
    await cp(path.dirname(document.uri.fsPath), folder, { recursive: true });
    const views: View["type"][] = [];
    const listening = api.onWebviewPost((message) => message.type === "view" && views.push(message.view.type));
    const uri = vscode.Uri.file(path.join(folder, "pipeline.py")).toString();
    await vscode.commands.executeCommand("graphlet.showHistory", { uri });
    await until("a picture", () => views.length > 0);
    listening.dispose();
    await rm(folder, { recursive: true });
    assert.equal(views[0], "history");
  });
});
