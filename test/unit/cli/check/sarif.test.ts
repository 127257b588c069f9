import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { CheckReport } from "../../../../server/src/cli/check/report.ts";
import { sarifOf } from "../../../../server/src/cli/check/sarif.ts";
import type { RulePages } from "../../../../server/src/cli/check/sarifRules.ts";
import { problemCodes } from "../../../../server/src/definitions/check/codes.ts";
import { findingCodes } from "../../../../server/src/model/finding.ts";
import { finding, judged, place, report } from "./reports.ts";
import { sarifErrors } from "./schema.ts";

const pages: RulePages = {
  rules: new Map([["dead-trainer", readFileSync("docs/rules/dead-trainer.md", "utf8")]]),
  problems: readFileSync("docs/problems.md", "utf8"),
};
const notebook = JSON.stringify({ cells: [{ source: ["import x\n", "trainer = 1"] }] }, null, 1);

interface Result {
  readonly partialFingerprints: object;
  readonly suppressions: readonly { readonly kind: string }[];
  readonly baselineState?: string;
  readonly properties: { readonly node: string };
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly Record<string, never>[] } };
  readonly results: readonly Result[];
  readonly invocations: readonly Record<string, never>[];
}

function run(found: CheckReport, accepted: CheckReport["findings"] = []): Run {
  const baseline = accepted.length === 0 ? null : { path: "/srv/known.json", entries: accepted };
  const baselineName = baseline ? "known.json" : null;
  const outcome = judged(found, { baseline, baselineName });
  const log = sarifOf(outcome, { cwd: "/srv", version: "1.2.3", pages, readText: () => notebook });
  expect(sarifErrors(log)).toEqual([]);
  return (log as { readonly runs: readonly [Run] }).runs[0];
}

test("a schema that refuses holds the logs", () => {
  expect(sarifErrors({ version: "2.1.0", runs: [{ results: [] }] })).toEqual([
    "/runs/0: must have required property 'tool'",
  ]);
});

describe("the rules", () => {
  const { rules } = run(report([])).tool.driver;

  test("are all codes, with their documentation", () => {
    expect(rules.map(({ id }) => id)).toEqual([...findingCodes, ...problemCodes]);
    expect(rules.find(({ id }) => id === "dead-trainer")).toMatchObject({
      shortDescription: { text: expect.stringMatching(/^The definition trains a model .*\.$/) },
      help: { markdown: expect.stringContaining("## What to do"), text: expect.not.stringContaining("##") },
      helpUri: "https://github.com/graphlet/graphlet/blob/main/docs/rules/dead-trainer.md",
      defaultConfiguration: { enabled: true, level: "warning" },
    });
  });

  test("of mistakes have the sections of their page", () => {
    expect(rules.find(({ id }) => id === "cycle")).toMatchObject({
      help: { markdown: expect.stringMatching(/^## cycle\n/) },
      helpUri: "https://github.com/graphlet/graphlet/blob/main/docs/problems.md#cycle",
    });
  });
});

describe("a result", () => {
  test("stands at a relative place that counts from 1, and names its rule and node", () => {
    const [result] = run(report([finding({ place: place(4, 2, "a b/ü.py"), code: "dead-trainer" })])).results;
    expect(result).toMatchObject({
      ruleId: "dead-trainer",
      ruleIndex: findingCodes.indexOf("dead-trainer"),
      level: "warning",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "a%20b/%C3%BC.py", uriBaseId: "%SRCROOT%" },
            region: { startLine: 5, startColumn: 3, endLine: 5, endColumn: 10 },
          },
          logicalLocations: [{ fullyQualifiedName: "taxi/Trainer" }],
        },
      ],
      suppressions: [],
    });
  });

  test("outside the folder stands at a whole URI", () => {
    const outside = finding({ place: { ...place(), path: "/elsewhere/p.py" } });
    expect(JSON.stringify(run(report([outside])).results)).toContain('{"uri":"file:///elsewhere/p.py"}');
  });

  test("in a notebook stands where the cell's text stands in the file", () => {
    const [result] = run(report([finding({ place: place(1, 0, "a.ipynb", 0) })])).results;
    const region = { startLine: 6, startColumn: 6, endLine: 6, endColumn: 13 };
    expect(result).toMatchObject({ locations: [{ physicalLocation: { region } }], properties: { cell: 0 } });
    expect(notebook.split("\n")[5]?.slice(5, 12)).toBe("trainer");
  });

  test.each([
    ["error", "error"],
    ["warning", "warning"],
    ["information", "note"],
    ["hint", "note"],
  ] as const)("of severity %s has the level %s", (severity, level) => {
    expect(run(report([finding({ severity })])).results).toMatchObject([{ level, properties: { severity } }]);
  });

  test("has the same fingerprint on another line", () => {
    const [a, b] = [1, 9].map((line) => run(report([finding({ place: place(line), message: `${line}` })])).results[0]);
    expect(a?.partialFingerprints).toEqual(b?.partialFingerprints);
  });

  test("carries its evidence and its fixes", () => {
    const range = { start: { line: 3, character: 0 }, end: { line: 5, character: 0 } };
    const fixes = [
      { title: "Remove it", edits: [{ path: "/srv/pipeline.py", edits: [{ range, newText: "" }] }] },
      { title: "Change it", edits: [{ path: "/srv/pipeline.py", edits: [{ range, newText: "x" }] }] },
    ];
    const related = [{ place: place(7), message: "Trainer: in use." }];
    expect(run(report([finding({ fixes, related })])).results).toMatchObject([
      {
        relatedLocations: [{ id: 0, message: { text: "Trainer: in use." } }],
        fixes: [
          {
            description: { text: "Remove it" },
            artifactChanges: [{ replacements: [{ deletedRegion: { startLine: 4, endLine: 6, endColumn: 1 } }] }],
          },
          { artifactChanges: [{ replacements: [{ insertedContent: { text: "x" } }] }] },
        ],
      },
    ]);
  });

  test("that is accepted is suppressed, and new ones are told from known ones", () => {
    const known = finding({ node: "known" });
    const { results } = run(report([finding({ silenced: true, node: "quiet" }), known, finding()]), [known]);
    const byNode = results.map(({ properties, suppressions, baselineState }) => [
      properties.node,
      suppressions.map(({ kind }) => kind).join(),
      baselineState,
    ]);
    expect(byNode).toEqual([
      ["quiet", "inSource", "new"],
      ["known", "external", "unchanged"],
      ["Trainer", "", "new"],
    ]);
  });
});

test("what could not be checked is a notification, and the run did not succeed", () => {
  const problems = [{ path: "/srv/broken.ipynb", message: "not a notebook", isWhole: false }];
  expect(run(report([], { problems })).invocations).toMatchObject([
    {
      executionSuccessful: false,
      exitCode: 2,
      toolExecutionNotifications: [{ level: "error", message: { text: "broken.ipynb: not a notebook" } }],
    },
  ]);
});
