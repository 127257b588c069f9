import * as assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import type { Api } from "../../../client/src/api.ts";
import { openExample } from "../kit/example.ts";
import { until } from "../kit/until.ts";

suite("exporting the graph", () => {
  let folder: string;

  suiteSetup(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "graphlet-export-"));
    const extension = vscode.extensions.getExtension<Api>("graphlet.graphlet");
    const api = await extension?.activate();
    assert.ok(api);
    let drawn = false;
    const listening = api.onWebviewMessage(({ type }) => {
      if (type === "drawn") drawn = true;
    });
    await openExample();
    await vscode.commands.executeCommand("graphlet.showGraph");
    await until("the picture", () => drawn);
    listening.dispose();
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await rm(folder, { recursive: true });
  });

  async function exported(name: string): Promise<Uint8Array> {
    const target = vscode.Uri.file(path.join(folder, name));
    await vscode.commands.executeCommand("graphlet.exportGraph", target);
    return vscode.workspace.fs.readFile(target);
  }

  test("as SVG", async () => {
    const text = Buffer.from(await exported("graph.svg")).toString("utf8");
    assert.match(text, /^<svg /);
    assert.match(text, />Transform</);
  });

  test("as PNG", async () => {
    const bytes = await exported("graph.png");
    assert.deepEqual([...bytes.slice(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
    assert.ok(bytes.length > 5000, `only ${bytes.length} bytes`);
  });
});
