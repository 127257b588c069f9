import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Api } from "../../../client/src/api.ts";
import type { StorePage } from "../../../server/src/protocol.ts";
import { until } from "../kit/until.ts";

suite("a store's page", () => {
  let api: Api;
  const folder = (): vscode.Uri => vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail("no folder is open");
  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder(), name);
  const write = (name: string, text: string): Thenable<void> =>
    vscode.workspace.fs.writeFile(at(name), new TextEncoder().encode(text));

  suiteSetup(async () => {
    api = (await vscode.extensions.getExtension<Api>("graphlet.graphlet")?.activate()) ?? assert.fail("no extension");
  });
  teardown(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  /** The page that an editor shows first, once `open` has opened it. */
  async function shown(open: () => Thenable<unknown>): Promise<StorePage> {
    let page: StorePage | null = null;
    const listening = api.onStorePagePost((message) => {
      if (message.type === "page") page ??= message.page;
    });
    try {
      await open();
      return await until("the page", () => page);
    } finally {
      listening.dispose();
    }
  }

  const tabInput = (): unknown => vscode.window.tabGroups.activeTabGroup.activeTab?.input;

  test("is what a metadata store opens with", async () => {
    const page = await shown(() => vscode.commands.executeCommand("vscode.open", at("taxi/metadata.sqlite")));
    assert.ok(tabInput() instanceof vscode.TabInputCustom, "another editor");
    assert.equal(page.type === "store" && page.pipelines[0]?.name, "taxi_tips");
    assert.equal(page.type === "store" && page.path, "taxi/metadata.sqlite");
  });

  test("is there for any database, beside the editor that opens it", async () => {
    await vscode.workspace.fs.copy(at("taxi/metadata.sqlite"), at("copy/runs.db"));
    const page = await shown(() =>
      vscode.commands.executeCommand("vscode.openWith", at("copy/runs.db"), "graphlet.store"),
    );
    assert.equal(page.type === "store" && page.name, "runs.db");
    await vscode.workspace.fs.delete(at("copy"), { recursive: true });
  });

  test("says of what is no store that it is none", async () => {
    await write("notes.db", "these are notes, and no database");
    const page = await shown(() => vscode.commands.executeCommand("graphlet.showTraceSummary", at("notes.db")));
    assert.equal(page.type === "failure" && page.reason, "not-a-trace");
    await vscode.workspace.fs.delete(at("notes.db"));
  });

  test("is there for a folder that is a store", async () => {
    const run = "artifact_uri: a\nend_time: 2000\nrun_id: r1\nrun_name: first\nstart_time: 1000\nstatus: 3\n";
    await write(
      "mlruns/0/meta.yaml",
      "artifact_location: a\nexperiment_id: '0'\nlifecycle_stage: active\nname: Default\n",
    );
    await write("mlruns/0/r1/meta.yaml", `${run}experiment_id: '0'\nlifecycle_stage: active\nsource_name: ''\n`);
    const page = await shown(() => vscode.commands.executeCommand("graphlet.showTraceSummary", at("mlruns")));
    assert.equal(page.type === "store" && page.kind.startsWith("MLflow"), true, JSON.stringify(page));
    await vscode.workspace.fs.delete(at("mlruns"), { recursive: true });
  });

  test("shows a pipeline in the graph", async () => {
    await shown(() => vscode.commands.executeCommand("vscode.open", at("taxi/metadata.sqlite")));
    const view = new Promise<string | null>((resolve) => {
      const listening = api.onWebviewPost((message) => {
        if (message.type !== "view" || message.view.type !== "graph") return;
        listening.dispose();
        resolve(message.view.pipeline);
      });
    });
    const [trace] = (await api.traceTree.provider.getChildren()) ?? [];
    const [pipeline] = (trace && (await api.traceTree.provider.getChildren(trace))) ?? [];
    await vscode.commands.executeCommand("graphlet.showGraph", pipeline);
    assert.equal(await view, "taxi_tips");
  });
});
