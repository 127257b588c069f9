import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Api } from "../../../client/src/api.ts";
import type { ToWebview } from "../../../server/src/protocol.ts";
import { findings, hover, openExample, rangeOf, symbolNames } from "../kit/example.ts";
import { until } from "../kit/until.ts";

suite("records of the trace", () => {
  let example: vscode.TextDocument;

  suiteSetup(async () => {
    example = await openExample();
  });

  /** The arguments of a command's link in the challenger's hover, by its label. */
  async function linkOf(label: string): Promise<{ readonly command: string; readonly argument: unknown }> {
    const text = await hover(example, rangeOf(example, "challenger = tfx.components.Trainer", "Trainer").start);
    const [, command = "", args = ""] = new RegExp(`\\[${label}\\]\\(command:([\\w.]+)\\?(\\S+?)\\)`).exec(text) ?? [];
    assert.notEqual(command, "", `no link ${label} in ${text}`);
    return { command, argument: JSON.parse(decodeURIComponent(args))[0] };
  }

  async function follow(label: string): Promise<vscode.TextDocument> {
    const { command, argument } = await linkOf(label);
    await vscode.commands.executeCommand(command, argument);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.scheme, "graphlet-trace");
    return editor.document;
  }

  const linksIn = (document: vscode.TextDocument): Promise<readonly vscode.DocumentLink[]> =>
    until("links", async () => {
      const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        "vscode.executeLinkProvider",
        document.uri,
        100,
      );
      return links.length > 0 && links;
    });

  test("Explain in a hover opens the explanation, in its own language", async () => {
    const document = await follow("Explain");
    assert.equal(document.languageId, "graphlet-trace");
    assert.match(document.getText(), /^model \d+ explained\n/);
    assert.match(document.getText(), /\n {2}why +Not deployed: /);
  });

  test("its tab is called what its text begins with", async () => {
    const document = await follow("Explain");
    const [begins] = document.getText().split("\n");
    assert.match(begins ?? "", /^model \d+ explained$/);
    assert.equal(document.uri.path, `/${begins}.graphlet-trace`);
    const compared = (await linksIn(document)).find(({ target }) => target?.path.includes(" compared with "))?.target;
    assert.match(compared?.path ?? "", /^\/model \d+ compared with model \d+\.graphlet-trace$/);
  });

  test("it opens beside the code, the next one in the same place", async () => {
    await openExample();
    await follow("Explain");
    await follow("\\d+ models");
    assert.deepEqual(
      vscode.window.visibleTextEditors.map(({ document, viewColumn }) => [viewColumn, document.uri.scheme]).sort(),
      [
        [1, "file"],
        [2, "graphlet-trace"],
      ],
    );
  });

  test("it cannot be changed", async () => {
    const document = await follow("Explain");
    await vscode.commands.executeCommand("type", { text: "x" });
    assert.match(document.getText(), /^model \d+ explained\n/);
  });

  test("Compare in a hover opens the comparison with the last deployed model", async () => {
    const api = await vscode.extensions.getExtension<Api>("graphlet.graphlet")?.activate();
    assert.ok(api, "the extension is not installed");
    const shown: ToWebview[] = [];
    const listening = api.onWebviewPost((message) => shown.push(message));
    const { command, argument } = await linkOf("Compare with last deployed");
    await vscode.commands.executeCommand(command, argument);
    const view = await until("a comparison", async () =>
      shown.map((message) => (message.type === "view" ? message.view : null)).find((one) => one?.type === "graph"),
    );
    listening.dispose();
    assert.equal(view.level, "compare");
    assert.match(view.title, /^model \d+ and model \d+$/);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });

  test("the command explains the model that the active record is about", async () => {
    const explained = await follow("Explain");
    const [, model] = /^(model \d+) explained/.exec(explained.getText()) ?? [];
    await vscode.commands.executeCommand("graphlet.explain");
    assert.ok(vscode.window.activeTextEditor?.document.getText().startsWith(`${model} explained\n`));
  });

  test("the command offers the models of the node under the cursor first", async () => {
    const document = await openExample();
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const { start } = rangeOf(document, "challenger = tfx.components.Trainer", "Trainer");
    editor.selection = new vscode.Selection(start, start);
    const running = vscode.commands.executeCommand("graphlet.explain");
    const explained = await until("an explanation", async () => {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      const active = vscode.window.activeTextEditor?.document;
      return active?.uri.scheme === "graphlet-trace" && active;
    });
    await running;
    assert.match(explained.getText(), /after Trainer\.challenger\.\n/);
  });

  test("a count in a hover leads to what is counted", async () => {
    const document = await follow("\\d+ models");
    assert.match(document.getText(), /^node Trainer\.challenger\n/);
    const line = vscode.window.activeTextEditor?.selection.active.line ?? 0;
    assert.equal(document.lineAt(line).text, "Models");
  });

  test("ids in it lead to their records, the node to its definition", async () => {
    const links = await linksIn(await follow("Explain"));
    const record = links.find(
      ({ target }) => target?.scheme === "graphlet-trace" && target.path.startsWith("/execution"),
    );
    assert.ok(record?.target, "no link to an execution");
    const execution = await vscode.workspace.openTextDocument(record.target);
    assert.match(execution.getText(), /^execution \d+ · /);
    const code = links.find(({ target }) => target?.scheme === "file");
    assert.equal(code?.target?.path, example.uri.path);
    assert.equal(
      code?.target?.fragment,
      `L${rangeOf(example, "challenger = tfx").start.line + 1},${"    challenger = tfx.components.".length + 1}`,
    );
  });

  test("the graph of its pipeline opens from it", async () => {
    await follow("Explain");
    await vscode.commands.executeCommand("graphlet.showGraph");
    const graph = await until("the graph", () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("graphlet.graph")),
    );
    await vscode.window.tabGroups.close(graph);
  });

  test("its sections fold, and are its outline", async () => {
    const document = await follow("Explain");
    const folds = await until("folding ranges", async () => {
      const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[] | undefined>(
        "vscode.executeFoldingRangeProvider",
        document.uri,
      );
      return ranges && ranges.length > 0 && ranges;
    });
    const folded = folds.map(({ start }) => document.lineAt(start).text);
    const names = await symbolNames(vscode.window.activeTextEditor?.document ?? document);
    assert.ok(folded.includes("The way to deployment"), folded.join());
    assert.deepEqual([...names].sort(), [...folded].sort());
  });

  test("the evidence of a diagnostic opens as records", async () => {
    const related = (await findings(await openExample())).flatMap(({ relatedInformation }) => relatedInformation ?? []);
    const place = related.find(({ location }) => location.uri.scheme === "graphlet-trace")?.location;
    assert.ok(place, "no diagnostic has a record as evidence");
    const document = await vscode.workspace.openTextDocument(place.uri);
    assert.match(document.lineAt(place.range.start.line).text, /^execution \d+ · /);
  });

  test("a record that nobody has is told in a remark", async () => {
    const query = JSON.stringify({ uri: example.uri.toString(), record: { type: "execution", id: 1e9 } });
    const uri = vscode.Uri.from({ scheme: "graphlet-trace", path: "/execution.graphlet-trace", query });
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.getText(), "# The trace has no execution 1000000000.\n");
  });

  test("a URI that names no record shows nothing of the trace", async () => {
    const uri = vscode.Uri.from({ scheme: "graphlet-trace", path: "/x.graphlet-trace", query: '{"record":"all"}' });
    assert.equal((await vscode.workspace.openTextDocument(uri)).getText(), "# The record could not be shown.\n");
  });
});
