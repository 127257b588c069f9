import { dirname } from "node:path";
import { type Severity, severities } from "../../model/settings.ts";
import { type Baseline, fingerprintOf } from "./baseline.ts";
import { comparePlaces, compareTexts } from "./places.ts";
import type { CheckedFinding, CheckedPipeline, CheckProblem, CheckReport, Identity, PipelineCost } from "./report.ts";

/** A finding that counts, or what it was accepted by. */
export interface JudgedFinding extends CheckedFinding {
  readonly accepted: "comment" | "baseline" | null;
}

/** What a check comes to. */
export interface Outcome {
  /** By place, then code; the accepted ones among them. */
  readonly findings: readonly JudgedFinding[];
  /** By definition, in its order. */
  readonly pipelines: readonly CheckedPipeline[];
  readonly problems: readonly CheckProblem[];
  /** Name of the baseline's file as given; null without one. */
  readonly baseline: string | null;
  /** Entries of the baseline that nothing was found for, of definitions that were checked or are gone. */
  readonly gone: readonly Identity[];
  /** All pipelines' cost, each pipeline of a trace once; null without traces, and where their units differ. */
  readonly cost: PipelineCost | null;
  /** Pipelines that waste more than the limit. */
  readonly overLimit: readonly CheckedPipeline[];
  /** Largest share of waste from 0 to 1; null where there is no limit. */
  readonly maxWaste: number | null;
  /** 0 clean, 1 found, 2 not everything could be checked. */
  readonly exitCode: 0 | 1 | 2;
}

export interface JudgeOptions {
  /** Findings of this severity or above fail; `off`: none does. */
  readonly failOn: Severity;
  readonly maxWaste: number | null;
  readonly baseline: Baseline | null;
  /** The baseline's name as given. */
  readonly baselineName: string | null;
  /** Whether a file is there no more. */
  readonly isMissing: (path: string) => boolean;
}

/** Judges a report: what counts, what was accepted, and how the check ends. */
export function judge(report: CheckReport, options: JudgeOptions): Outcome {
  const { failOn, maxWaste, baseline, isMissing } = options;
  const base = baseline ? dirname(baseline.path) : "";
  const accepted = new Set(baseline?.entries.map((entry) => fingerprintOf(entry, base)) ?? []);
  const found = new Set(report.findings.map((finding) => fingerprintOf(finding, base)));
  const checked = new Set(report.pipelines.map(({ definition }) => definition));

  const findings = report.findings.map((finding): JudgedFinding => {
    if (finding.silenced) return { ...finding, accepted: "comment" };
    return { ...finding, accepted: baseline && accepted.has(fingerprintOf(finding, base)) ? "baseline" : null };
  });
  const pipelines = [...report.pipelines].sort((a, b) => compareTexts(a.definition, b.definition));
  const overLimit = pipelines.filter((pipeline) => maxWaste !== null && (shareOf(pipeline.cost) ?? 0) > maxWaste);
  const fails = findings.some(({ accepted, severity }) => accepted === null && isAtLeast(severity, failOn));
  const isWhole = report.problems.every((problem) => problem.isWhole);
  return {
    findings: onceEach(findings).sort(
      (a, b) => comparePlaces(a.place, b.place) || compareTexts(a.code, b.code) || compareTexts(a.message, b.message),
    ),
    pipelines,
    problems: [...report.problems].sort((a, b) => compareTexts(a.path, b.path) || compareTexts(a.message, b.message)),
    baseline: options.baselineName,
    gone: (baseline?.entries ?? []).filter(
      (entry) =>
        !found.has(fingerprintOf(entry, base)) && (checked.has(entry.definition) || isMissing(entry.definition)),
    ),
    cost: sumOf(pipelines),
    overLimit,
    maxWaste,
    exitCode: fails || overLimit.length > 0 ? 1 : isWhole ? 0 : 2,
  };
}

/** Two definitions may be made of one module, and have one trace: what is the same for both is told once, and counts if it does for one. */
function onceEach(findings: readonly JudgedFinding[]): JudgedFinding[] {
  const unique = new Map<string, JudgedFinding>();
  for (const finding of findings) {
    const { place, code, node, subject, message, accepted } = finding;
    const key = JSON.stringify([place, code, node, subject, message]);
    if (!unique.has(key) || accepted === null) unique.set(key, finding);
  }
  return [...unique.values()];
}

/** Wasted share of a cost, from 0 to 1; null where nothing is known of it. */
export const shareOf = (cost: CheckedPipeline["cost"]): number | null =>
  cost && cost.costSeconds > 0 ? cost.wastedSeconds / cost.costSeconds : null;

/** What a baseline accepts after this check: all findings that no comment accepts, and what it says of definitions that were not checked. */
export function nextBaseline(
  path: string,
  before: Baseline | null,
  report: CheckReport,
  isMissing: (path: string) => boolean,
): Baseline {
  const found = report.findings.filter(({ silenced }) => !silenced);
  const known = new Set(found.map((finding) => fingerprintOf(finding, dirname(path))));
  const checked = new Set(report.pipelines.map(({ definition }) => definition));
  const kept = (before?.entries ?? []).filter(
    (entry) =>
      !checked.has(entry.definition) && !isMissing(entry.definition) && !known.has(fingerprintOf(entry, dirname(path))),
  );
  return { path, entries: [...found, ...kept] };
}

/** The severities in `severities` rise; `off` is no finding's. */
const isAtLeast = (severity: Severity, least: Severity): boolean =>
  least !== "off" && severities.indexOf(severity) >= severities.indexOf(least);

function sumOf(pipelines: readonly CheckedPipeline[]): PipelineCost | null {
  const costs = new Map<string, PipelineCost>();
  for (const { trace, tracePipeline, cost } of pipelines) if (cost) costs.set(`${tracePipeline} ${trace}`, cost);
  const [first, ...others] = costs.values();
  if (!first || others.some(({ unit }) => unit !== first.unit)) return null;
  let { costSeconds, wastedSeconds } = first;
  for (const cost of others) {
    costSeconds += cost.costSeconds;
    wastedSeconds += cost.wastedSeconds;
  }
  return { costSeconds, wastedSeconds, unit: first.unit };
}
