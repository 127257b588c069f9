import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readSettings } from "../../../../server/src/cli/check/settingsFile.ts";
import { defaultSettings } from "../../../../server/src/model/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-settings-"));
const file = join(folder, "settings.json");
afterAll(() => rmSync(folder, { recursive: true }));

async function read(text: string) {
  writeFileSync(file, text);
  const settings = await readSettings(file);
  return settings.ok ? settings.value : settings.error;
}

describe("settings", () => {
  test("are those of the section, whatever else the file holds", async () => {
    const text = `{
      // The editor's own.
      "editor.tabSize": 2,
      "graphlet.diagnostics.deadTrainer": "error",
      "graphlet.traces": { "pipelines/*.py": "runs/metadata.db" },
    }`;
    expect(await read(text)).toEqual({
      ...defaultSettings,
      diagnostics: { ...defaultSettings.diagnostics, deadTrainer: "error" },
      traces: { "pipelines/*.py": "runs/metadata.db" },
    });
  });

  test("may be objects instead of paths, as the editor takes them", async () => {
    const text = '{"graphlet": {"failingNode.minimum": 5}, "graphlet.unpushedModels": {"window": 7}}';
    expect(await read(text)).toMatchObject({ failingNode: { minimum: 5, window: 20 }, unpushedModels: { window: 7 } });
  });

  test("that name a prototype are keys like others", async () => {
    expect(await read('{"graphlet.__proto__.polluted": 1, "graphlet.lens": {"__proto__": {"enabled": 1}}}')).toEqual(
      defaultSettings,
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test.each([
    ['{"graphlet.hover.runs": 0}', /settings\.json: graphlet\.hover\.runs must be a whole number from 1 to 50\.$/],
    ["{", /settings\.json: not readable as JSON .*--settings\.$/],
  ])("%s is told in one line", async (text, message) => {
    expect(await read(text)).toMatch(message);
  });

  test("that are not there are told", async () => {
    const settings = await readSettings(join(folder, "missing.json"));
    expect(settings.ok ? "" : settings.error).toMatch(/missing\.json: cannot be read\./);
  });
});
