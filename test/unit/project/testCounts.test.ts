import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { firstAttempts, suiteCounts, tapCounts, vitestCounts } from "../../../scripts/test/counts.ts";

const folder = mkdtempSync(path.join(tmpdir(), "graphlet-counts-"));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const vitestReport = (...tests: readonly (readonly [string, string, number])[]): string =>
  JSON.stringify({
    numPassedTests: tests.filter(([, status]) => status === "passed").length,
    numFailedTests: tests.filter(([, status]) => status === "failed").length,
    testResults: [
      {
        assertionResults: tests.map(([fullName, status, failures]) => ({
          fullName,
          status,
          failureMessages: Array.from({ length: failures }, () => "not yet"),
        })),
      },
    ],
  });

describe("the summary of a step", () => {
  it("names the tests that passed on their second attempt", () => {
    const file = written("view.json", vitestReport(["a", "passed", 0], ["b moves", "passed", 1], ["c", "passed", 0]));
    expect(vitestCounts(file, 0).words).toBe("3 passed, 1 of them on the second attempt: b moves");
  });

  it("tells them from tests that failed", () => {
    const file = written("mixed.json", vitestReport(["a", "passed", 1], ["b", "failed", 2], ["c", "passed", 1]));
    expect(vitestCounts(file, 1).words).toBe("2 passed, 2 of them on the second attempt: a; c, 1 failed");
  });

  it("keeps how they failed at first", () => {
    const file = written("first.json", vitestReport(["a", "passed", 0], ["b", "passed", 1], ["c", "failed", 2]));
    expect(firstAttempts(file)).toEqual(["First attempt of b: not yet"]);
  });

  it("says nothing of attempts where each test had one", () => {
    expect(vitestCounts(written("plain.json", vitestReport(["a", "passed", 0])), 0).words).toBe("1 passed");
  });

  it("names those of the suites inside VS Code", () => {
    const suites = mkdtempSync(path.join(folder, "suites-"));
    writeFileSync(path.join(suites, "one.json"), JSON.stringify({ passed: 4, failed: 0, repeated: ["a lens opens"] }));
    writeFileSync(path.join(suites, "two.json"), JSON.stringify({ passed: 2, failed: 0, repeated: [] }));
    expect(suiteCounts(suites, 0).words).toBe("6 passed, 1 of them on the second attempt: a lens opens");
  });

  it("names those of a TAP report", () => {
    const lines = [
      "TAP version 13",
      "    ok 1 - drops a trainer",
      "    # passed on the second attempt: drops a trainer",
    ];
    const file = written("ui.tap", [...lines, "# pass 1", "# fail 0", "# cancelled 0", ""].join("\n"));
    expect(tapCounts(file, 0).words).toBe("1 passed, 1 of them on the second attempt: drops a trainer");
  });
});
