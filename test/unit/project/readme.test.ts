import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { settingsTable, withTable } from "../../../scripts/readme/settingsTable.ts";
import { root } from "../../../scripts/vscode/paths.ts";

const text = (file: string) => readFileSync(path.join(root, file), "utf8");
const json = (file: string) => JSON.parse(text(file));

test("a setting's row holds its name, default and description", () => {
  const manifest = {
    contributes: {
      configuration: {
        properties: { "graphlet.days": { default: 30, markdownDescription: "%days%" } },
      },
    },
  };
  expect(settingsTable(manifest, { days: "Days until `#graphlet.old#` | warns." }).split("\n")[2]).toBe(
    "| `graphlet.days` | `30` | Days until `graphlet.old` \\| warns. |",
  );
});

test("the README's table of settings is the manifest's", () => {
  const readme = text("README.md");
  expect(readme, "run `npm run generate:readme`").toBe(
    withTable(readme, settingsTable(json("package.json"), json("package.nls.json"))),
  );
});

test("every relative link and picture of the documentation leads somewhere", () => {
  const dead = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/limits.md",
    "docs/check.md",
  ].flatMap((file) =>
    [...text(file).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)]
      .map(([, link]) => path.join(path.dirname(file), link ?? ""))
      .filter((place) => !existsSync(path.join(root, place)))
      .map((place) => `${file}: ${place}`),
  );
  expect(dead).toEqual([]);
});

test("every script that the documentation names is in the manifest", () => {
  const { scripts } = json("package.json");
  const named = ["README.md", "CONTRIBUTING.md"].flatMap((file) =>
    [...text(file).matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? ""),
  );
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  expect(named).not.toEqual([]);
});
