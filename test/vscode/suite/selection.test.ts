import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Api } from "../../../client/src/api.ts";
import type { FromWebview, GraphView, ToWebview } from "../../../server/src/protocol.ts";
import { openExample } from "../kit/example.ts";
import { until } from "../kit/until.ts";

suite("selections of the graph", () => {
  let api: Api;
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    api = (await vscode.extensions.getExtension<Api>("graphlet.graphlet")?.activate()) ?? assert.fail("no extension");
    document = await openExample();
  });
  teardown(() => setting().update("graph.select", undefined, vscode.ConfigurationTarget.Workspace));
  suiteTeardown(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  const setting = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration("graphlet");
  const showPipeline = (): Thenable<unknown> =>
    vscode.commands.executeCommand("graphlet.showGraph", { uri: document.uri.toString(), level: "pipeline" });

  /** The first graph that the page is sent, and that it draws, once something was done. */
  async function drawnAfter(act: () => Thenable<unknown>): Promise<GraphView> {
    let view: GraphView | null = null;
    let drawn: string | null = null;
    const listening = vscode.Disposable.from(
      api.onWebviewPost((message: ToWebview) => {
        if (message.type === "view" && message.view.type === "graph") view = message.view;
      }),
      api.onWebviewMessage((message: FromWebview) => {
        if (message.type === "drawn") drawn = message.key;
      }),
    );
    try {
      await act();
      return await until("the picture", () => view !== null && drawn === view.key && view);
    } finally {
      listening.dispose();
    }
  }
  const select = (selection: string): Promise<GraphView> =>
    drawnAfter(() => api.receiveFromWebview({ type: "show", level: "pipeline", selection } satisfies FromWebview));
  const kinds = (view: GraphView): readonly string[] => [...new Set(view.nodes.map(({ kind }) => kind))].sort();

  test("narrow it to the nodes that fit, and it says to what", async () => {
    const whole = await drawnAfter(showPipeline);
    const view = await select("kind:train");
    assert.equal(view.selection, "kind:train");
    assert.deepEqual(kinds(view), ["train"]);
    assert.equal(view.totalNodes, whole.totalNodes);
    assert.ok(view.nodes.length < whole.nodes.length, `${view.nodes.length} of ${whole.nodes.length}`);
  });

  test("that are empty bring back the whole", async () => {
    await drawnAfter(showPipeline);
    await select("kind:train");
    const view = await select("");
    assert.equal(view.nodes.length, view.totalNodes);
  });

  test("of the setting are what a pipeline begins with", async () => {
    await setting().update("graph.select", "kind:deploy", vscode.ConfigurationTarget.Workspace);
    const view = await until("the setting to be known", async () => {
      const shown = await drawnAfter(showPipeline);
      return shown.selection === "kind:deploy" && shown;
    });
    assert.deepEqual(kinds(view), ["deploy"]);
    const all = await select("");
    assert.equal(all.nodes.length, all.totalNodes);
  });

  test("that are wrong leave the graph whole, and say what is wrong", async () => {
    await drawnAfter(showPipeline);
    const view = await select("kind:trian");
    assert.match(view.notes.join("\n"), /There is no kind .?trian/);
  });
});
