import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { build } from "esbuild";
import { nodeProgram, threads } from "../../../scripts/bundle/options.ts";

/** The command line as it ships, in a folder of its own. */
export interface Program {
  readonly path: string;
  remove(): void;
}

/** Bundles the command line with the settings of the project's own build. */
export async function bundleProgram(): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), "graphlet-cli-"));
  const path = join(folder, "cli.js");
  await build({ ...nodeProgram, entryPoints: { cli: "server/src/cli.ts", ...threads }, outdir: folder });
  copyFileSync("node_modules/sql.js/dist/sql-wasm.wasm", join(folder, "sql-wasm.wasm"));
  return { path, remove: () => rmSync(folder, { recursive: true }) };
}

/** Every Node of this machine, by version: the one that runs the tests, and those on the path. */
export function nodesOfMachine(): ReadonlyMap<string, string> {
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "node"));
  const found = new Map<string, string>();
  for (const path of [process.execPath, ...onPath.filter((one) => existsSync(one)).map((one) => realpathSync(one))]) {
    const version =
      path === process.execPath ? process.version : execFileSync(path, ["--version"], { encoding: "utf8" });
    if (!found.has(version.trim())) found.set(version.trim(), path);
  }
  return found;
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line to its end. `readOnly`: so many characters are read of standard output before it is closed. */
export function runProgram(
  program: Program,
  args: readonly string[],
  node = process.execPath,
  readOnly = Number.POSITIVE_INFINITY,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [program.path, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (stdout.length > readOnly) child.stdout.destroy();
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
