import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { err, ok, type Result } from "../model/result.ts";
import { defaultSettings, type Settings } from "../model/settings.ts";
import { isDatabaseAddress } from "../traces/database/address.ts";
import { maxNotebookBytes, readText, readTextNow } from "../workspace/files.ts";
import type { CheckOptions } from "./arguments.ts";
import { type Baseline, baselineText, parseBaseline } from "./check/baseline.ts";
import { checkJson } from "./check/checkJson.ts";
import { checkRoot } from "./check/checkRoot.ts";
import { checkText } from "./check/checkText.ts";
import { coloursFor, noColours } from "./check/colours.ts";
import { nameOf } from "./check/names.ts";
import { judge, nextBaseline, type Outcome } from "./check/outcome.ts";
import type { CheckProblem, CheckReport } from "./check/report.ts";
import { settingsFileOf, type Target, targetOf } from "./check/roots.ts";
import { type RulePages, sarifOf } from "./check/sarif.ts";
import { readSettings } from "./check/settingsFile.ts";
import { jsonText } from "./jsonText.ts";

const maxBaselineBytes = 20_000_000;

/** Where a check runs. */
export interface CheckContext {
  /** Absolute path of the folder that paths are told from. */
  readonly cwd: string;
  /** Standard output is a terminal. */
  readonly isTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch: what ages are counted from. */
  readonly now: number;
  /** The program's own version. */
  readonly version: string;
  /** The documentation that SARIF carries. */
  readonly pages: RulePages;
}

/** What a check hands back. */
export interface CheckDone {
  readonly output: Iterable<string>;
  /** Lines for standard error. */
  readonly notes: readonly string[];
  readonly exitCode: 0 | 1 | 2;
}

/** `graphlet check PATH…`: what it prints and how it ends, or in one line why it could not run. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  context: CheckContext,
): Promise<Result<CheckDone, string>> {
  const { cwd, now } = context;
  const before = await readBaseline(options);
  if (!before.ok) return before;
  const targets = await targetsOf(paths);
  const report = await checkAll(targets.found, targets.problems, options, now);
  if (!report.ok) return report;
  const [problem] = report.value.problems;
  if (report.value.pipelines.length === 0 && report.value.findings.length === 0) {
    const cause = problem ? `${nameOf(problem.path, cwd)}: ${problem.message}` : "Check the paths.";
    return err(`graphlet: no pipeline to check in ${paths.join(", ")}. ${cause}`);
  }
  const isMissing = (path: string): boolean => !existsSync(path);
  let baseline = before.value;
  if (options.updateBaseline && options.baseline !== null) {
    baseline = nextBaseline(resolve(options.baseline), baseline, report.value, isMissing);
    const written = await write(options.baseline, baselineText(baseline));
    if (!written.ok) return written;
  }
  const { failOn, maxWaste } = options;
  const outcome = judge(report.value, { failOn, maxWaste, baseline, baselineName: options.baseline, isMissing });
  const output = rendered(outcome, options, context);
  const notes = outcome.problems.map(({ path, message }) => `${nameOf(path, cwd)}: ${message}`);
  if (options.output === null) return ok({ output, notes, exitCode: outcome.exitCode });
  const written = await write(options.output, [...output].join(""));
  return written.ok ? ok({ output: [], notes, exitCode: outcome.exitCode }) : written;
}

function rendered(outcome: Outcome, { format, output }: CheckOptions, context: CheckContext): Iterable<string> {
  const { cwd, isTerminal, environment } = context;
  switch (format) {
    case "json":
      return [jsonText(checkJson(outcome, cwd))];
    case "sarif":
      return [
        jsonText(
          sarifOf(outcome, { ...context, readText: (path) => readTextNow(path, maxNotebookBytes)?.text ?? null }),
        ),
      ];
    case "text": {
      const colours = output === null ? coloursFor(isTerminal, environment) : noColours;
      return checkText(outcome, { cwd, colours }).map((line) => `${line}\n`);
    }
  }
}

/** What the paths are. One that is not there is a problem, and hides no other. */
async function targetsOf(paths: readonly string[]) {
  const found: Target[] = [];
  const problems: CheckProblem[] = [];
  for (const path of paths) {
    const target = await targetOf(path);
    if (target.ok) found.push(target.value);
    else problems.push({ path: resolve(path), message: target.error, isWhole: false });
  }
  return { found, problems };
}

async function checkAll(
  targets: readonly Target[],
  problems: readonly CheckProblem[],
  options: CheckOptions,
  now: number,
): Promise<Result<CheckReport, string>> {
  const reports: CheckReport[] = [{ findings: [], pipelines: [], problems }];
  const trace =
    options.trace === null ? null : isDatabaseAddress(options.trace) ? options.trace : resolve(options.trace);
  for (const root of new Set(targets.map((target) => target.root))) {
    const settings = await settingsOf(root, options);
    if (!settings.ok) return settings;
    const inRoot = targets.filter((target) => target.root === root);
    const kept = options.cache === undefined ? {} : { cache: options.cache };
    const withFixes = options.format === "sarif";
    const report = await checkRoot(root, inRoot, { settings: settings.value, trace, kept, withFixes, now });
    if (!report.ok) return report;
    reports.push(report.value);
  }
  return ok({
    findings: reports.flatMap(({ findings }) => findings),
    pipelines: reports.flatMap(({ pipelines }) => pipelines),
    problems: reports.flatMap((report) => report.problems),
  });
}

async function settingsOf(root: string, { settings }: CheckOptions): Promise<Result<Settings, string>> {
  const file = settings === null ? await settingsFileOf(root) : resolve(settings);
  return file === null ? ok(defaultSettings) : readSettings(file);
}

/** The baseline that findings are held against; null without one, and where the first is still to be written. */
async function readBaseline({ baseline, updateBaseline }: CheckOptions): Promise<Result<Baseline | null, string>> {
  if (baseline === null || (updateBaseline && !existsSync(baseline))) return ok(null);
  const read = await readText(resolve(baseline), maxBaselineBytes);
  if (!read) return err(`${baseline}: cannot be read. Check the path, or make it with --update-baseline.`);
  const parsed = parseBaseline(resolve(baseline), read.text);
  return parsed.ok ? parsed : err(`${baseline}: ${parsed.error}`);
}

async function write(file: string, text: string): Promise<Result<null, string>> {
  try {
    await writeFile(file, text);
    return ok(null);
  } catch (error) {
    return err(`${file}: cannot be written (${error instanceof Error ? error.message : error}). Check the path.`);
  }
}
