// Runs inside the extension host in place of the suite: sends what the tests print to a file that the shim follows (the
// workbench's own channel mixes it with other lines), leaves proof of how they ended, and calls the suite.
import { Console } from "node:console";
import { appendFileSync, writeFileSync } from "node:fs";
import { Writable } from "node:stream";

interface Suite {
  run(): Promise<void>;
}

function redirect(file: string): void {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      appendFileSync(file, chunk);
      done();
    },
  });
  const plain = new Console({ stdout: sink, stderr: sink, colorMode: false });
  for (const name of ["log", "info", "warn", "error", "debug", "trace", "group", "groupEnd", "table", "dir"] as const) {
    Object.defineProperty(console, name, { configurable: true, writable: true, value: plain[name].bind(plain) });
  }
  // VS Code has wrapped process.stdout.write for good; the stream itself can be replaced.
  Object.defineProperty(process, "stdout", { configurable: true, get: () => sink });
}

export async function run(): Promise<void> {
  const output = process.env["GRAPHLET_TEST_OUTPUT"];
  const suite = process.env["GRAPHLET_TEST_SUITE"];
  if (!output || !suite) throw new Error("GRAPHLET_TEST_OUTPUT and GRAPHLET_TEST_SUITE are not set.");
  redirect(output);
  try {
    const { run: runSuite } = require(suite) as Suite;
    await runSuite();
    writeFileSync(`${output}.result`, "passed");
  } catch (error) {
    console.error(error instanceof Error ? error.stack : String(error));
    writeFileSync(`${output}.result`, "failed");
    throw error;
  }
}
