import type { Range } from "../../model/text.ts";
import type { TraceId } from "../../model/trace.ts";
import { seconds } from "../jsonNumbers.ts";
import { nameOf } from "./names.ts";
import { type JudgedFinding, type Outcome, shareOf } from "./outcome.ts";
import type { CheckedFinding, CheckedPipeline, PipelineCost, Place, ReportedSeverity } from "./report.ts";

/** A check as `graphlet check --format json` prints it: a stable contract, the order of its keys included. */
export interface CheckJson {
  readonly findings: readonly FindingJson[];
  readonly pipelines: readonly PipelineJson[];
  readonly summary: SummaryJson;
}

interface PlaceJson {
  readonly file: string;
  /** Index in the notebook's cells; null in any other file. */
  readonly cell: number | null;
  /** Zero-based line and UTF-16 character. */
  readonly range: Range;
}

export interface FindingJson extends PlaceJson {
  readonly code: string;
  readonly severity: ReportedSeverity;
  readonly pipeline: string | null;
  readonly node: string | null;
  readonly message: string;
  readonly seconds: number | null;
  /** The trace that it rests on; null where it rests on the text alone. */
  readonly trace: string | null;
  readonly executions: readonly TraceId[];
  /** What the newest of them show. */
  readonly evidence: CheckedFinding["evidence"];
  readonly related: readonly (PlaceJson & { readonly message: string })[];
  readonly accepted: JudgedFinding["accepted"];
}

export interface PipelineJson extends CostJson {
  readonly name: string | null;
  readonly definition: string;
  readonly trace: string | null;
  readonly why: string;
}

interface CostJson {
  readonly wastedSeconds: number | null;
  readonly costSeconds: number | null;
  /** From 0 to 1. */
  readonly wastedShare: number | null;
}

export interface SummaryJson extends CostJson {
  /** Those that nothing accepts. */
  readonly findings: Readonly<Record<ReportedSeverity, number>>;
  readonly acceptedByComment: number;
  readonly acceptedByBaseline: number;
  /** Names of the pipelines that waste more than the limit. */
  readonly overLimit: readonly (string | null)[];
  /** Entries of the baseline that nothing was found for. */
  readonly gone: readonly {
    readonly definition: string;
    readonly pipeline: string | null;
    readonly node: string | null;
    readonly subject: string | null;
    readonly code: string;
  }[];
  /** What could not be checked. */
  readonly problems: readonly { readonly file: string; readonly message: string }[];
  readonly exitCode: number;
}

/** A check as data. Paths are told from `cwd` where they lie inside. */
export function checkJson(outcome: Outcome, cwd: string): CheckJson {
  const counted = outcome.findings.filter(({ accepted }) => accepted === null);
  const count = (severity: ReportedSeverity): number => counted.filter((one) => one.severity === severity).length;
  const acceptedBy = (by: JudgedFinding["accepted"]): number =>
    outcome.findings.filter(({ accepted }) => accepted === by).length;
  return {
    findings: outcome.findings.map((finding) => findingJson(finding, cwd)),
    pipelines: outcome.pipelines.map((pipeline) => pipelineJson(pipeline, cwd)),
    summary: {
      findings: {
        error: count("error"),
        warning: count("warning"),
        information: count("information"),
        hint: count("hint"),
      },
      acceptedByComment: acceptedBy("comment"),
      acceptedByBaseline: acceptedBy("baseline"),
      ...costJson(outcome.cost),
      overLimit: outcome.overLimit.map(({ name }) => name),
      gone: outcome.gone.map(({ definition, pipeline, node, subject, code }) => ({
        definition: nameOf(definition, cwd),
        pipeline,
        node,
        subject,
        code,
      })),
      problems: outcome.problems.map(({ path, message }) => ({ file: nameOf(path, cwd), message })),
      exitCode: outcome.exitCode,
    },
  };
}

const findingJson = (finding: JudgedFinding, cwd: string): FindingJson => ({
  code: finding.code,
  severity: finding.severity,
  ...placeJson(finding.place, cwd),
  pipeline: finding.pipeline,
  node: finding.node,
  message: finding.message,
  seconds: Number.isFinite(finding.seconds) ? seconds(finding.seconds) : null,
  trace: finding.trace === null ? null : nameOf(finding.trace, cwd),
  executions: finding.executions,
  evidence: finding.evidence.map(({ execution, message }) => ({ execution, message })),
  related: finding.related.map(({ place, message }) => ({ ...placeJson(place, cwd), message })),
  accepted: finding.accepted,
});

const pipelineJson = ({ name, definition, trace, why, cost }: CheckedPipeline, cwd: string): PipelineJson => ({
  name,
  definition: nameOf(definition, cwd),
  trace: trace === null ? null : nameOf(trace, cwd),
  ...costJson(cost),
  why,
});

function costJson(cost: PipelineCost | null): CostJson {
  const share = shareOf(cost);
  return {
    wastedSeconds: cost ? seconds(cost.wastedSeconds) : null,
    costSeconds: cost ? seconds(cost.costSeconds) : null,
    wastedShare: share === null ? null : Math.round(share * 10_000) / 10_000,
  };
}

const placeJson = ({ path, cell, range: { start, end } }: Place, cwd: string): PlaceJson => ({
  file: nameOf(path, cwd),
  cell,
  range: {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  },
});
