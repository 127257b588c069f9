import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { openExample } from "../kit/example.ts";
import { until } from "../kit/until.ts";

/** Row of the extension in VS Code's own table of activation times: load code, call activate, finish activate, in milliseconds. */
async function activationTimes(): Promise<readonly number[]> {
  await vscode.commands.executeCommand("perfview.show");
  const row = await until("VS Code's activation times", () =>
    vscode.workspace.textDocuments
      .filter(({ uri }) => uri.scheme === "perf")
      .flatMap((document) => document.getText().split("\n"))
      .find((line) => line.startsWith("| graphlet.graphlet ")),
  );
  await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  return row
    .split("|")
    .slice(3, 6)
    .map((cell) => Number(cell));
}

suite("activation", () => {
  test("the packaged extension wakes up by itself where a pipeline is", async () => {
    const extension = vscode.extensions.getExtension("graphlet.graphlet");
    assert.ok(extension, "the extension is not installed");
    assert.doesNotMatch(extension.extensionPath, /test\/vscode/);
    await openExample();
    await until("the extension", () => extension.isActive);
    const times = await activationTimes();
    assert.equal(times.length, 3);
    assert.ok(times.every(Number.isFinite), `not times: ${times}`);
    const [load, call, finish] = times;
    console.log(`    activation: load ${load} ms, activate ${call} ms, finish ${finish} ms`);
  });
});
