import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** How one step ended. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** For the summary. */
  readonly words: string;
}

/**
 * A step that runs tests failed where its process did, even when every test that reported passed. `repeated`: names of the tests that
 * passed on their second attempt alone.
 */
export function testCounts(passed: number, failed: number, exitCode: number, repeated: readonly string[] = []): Counts {
  const failures = exitCode !== 0 && failed === 0 ? 1 : failed;
  if (exitCode === 0 && passed === 0) return { passed, failed: 1, words: "no test ran" };
  const parts = [
    `${passed} passed`,
    ...(repeated.length > 0 ? [`${repeated.length} of them on the second attempt: ${repeated.join("; ")}`] : []),
    ...(failures > 0 ? [`${failures} failed`] : []),
  ];
  return { passed, failed: failures, words: parts.join(", ") };
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
  const report: VitestReport = JSON.parse(readFileSync(file, "utf8"));
  const repeated = repeatedIn(report).map(({ fullName }) => fullName);
  return testCounts(report.numPassedTests, report.numFailedTests, exitCode, repeated);
}

/** How the tests of vitest's JSON report failed that passed on their second attempt. */
export function firstAttempts(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  const report: VitestReport = JSON.parse(readFileSync(file, "utf8"));
  return repeatedIn(report).map(
    ({ fullName, failureMessages }) => `First attempt of ${fullName}: ${failureMessages.join("\n")}`,
  );
}

const repeatedIn = ({ testResults }: VitestReport): VitestReport["testResults"][number]["assertionResults"] =>
  testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, failureMessages }) => status === "passed" && failureMessages.length > 0);

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      /** Of all attempts. */
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Figures that the suites inside VS Code wrote into `folder`, one file each. */
export function suiteCounts(folder: string, exitCode: number): Counts {
  const reports: SuiteReport[] = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), "utf8")));
  const passed = reports.reduce((total, one) => total + one.passed, 0);
  const failed = reports.reduce((total, one) => total + one.failed, 0);
  return testCounts(
    passed,
    failed,
    exitCode,
    reports.flatMap(({ repeated }) => repeated),
  );
}

/** What a suite inside VS Code writes of itself. */
export interface SuiteReport {
  readonly passed: number;
  readonly failed: number;
  /** Names of the tests that passed on their second attempt alone. */
  readonly repeated: readonly string[];
}

/** What a test that passed on its second attempt says in a TAP report, before its name. */
export const secondAttempt = "passed on the second attempt: ";

/** Figures of a TAP report of node:test. */
export function tapCounts(file: string, exitCode: number): Counts {
  if (!existsSync(file)) return testCounts(0, 0, exitCode || 1);
  const text = readFileSync(file, "utf8");
  const figure = (name: string) => Number(new RegExp(`^# ${name} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
  const repeated = text
    .split("\n")
    .filter((line) => line.trimStart().startsWith(`# ${secondAttempt}`))
    .map((line) => line.slice(line.indexOf(secondAttempt) + secondAttempt.length));
  return testCounts(figure("pass"), figure("fail") + figure("cancelled"), exitCode, repeated);
}
