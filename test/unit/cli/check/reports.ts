import { type JudgeOptions, judge } from "../../../../server/src/cli/check/outcome.ts";
import type { CheckedFinding, CheckedPipeline, CheckReport, Place } from "../../../../server/src/cli/check/report.ts";

/** A place in a file below `/srv`: `pipeline.py`, lines and characters from 0. */
export const place = (line = 0, character = 0, file = "pipeline.py", cell: number | null = null): Place => ({
  path: `/srv/${file}`,
  cell,
  range: { start: { line, character }, end: { line, character: character + 7 } },
});

/** A finding on the trainer of the pipeline `taxi`. */
export const finding = (traits: Partial<CheckedFinding> = {}): CheckedFinding => ({
  code: "unpushed-models",
  pipeline: "taxi",
  node: "Trainer",
  subject: null,
  definition: "/srv/pipeline.py",
  severity: "warning",
  place: place(),
  message: "11 of the last 14 models were never deployed.",
  unnecessary: false,
  related: [],
  trace: null,
  executions: [],
  evidence: [],
  seconds: Number.NaN,
  silenced: false,
  fixes: [],
  ...traits,
});

/** The pipeline `taxi`, a quarter of whose ten hours were wasted. */
export const pipeline = (traits: Partial<CheckedPipeline> = {}): CheckedPipeline => ({
  name: "taxi",
  definition: "/srv/pipeline.py",
  trace: "/srv/metadata.sqlite",
  tracePipeline: 0,
  why: "A pipeline in metadata.sqlite has the definition's name, taxi.",
  cost: { costSeconds: 36_000, wastedSeconds: 9_000, unit: "" },
  ...traits,
});

export const report = (findings: readonly CheckedFinding[], traits: Partial<CheckReport> = {}): CheckReport => ({
  findings,
  pipelines: [pipeline()],
  problems: [],
  ...traits,
});

/** A report as it is judged with the options that a check has when none is given. */
export const judged = (found: CheckReport, options: Partial<JudgeOptions> = {}): ReturnType<typeof judge> =>
  judge(found, {
    failOn: "warning",
    maxWaste: null,
    baseline: null,
    baselineName: null,
    isMissing: () => false,
    ...options,
  });
