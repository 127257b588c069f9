import { globSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import Mocha from "mocha";

/** What VS Code calls: runs every test file beside it, and writes how many passed and failed for the summary. */
export async function run(): Promise<void> {
  const grep = process.env["TEST_GREP"];
  const mocha = new Mocha({ ui: "tdd", timeout: 60_000, color: false, ...(grep ? { grep } : {}) });
  for (const file of globSync("*.test.js", { cwd: __dirname }).sort()) mocha.addFile(path.join(__dirname, file));
  const { passed, failed } = await new Promise<{ passed: number; failed: number }>((resolve) => {
    const runner = mocha.run((failures) => resolve({ passed: runner.stats?.passes ?? 0, failed: failures }));
  });
  const results = process.env["GRAPHLET_TEST_RESULTS"];
  if (results)
    writeFileSync(path.join(results, `${path.basename(__dirname)}.json`), JSON.stringify({ passed, failed }));
  if (failed > 0) throw new Error(`${failed} tests failed.`);
  if (passed === 0) throw new Error("No test ran.");
}
