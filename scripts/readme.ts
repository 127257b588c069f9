// Writes the table of settings in README.md anew from the manifest.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { settingsTable, withTable } from "./readme/settingsTable.ts";
import { root } from "./vscode/paths.ts";

const file = path.join(root, "README.md");
const json = (name: string) => JSON.parse(readFileSync(path.join(root, name), "utf8"));
const table = settingsTable(json("package.json"), json("package.nls.json"));
writeFileSync(file, withTable(readFileSync(file, "utf8"), table));
