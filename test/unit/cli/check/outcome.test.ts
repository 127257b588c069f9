import { describe, expect, test } from "vitest";
import type { Baseline } from "../../../../server/src/cli/check/baseline.ts";
import { type JudgeOptions, nextBaseline } from "../../../../server/src/cli/check/outcome.ts";
import type { CheckReport } from "../../../../server/src/cli/check/report.ts";
import { finding, judged, pipeline, place, report } from "./reports.ts";

const accepting = (...entries: Baseline["entries"]): Partial<JudgeOptions> => ({
  baseline: { path: "/srv/graphlet-baseline.json", entries },
  baselineName: "graphlet-baseline.json",
});

describe("the exit code", () => {
  test.each([
    ["hint", 1],
    ["warning", 1],
    ["error", 0],
    ["off", 0],
  ] as const)("with --fail-on %s and a warning is %i", (failOn, code) => {
    expect(judged(report([finding()]), { failOn }).exitCode).toBe(code);
  });

  test("is 0 where a comment or the baseline accepts all that is found", () => {
    const found = report([finding({ silenced: true }), finding({ node: "Evaluator" })]);
    expect(judged(found, accepting(finding({ node: "Evaluator" }))).exitCode).toBe(0);
  });

  test("is 1 where a pipeline wastes more than the limit, and 0 at the limit", () => {
    expect(judged(report([]), { maxWaste: 0.24 }).exitCode).toBe(1);
    expect(judged(report([]), { maxWaste: 0.25 }).exitCode).toBe(0);
  });

  const unread = { path: "/srv/broken.ipynb", message: "not a notebook", isWhole: false };

  test("is 2 where something could not be checked and nothing else was found", () => {
    expect(judged(report([], { problems: [unread] })).exitCode).toBe(2);
    expect(judged(report([], { problems: [{ ...unread, isWhole: true }] })).exitCode).toBe(0);
  });

  test("is 1 where something was found, whatever could not be checked", () => {
    expect(judged(report([finding()], { problems: [unread] })).exitCode).toBe(1);
  });
});

test("findings are in the order of files, cells, lines, characters, codes", () => {
  const places = [place(2, 0, "b.py"), place(0, 0, "a.ipynb", 1), place(9, 0, "a.ipynb", 0), place(1, 4), place(1, 2)];
  const found = report([
    ...places.map((one) => finding({ place: one })),
    finding({ place: place(1, 2), code: "dead-trainer" }),
  ]);
  expect(
    judged(found).findings.map(({ place: { path, cell, range }, code }) =>
      [path.slice("/srv/".length), cell, range.start.line, range.start.character, code].join(" "),
    ),
  ).toEqual([
    "a.ipynb 0 9 0 unpushed-models",
    "a.ipynb 1 0 0 unpushed-models",
    "b.py  2 0 unpushed-models",
    "pipeline.py  1 2 dead-trainer",
    "pipeline.py  1 2 unpushed-models",
    "pipeline.py  1 4 unpushed-models",
  ]);
});

test("what two definitions have from one module is told once, and counts if it does for one of them", () => {
  const found = report([finding(), finding({ pipeline: "fares", definition: "/srv/fares.py" })]);
  expect(judged(found).findings).toHaveLength(1);
  expect(judged(found, accepting(finding())).findings.map(({ pipeline, accepted }) => [pipeline, accepted])).toEqual([
    ["fares", null],
  ]);
});

describe("waste", () => {
  const sum = (...pipelines: CheckReport["pipelines"]) => judged(report([], { pipelines })).cost;

  test("is summed over pipelines, each pipeline of a trace once", () => {
    const again = pipeline({ definition: "/srv/copy.py" });
    expect(sum(pipeline(), again, pipeline({ tracePipeline: 1 }))).toEqual({
      costSeconds: 72_000,
      wastedSeconds: 18_000,
      unit: "",
    });
  });

  test("is not summed over different units", () => {
    const dollars = pipeline({ tracePipeline: 1, cost: { costSeconds: 5, wastedSeconds: 1, unit: "dollars" } });
    expect(sum(pipeline(), dollars)).toBeNull();
  });
});

describe("entries of a baseline that nothing is found for", () => {
  const goneOf = (entry: Baseline["entries"][number], isMissing = false) =>
    judged(report([finding()]), { ...accepting(entry), isMissing: () => isMissing }).gone;

  test("are told where their definition was checked or is gone", () => {
    expect(goneOf(finding({ node: "Evaluator" }))).toHaveLength(1);
    expect(goneOf(finding({ node: "Evaluator", definition: "/srv/other.py" }), true)).toHaveLength(1);
  });

  test("are kept where their definition was not checked", () => {
    const other = finding({ pipeline: "other", definition: "/srv/other.py" });
    expect(goneOf(other)).toEqual([]);
    const before = { path: "/srv/b.json", entries: [other, finding({ node: "Evaluator" })] };
    const next = nextBaseline("/srv/b.json", before, report([finding()]), () => false);
    expect(next.entries.map(({ pipeline, node }) => `${pipeline} ${node}`)).toEqual(["taxi Trainer", "other Trainer"]);
  });

  test("are none while a comment accepts the finding", () => {
    expect(judged(report([finding({ silenced: true })]), accepting(finding())).gone).toEqual([]);
  });
});
