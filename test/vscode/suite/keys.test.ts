import * as assert from "node:assert/strict";
import * as vscode from "vscode";

interface Binding {
  readonly key: string;
  readonly command: string;
}

/** All default keys, those of extensions among them, as VS Code lists them. */
async function defaultKeys(): Promise<readonly Binding[]> {
  const uri = vscode.Uri.parse("vscode://defaultsettings/keybindings.json");
  const text = (await vscode.workspace.openTextDocument(uri)).getText();
  const json = text.replace(/^\s*\/\/.*$/gm, "");
  return JSON.parse(json.slice(json.indexOf("["), json.lastIndexOf("]") + 1)) as Binding[];
}

suite("default keys", () => {
  test("are those of no other command", async () => {
    const all = await defaultKeys();
    const isOurs = ({ command }: Binding): boolean => command.startsWith("graphlet.");
    const ours = new Set(all.filter(isOurs).map(({ key }) => key));
    assert.ok(ours.size >= 3, `only ${[...ours].join()}`);
    const others = all.filter((binding) => !isOurs(binding));
    assert.ok(others.length > 500, `only ${others.length} of VS Code`);
    const taken = others.filter(({ key }) => ours.has(key));
    assert.deepEqual(
      taken.map(({ key, command }) => `${key}: ${command}`),
      [],
    );
  });
});
