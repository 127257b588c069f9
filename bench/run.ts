/**
 * Prints how fast the parts are and how they grow: `node bench/run.ts [--runs 5] [--node PATH] [executions …]`. `--node` measures in
 * another Node, such as one without SQLite of its own.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchDefinitions } from "./definitions.ts";
import { benchEditor } from "./editor.ts";
import { benchTraces } from "./traces.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: "string", default: "5" }, node: { type: "string", default: process.execPath } },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [1000, 10_000, 100_000];
const folder = mkdtempSync(join(tmpdir(), "graphlet-bench-"));
try {
  const lines = await benchTraces({ sizes, runs: Number(values.runs), node: values.node, folder });
  console.log(lines.join("\n"));
  console.log();
  const editor = await benchEditor({ nodes: 200, executions: 100_000, runs: 50, folder });
  console.log(editor.join("\n"));
  console.log();
  console.log(benchDefinitions({ tasks: 550, runs: 15 }).join("\n"));
} finally {
  rmSync(folder, { recursive: true });
}
