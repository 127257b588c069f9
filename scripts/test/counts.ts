import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** How one step ended. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** For the summary. */
  readonly words: string;
}

/** A step that runs tests failed where its process did, even when every test that reported passed. */
export function testCounts(passed: number, failed: number, exitCode: number): Counts {
  const failures = exitCode !== 0 && failed === 0 ? 1 : failed;
  if (exitCode === 0 && passed === 0) return { passed, failed: 1, words: "no test ran" };
  const words = failures === 0 ? `${passed} passed` : `${passed} passed, ${failures} failed`;
  return { passed, failed: failures, words };
}

/** A check without tests of its own: nothing to count while it holds. */
export function checkCounts(exitCode: number): Counts {
  return exitCode === 0 ? { passed: 0, failed: 0, words: "clean" } : { passed: 0, failed: 1, words: "failed" };
}

export function sum(all: readonly Counts[]): { readonly passed: number; readonly failed: number } {
  return all.reduce((total, one) => ({ passed: total.passed + one.passed, failed: total.failed + one.failed }), {
    passed: 0,
    failed: 0,
  });
}

export function closingLine({ passed, failed }: { readonly passed: number; readonly failed: number }): string {
  return `${passed} passed, ${failed} failed`;
}

/** Figures of vitest's JSON report. */
export function vitestCounts(file: string, exitCode: number): Counts {
  if (!existsSync(file)) return testCounts(0, 0, exitCode || 1);
  const report: { numPassedTests: number; numFailedTests: number } = JSON.parse(readFileSync(file, "utf8"));
  return testCounts(report.numPassedTests, report.numFailedTests, exitCode);
}

/** Figures that the suites inside VS Code wrote into `folder`, one file each. */
export function suiteCounts(folder: string, exitCode: number): Counts {
  const reports: { passed: number; failed: number }[] = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), "utf8")));
  const passed = reports.reduce((total, one) => total + one.passed, 0);
  const failed = reports.reduce((total, one) => total + one.failed, 0);
  return testCounts(passed, failed, exitCode);
}

/** Figures of a TAP report of node:test. */
export function tapCounts(file: string, exitCode: number): Counts {
  if (!existsSync(file)) return testCounts(0, 0, exitCode || 1);
  const text = readFileSync(file, "utf8");
  const figure = (name: string) => Number(new RegExp(`^# ${name} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
  return testCounts(figure("pass"), figure("fail") + figure("cancelled"), exitCode);
}
