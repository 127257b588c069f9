import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { noFiles } from "../../../server/src/definitions/host.ts";
import { parseDefinition } from "../../../server/src/definitions/index.ts";
import { codeOf, findings, openExample, rangeOf, symbolNames } from "../kit/example.ts";
import { until } from "../kit/until.ts";

/** The quick fix with that title at a range, once it is offered. */
function quickFix(document: vscode.TextDocument, range: vscode.Range, title: RegExp): Promise<vscode.CodeAction> {
  return until(`the quick fix ${title}`, async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
      20,
    );
    return actions.find((action) => title.test(action.title) && action.edit);
  });
}

suite("the quick fix that drops a trainer", () => {
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    document = await openExample();
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  test("leaves a file that parses, with the trainer and what only it feeds gone", async () => {
    await findings(document);
    const before = await symbolNames(document);
    const marked = rangeOf(document, "challenger = tfx.components.Trainer", "Trainer");
    const fix = await quickFix(document, marked, /^Remove Trainer\.challenger and 1 node that only it feeds$/);
    assert.ok(fix.edit);
    assert.equal(await vscode.workspace.applyEdit(fix.edit), true);

    const text = document.getText();
    assert.doesNotMatch(text, /challenger/);
    const parsed = parseDefinition(document.uri.toString(), text, noFiles);
    assert.deepEqual(parsed?.problems, []);
    const nodes = parsed.pipelines.flatMap((pipeline) => pipeline.nodes.map((node) => node.id));
    assert.ok(nodes.includes("Trainer") && nodes.includes("Evaluator") && nodes.includes("Pusher"), nodes.join(", "));
    assert.deepEqual(
      nodes.filter((id) => id.endsWith(".challenger")),
      [],
    );
    const gone = ["Trainer.challenger", "Evaluator.challenger"];
    const after = await until("the outline without it", async () => {
      const names = await symbolNames(document);
      return !names.includes("Trainer.challenger") && names;
    });
    assert.deepEqual(
      before.filter((name) => !after.includes(name)),
      before.filter((name) => gone.includes(name)),
    );
    await until("the warning to go", async () => {
      const codes = (await findings(document)).map(codeOf);
      return !codes.includes("redundant-trainer");
    });
  });
});
