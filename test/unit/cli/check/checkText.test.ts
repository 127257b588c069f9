import { describe, expect, test } from "vitest";
import { checkText } from "../../../../server/src/cli/check/checkText.ts";
import { ansiColours, coloursFor, noColours } from "../../../../server/src/cli/check/colours.ts";
import type { JudgeOptions } from "../../../../server/src/cli/check/outcome.ts";
import type { CheckReport } from "../../../../server/src/cli/check/report.ts";
import { finding, judged, pipeline, place, report } from "./reports.ts";

const text = (found: CheckReport, options: Partial<JudgeOptions> = {}, colours = noColours): string =>
  `\n${checkText(judged(found, options), { cwd: "/srv", colours }).join("\n")}\n`;

test("a finding is a line, its evidence indented, and a summary ends the text", () => {
  const related = [{ place: place(11, 4), message: "Trainer: its models are deployed or used." }];
  const found = [
    finding({ place: place(41, 14), code: "redundant-trainer", message: "It repeats.", related }),
    finding({ place: place(60, 0), severity: "hint", message: "A hint." }),
  ];
  expect(text(report(found))).toBe(`
pipeline.py:42:15 warning redundant-trainer It repeats.
    pipeline.py:12:5 Trainer: its models are deployed or used.
pipeline.py:61:1 hint unpushed-models A hint.

2 findings (1 warning, 1 hint) in 1 pipeline.
2.5 h of 10 h compute time wasted (25 %).
`);
});

test("what executions show stands under the finding, the same of several in one line", () => {
  const evidence = [
    { execution: 9, message: "Not deployed: not blessed." },
    { execution: 7, message: "Not deployed." },
    { execution: 5, message: "Not deployed: not blessed." },
  ];
  expect(text(report([finding({ trace: "/srv/runs/metadata.sqlite", evidence })]))).toContain(`
    runs/metadata.sqlite executions 9, 5: Not deployed: not blessed.
    runs/metadata.sqlite execution 7: Not deployed.
`);
});

test("nothing found is said, and what has no trace", () => {
  const bare = pipeline({ trace: null, tracePipeline: null, cost: null });
  expect(text(report([], { pipelines: [bare] }))).toBe("\nNo findings in 1 pipeline without a trace.\n");
  expect(text(report([], { pipelines: [bare, pipeline()] }))).toContain("2 pipelines, 1 of them without a trace.\n");
});

test("accepted findings are counted, not shown", () => {
  const found = report([finding({ silenced: true }), finding({ node: "a" }), finding({ node: "b" })]);
  const baseline = { path: "/srv/known.json", entries: [finding({ node: "a" }), finding({ node: "b" })] };
  expect(text(found, { baseline, baselineName: "known.json" })).toBe(`
No findings in 1 pipeline.
1 accepted by a comment, 2 accepted by known.json.
2.5 h of 10 h compute time wasted (25 %).
`);
});

test("entries of the baseline that are no longer found are told", () => {
  const baseline = { path: "/srv/known.json", entries: [finding({ code: "failing-node" })] };
  expect(text(report([]), { baseline, baselineName: "known.json" })).toContain(`
1 entry of known.json no longer found. Run with --update-baseline to take it out.
    pipeline.py taxi Trainer failing-node
`);
});

test("a share above the limit is told with the limit", () => {
  expect(text(report([]), { maxWaste: 0.2 })).toContain(
    "\ntaxi: 25 % of 10 h compute time wasted, above the limit of 20 %.\n",
  );
});

test("a trace without costs is said to have none, in place of a zero", () => {
  const cost = { costSeconds: 0, wastedSeconds: 0, unit: "" };
  expect(text(report([], { pipelines: [pipeline({ cost })] }))).toBe(
    "\nNo findings in 1 pipeline.\nNo compute time is recorded: what was wasted is not known.\n",
  );
});

test("a property that the user named is the unit", () => {
  const cost = { costSeconds: 20, wastedSeconds: 5, unit: "billed_dollars" };
  expect(text(report([], { pipelines: [pipeline({ cost })] }))).toContain(
    "\n5 billed_dollars of 20 billed_dollars wasted (25 %).\n",
  );
});

test("places in notebooks name the cell, places elsewhere the whole path", () => {
  const found = report([
    finding({ place: place(2, 4, "a.ipynb", 3) }),
    finding({ place: { ...place(), path: "/x/p.py" } }),
  ]);
  expect(text(found)).toMatch(/^\na\.ipynb:cell 3:3:5 .*\n\/x\/p\.py:1:1 /);
});

test("names from files cannot steer the terminal", () => {
  const found = report([finding({ place: place(0, 0, "\u001b[31mred.py"), message: "a\nb\u001b]0;title\u0007" })]);
  const printed = text(found, {}, ansiColours);
  expect(printed).toContain("\\u{1b}[31mred.py:1:1");
  expect(printed).toContain("a\\u{a}b\\u{1b}]0;title\\u{7}");
});

describe("colours", () => {
  test("are for terminals, and for those who want them", () => {
    expect(coloursFor(true, {})).toBe(ansiColours);
    expect(coloursFor(true, { NO_COLOR: "" })).toBe(ansiColours);
    expect(coloursFor(true, { NO_COLOR: "1" })).toBe(noColours);
    expect(coloursFor(true, { TERM: "dumb" })).toBe(noColours);
    expect(coloursFor(false, {})).toBe(noColours);
  });

  test("change nothing but the colour", () => {
    const found = report([finding()]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes begin with one
    expect(text(found, {}, ansiColours).replace(/\u001b\[\d+m/g, "")).toBe(text(found));
  });
});
