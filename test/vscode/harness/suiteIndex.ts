import { globSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import Mocha from "mocha";
import type { SuiteReport } from "../../../scripts/test/counts.ts";

/** What VS Code calls: runs every test file beside it, and writes how they ended for the summary. */
export async function run(): Promise<void> {
  const grep = process.env["TEST_GREP"];
  const retries = process.env["GRAPHLET_TEST_RETRY"] === "1" ? 1 : 0;
  const mocha = new Mocha({ ui: "tdd", timeout: 60_000, color: false, retries, ...(grep ? { grep } : {}) });
  for (const file of globSync("*.test.js", { cwd: __dirname }).sort()) mocha.addFile(path.join(__dirname, file));
  const retried = new Set<string>();
  const repeated: string[] = [];
  const { passed, failed } = await new Promise<SuiteReport>((resolve) => {
    const runner = mocha.run((failures) => resolve({ passed: runner.stats?.passes ?? 0, failed: failures, repeated }));
    runner.on("retry", (test: Mocha.Test, error: Error) => {
      retried.add(test.fullTitle());
      console.log(`    first attempt of ${test.title}: ${error.stack}`);
    });
    runner.on("pass", (test) => {
      if (retried.has(test.fullTitle())) repeated.push(test.fullTitle());
    });
  });
  const results = process.env["GRAPHLET_TEST_RESULTS"];
  if (results) {
    const report: SuiteReport = { passed, failed, repeated };
    writeFileSync(path.join(results, `${path.basename(__dirname)}.json`), JSON.stringify(report));
  }
  if (failed > 0) throw new Error(`${failed} tests failed.`);
  if (passed === 0) throw new Error("No test ran.");
}
