import { problemsOf } from "../../definitions/check/index.ts";
import { parsedTexts } from "../../definitions/index.ts";
import type { Reported } from "../../features/host.ts";
import { neverCancelled } from "../../model/cancel.ts";
import type { Definition } from "../../model/definition.ts";
import type { Finding } from "../../model/finding.ts";
import type { Settings } from "../../model/settings.ts";
import { findWaste, severityOf } from "../../waste/index.ts";
import { forecastPipeline } from "../../waste/prediction/forecast.ts";
import { recentTrace } from "../../waste/prediction/recentTrace.ts";
import type { Evidence } from "../../waste/rule.ts";
import { isSilenced } from "../../waste/silence.ts";
import { byNode, hasEnough, leastModels } from "../../workspace/forecasts.ts";
import { fixesOf } from "./fixesOf.ts";
import { placeOf } from "./places.ts";
import type { CheckedFinding } from "./report.ts";

/** What the findings on one definition are made from. */
export interface FindingsInput {
  readonly definition: Definition;
  readonly reports: Reported["reports"];
  readonly settings: Settings;
  /** Milliseconds since the epoch: what ages are counted from. */
  readonly now: number;
  /** Text of a file or of a notebook's cell. */
  readonly textOf: (uri: string) => string | null;
  /** Fixes are worked out, too. */
  readonly withFixes: boolean;
  /** A rule that failed: the others are told. */
  readonly onError: (code: string, error: unknown) => void;
}

/** The findings on one definition: those of the editor, the silenced ones among them. */
export function findingsOf(input: FindingsInput): readonly CheckedFinding[] {
  return [...mistakes(input), ...input.reports.flatMap((report) => waste(report, input))];
}

/** Mistakes in the text. They are told from each other by what they say: names, no lines. */
function mistakes({ definition, settings, textOf }: FindingsInput): readonly CheckedFinding[] {
  const severity = settings.diagnostics.definitionProblems;
  if (severity === "off") return [];
  return problemsOf(definition).map(({ code, message, location }) => ({
    code,
    pipeline: null,
    node: null,
    subject: message,
    definition: placeOf({ ...location, uri: definition.uri }).path,
    severity,
    place: placeOf(location),
    message,
    unnecessary: false,
    related: [],
    trace: null,
    executions: [],
    evidence: [],
    seconds: Number.NaN,
    silenced: isSilenced({ code, location, node: null }, linesOf(textOf(location.uri))),
    fixes: [],
  }));
}

function waste(report: Reported["reports"][number], input: FindingsInput): readonly CheckedFinding[] {
  const { settings, now, textOf, withFixes, onError } = input;
  const { definition, pipeline } = report;
  // What may be another pipeline's history warns nobody.
  const evidence = report.foreign ? null : withForecasts(report, settings);
  return findWaste({ definition, pipeline, evidence, settings, now }, onError).flatMap((finding) => {
    const severity = severityOf(finding.code, settings);
    if (severity === "off") return [];
    const silenced = isSilenced(finding, linesOf(textOf(finding.location.uri)));
    return [
      {
        code: finding.code,
        pipeline: pipeline.name,
        node: finding.node?.id ?? null,
        subject: finding.subject,
        definition: placeOf({ ...finding.location, uri: definition.uri }).path,
        severity,
        place: placeOf(finding.location),
        message: finding.message,
        unnecessary: finding.unnecessary,
        related: relatedOf(finding),
        trace: finding.executions.length > 0 ? report.tracePath : null,
        executions: finding.executions,
        evidence: finding.evidence,
        seconds: finding.seconds,
        silenced,
        fixes: withFixes && !silenced ? fixesOf(finding, definition, pipeline, textOf) : [],
      },
    ];
  });
}

/** Forecasts, where the rule that tells of them is not off. */
function withForecasts({ evidence, tracePipeline }: Reported["reports"][number], settings: Settings): Evidence | null {
  const isOff = settings.diagnostics.likelyUnpushed === "off";
  if (evidence === null || tracePipeline === null || isOff || !hasEnough(evidence)) return evidence;
  const part = recentTrace(evidence.trace, tracePipeline);
  const found = forecastPipeline(part, tracePipeline, { minimum: leastModels, keep: 1 }, neverCancelled);
  return { ...evidence, forecasts: byNode(found) };
}

const relatedOf = ({ related }: Finding): CheckedFinding["related"] =>
  related.map(({ location, message }) => ({ place: placeOf(location), message }));

const linesOf = (text: string | null): readonly string[] => (text ?? "").split(/\r\n|\r|\n/);

/** Texts of a definition's files and cells, as they were parsed where that is known. */
export function textsOf(definition: Definition, other: (uri: string) => string | null): (uri: string) => string | null {
  const parsed = parsedTexts(definition);
  return (uri) => parsed?.get(uri) ?? other(uri);
}
