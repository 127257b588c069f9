// `npm run package`: builds for production and packs graphlet.vsix.
import { spawnSync } from "node:child_process";
import { root, vsix } from "./vscode/paths.ts";

const { status } = spawnSync("vsce", ["package", "--no-dependencies", "--out", vsix], { cwd: root, stdio: "inherit" });
process.exit(status ?? 1);
