import * as assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";

suite("in a folder without pipelines", () => {
  test("the extension stays asleep, Python file open or not", async () => {
    const extension = vscode.extensions.getExtension("graphlet.graphlet");
    assert.ok(extension, "the extension is not installed");
    const [file] = await vscode.workspace.findFiles("**/train.py");
    assert.ok(file, "the folder is not open");
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    assert.equal(document.languageId, "python");
    await vscode.commands.executeCommand("vscode.executeHoverProvider", file, new vscode.Position(6, 12));
    await sleep(4000);
    assert.equal(extension.isActive, false);
  });
});
