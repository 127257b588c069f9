import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Api } from "../../../client/src/api.ts";
import { noFilter } from "../../../client/src/tree/filter.ts";
import type { TraceNode } from "../../../client/src/tree/node.ts";
import { openExample } from "../kit/example.ts";
import { until } from "../kit/until.ts";

suite("the tree of traces", () => {
  let api: Api;

  suiteSetup(async () => {
    await openExample();
    api = (await vscode.extensions.getExtension<Api>("graphlet.graphlet")?.activate()) ?? assert.fail("no extension");
    await api.ready();
  });
  teardown(() => api.traceTree.clearFilter());

  const children = async (node?: TraceNode): Promise<readonly TraceNode[]> =>
    (await api.traceTree.provider.getChildren(node)) ?? [];
  const drawn = async (node: TraceNode): Promise<vscode.TreeItem> => api.traceTree.provider.getTreeItem(node);
  const typed = (nodes: readonly TraceNode[], type: string): TraceNode =>
    nodes.find(({ item }) => item.type === type) ?? assert.fail(`no ${type} in ${JSON.stringify(nodes)}`);

  /** The pipeline of the example once its definition is paired with the trace. */
  const pipeline = (): Promise<TraceNode> =>
    until("the pipeline", async () => {
      const [trace] = await children();
      const all = trace ? await children(trace) : [];
      return all.find(({ item }) => item.type === "pipeline" && item.target.defined);
    });

  test("leads from the trace to pipelines, models and executions", async () => {
    const node = await pipeline();
    assert.match(String((await drawn(node)).description), /^— \d+ models, \d+ deployed$/);
    const model = typed(await children(node), "graphlet");
    const shown = await drawn(model);
    assert.match(`${shown.label} ${shown.description}`, /^(model|training) \d+ · [\w ]+ · /);
    const execution = await drawn(typed(await children(model), "execution"));
    assert.equal(execution.collapsibleState, vscode.TreeItemCollapsibleState.None);
    assert.equal(execution.command?.command, "graphlet.openRecord");
  });

  test("says in words what icons say", async () => {
    const shown = await drawn(typed(await children(await pipeline()), "graphlet"));
    assert.ok(shown.iconPath instanceof vscode.ThemeIcon);
    assert.match(shown.accessibilityInformation?.label ?? "", /(deployed|used|pending|wasted|failed)/);
  });

  test("shows what the filter lets through, and says what that is", async () => {
    const all = await children(await pipeline());
    await api.traceTree.setFilter({ ...noFilter, statuses: ["pushed"] });
    assert.equal(api.traceTree.filterText, "deployed");
    const deployed = await children(await pipeline());
    assert.ok(deployed.length < all.length, `${deployed.length} of ${all.length}`);
    assert.ok(deployed.every(({ item }) => item.type === "graphlet" && item.status === "pushed"));
    await api.traceTree.clearFilter();
    assert.equal(api.traceTree.filterText, "");
    assert.equal((await children(await pipeline())).length, all.length);
  });

  test("tells where nothing fits", async () => {
    await api.traceTree.setFilter({ ...noFilter, words: "nowhere to be found" });
    const [note] = await children(await pipeline());
    assert.equal(note && (await drawn(note)).label, "No model fits the filter.");
  });

  test("opens the record of an execution, and the graph of a model", async () => {
    const model = typed(await children(await pipeline()), "graphlet");
    const execution = typed(await children(model), "execution");
    await vscode.commands.executeCommand("graphlet.openRecord", execution);
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? "", /^execution \d+/);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    const view = new Promise<string>((resolve) => {
      const listening = api.onWebviewPost((message) => {
        if (message.type !== "view" || message.view.type !== "graph") return;
        listening.dispose();
        resolve(message.view.level);
      });
    });
    await vscode.commands.executeCommand("graphlet.showGraph", model);
    assert.equal(await view, "graphlet");
    await vscode.commands.executeCommand("workbench.action.closeEditorsInOtherGroups");
  });

  test("leads to the code", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await openExample();
    const model = typed(await children(await pipeline()), "graphlet");
    const node = model.item.type === "graphlet" ? model.item.node : "";
    await vscode.commands.executeCommand("graphlet.revealInCode", model);
    const editor = await until("the code", () => {
      const active = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
      return active && active.selection.active.line > 0 && active;
    });
    const { active } = editor.selection;
    assert.match(editor.document.lineAt(active.line).text, new RegExp(node.split(".")[0] ?? "", "i"));
  });

  test("shows the active definition's pipeline", async () => {
    await openExample();
    await pipeline();
    assert.equal(await api.traceTree.revealActive(), true);
  });
});
