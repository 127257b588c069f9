import { costWord, formatCost } from "../../model/cost.ts";
import { formatCount, formatPercent } from "../../model/format.ts";
import { defaultSettings } from "../../model/settings.ts";
import { printable } from "../table.ts";
import type { Colours } from "./colours.ts";
import { nameOf, placeName } from "./names.ts";
import { type JudgedFinding, type Outcome, shareOf } from "./outcome.ts";
import type { PipelineCost, ReportedSeverity } from "./report.ts";

/** How the text is made. */
export interface TextOptions {
  /** Absolute path of the folder that paths are told from. */
  readonly cwd: string;
  readonly colours: Colours;
}

/** What a check found, as lines for people: a line a finding, its evidence indented, then what it comes to. Accepted findings are only counted. */
export function checkText(outcome: Outcome, options: TextOptions): string[] {
  const counted = outcome.findings.filter(({ accepted }) => accepted === null);
  const lines = counted.flatMap((finding) => findingLines(finding, options));
  return [...lines, ...(lines.length > 0 ? [""] : []), ...closing(outcome, counted, options)].map((line) =>
    line.trimEnd(),
  );
}

function findingLines(finding: JudgedFinding, { cwd, colours }: TextOptions): string[] {
  const { place, severity, code, message, related, trace } = finding;
  const head = [
    colours.strong(printable(placeName(place, cwd))),
    colours[severity](severity),
    colours.dim(code),
    printable(message),
  ];
  const indented = (where: string, message: string): string =>
    `    ${colours.dim(printable(where))} ${printable(message)}`;
  return [
    head.join(" "),
    ...related.map((one) => indented(placeName(one.place, cwd), one.message)),
    ...(trace === null ? [] : evidenceOf(finding).map((message) => indented(nameOf(trace, cwd), message))),
  ];
}

/** `executions 1485, 1471: Not deployed: not blessed.`: what shows the same is one line. */
function evidenceOf({ evidence }: JudgedFinding): string[] {
  const byMessage = new Map<string, string[]>();
  for (const { execution, message } of evidence) {
    const known = byMessage.get(message);
    if (known) known.push(String(execution));
    else byMessage.set(message, [String(execution)]);
  }
  return [...byMessage].map(
    ([message, ids]) => `${ids.length === 1 ? "execution" : "executions"} ${ids.join(", ")}: ${message}`,
  );
}

function closing(outcome: Outcome, counted: readonly JudgedFinding[], { cwd, colours }: TextOptions): string[] {
  const { findings, pipelines, cost, overLimit, maxWaste, gone, baseline } = outcome;
  const silenced = findings.filter(({ accepted }) => accepted === "comment").length;
  const known = findings.filter(({ accepted }) => accepted === "baseline").length;
  const accepted = [
    ...(silenced > 0 ? [`${figure(silenced)} accepted by a comment`] : []),
    ...(known > 0 ? [`${figure(known)} accepted by ${baseline}`] : []),
  ];
  const limits = overLimit.map(({ name, definition, cost }) =>
    colours.error(
      printable(
        `${name ?? nameOf(definition, cwd)}: ${formatPercent(shareOf(cost) ?? 0)} of ${costText(cost)} wasted, above the limit of ${formatPercent(maxWaste ?? 0)}.`,
      ),
    ),
  );
  const entries = gone.map(({ definition, pipeline, node, code }) =>
    printable(`    ${[nameOf(definition, cwd), pipeline, node, code].filter((one) => one !== null).join(" ")}`),
  );
  return [
    ...limits,
    ...(gone.length > 0
      ? [
          printable(
            `${formatCount(gone.length, "entry", "entries")} of ${baseline} no longer found. Run with --update-baseline to take ${gone.length === 1 ? "it" : "them"} out.`,
          ),
          ...entries,
        ]
      : []),
    `${colours.strong(capital(formatCount(counted.length, "finding")))}${countsText(counted)} in ${pipelinesText(pipelines)}.`,
    ...(accepted.length > 0 ? [printable(`${capital(accepted.join(", "))}.`)] : []),
    ...(cost ? [printable(wasteText(cost))] : []),
  ];
}

/** `2 pipelines, 1 of them without a trace`. */
function pipelinesText(pipelines: Outcome["pipelines"]): string {
  const untraced = pipelines.filter((pipeline) => pipeline.trace === null).length;
  const all = formatCount(pipelines.length, "pipeline");
  if (untraced === 0) return all;
  return untraced === pipelines.length
    ? `${all} without a trace`
    : `${all}, ${figure(untraced)} of them without a trace`;
}

/** ` (1 error, 2 warnings)`. */
function countsText(findings: readonly JudgedFinding[]): string {
  const words: readonly (readonly [ReportedSeverity, string, string])[] = [
    ["error", "error", "errors"],
    ["warning", "warning", "warnings"],
    ["information", "information", "information"],
    ["hint", "hint", "hints"],
  ];
  const counts = words.flatMap(([severity, one, many]) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [formatCount(count, one, many)];
  });
  return counts.length === 0 ? "" : ` (${counts.join(", ")})`;
}

/** `12.4 h of 31.2 h compute time wasted (40 %).`, or that none is recorded. */
function wasteText(cost: PipelineCost): string {
  const share = shareOf(cost);
  if (share === null) return `No ${costWord(settingsFor(cost))} is recorded: what was wasted is not known.`;
  return `${formatCost(cost.wastedSeconds, settingsFor(cost))} of ${costText(cost)} wasted (${formatPercent(share)}).`;
}

/** `31.2 h compute time`. */
function costText(cost: PipelineCost | null): string {
  if (!cost) return "nothing";
  const settings = settingsFor(cost);
  const figure = formatCost(cost.costSeconds, settings);
  return cost.unit === "" ? `${figure} ${costWord(settings)}` : figure;
}

const settingsFor = ({ unit }: PipelineCost) => ({ ...defaultSettings, costProperty: unit });
const figure = (count: number): string => count.toLocaleString("en-US");
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
