import { basename, dirname, join } from "node:path";
import { neverCancelled } from "../../model/cancel.ts";
import { err, ok, type Result } from "../../model/result.ts";
import type { Settings } from "../../model/settings.ts";
import { createDefinitions, type Parsed } from "../../workspace/definitions.ts";
import type { Documents } from "../../workspace/documents.ts";
import type { Log } from "../../workspace/log.ts";
import { canonicalUri, pathOf, uriOf } from "../../workspace/paths.ts";
import { reportsOf } from "../../workspace/reports.ts";
import { scanFolders } from "../../workspace/scan.ts";
import { createSearch } from "../../workspace/search.ts";
import { pairDefinition } from "../../workspace/stores.ts";
import { userOf } from "../../workspace/users.ts";
import { costOf } from "./costOf.ts";
import { createCutTraces } from "./cutTraces.ts";
import { findingsOf, textsOf } from "./findingsOf.ts";
import { compareTexts } from "./places.ts";
import type { CheckedFinding, CheckedPipeline, CheckProblem, CheckReport } from "./report.ts";
import type { Target } from "./roots.ts";
import { whyUnread } from "./unread.ts";

/** How a root's definitions are checked. */
export interface CheckRootOptions {
  readonly settings: Settings;
  /** Absolute path of the trace that all definitions are checked against; null: each is paired as in the editor. */
  readonly trace: string | null;
  readonly withFixes: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Nothing is open: what is on the disk counts. */
const noDocuments: Documents = {
  open: () => null,
  uris: () => [],
  fileOf: canonicalUri,
  textOf: () => null,
  versionOf: () => null,
};

/**
 * Checks the definitions in files and folders that have one root, by the functions that the editor's server finds, pairs and judges them
 * with. What goes wrong with one is a problem of the report and hides no other; an error, in one line, only where the trace that was asked
 * for cannot be read.
 */
export async function checkRoot(
  root: string,
  targets: readonly Target[],
  { settings, trace, withFixes, now }: CheckRootOptions,
): Promise<Result<CheckReport, string>> {
  const problems: CheckProblem[] = [];
  const problem = (path: string, message: string): void => void problems.push({ path, message, isWhole: false });
  const log: Log = {
    info: (message) => void problems.push({ path: root, message, isWhole: true }),
    warn: (message) => void problems.push({ path: root, message, isWhole: true }),
    error: (message, cause) => problem(root, `${message} ${causeOf(cause)}`.trim()),
  };
  const traces = createCutTraces(settings);
  if (trace !== null) {
    const { failure } = await traces.read(trace);
    if (failure) return err(failure.message);
  }
  const definitions = createDefinitions(noDocuments);
  const search = createSearch({ folders: () => [root], traces, log, isInUse: () => false });

  const texts = new Map<string, string | null>();
  /** The definition that a file belongs to: a pipeline elsewhere that is made from its components, else its own. */
  const homeOf = async (uri: string, own: Parsed): Promise<string> => {
    if (own.definition.pipelines.some(({ name }) => name !== null)) return uri;
    const home = await userOf(uri, await search.sources(), definitions, neverCancelled, texts);
    return home ?? uri;
  };

  const homes = new Set<string>();
  for (const path of await filesOf(targets, problem)) {
    const uri = uriOf(path);
    const own = definitions.of(uri);
    if (own) homes.add(await homeOf(uri, own));
    else {
      const isNamed = targets.some((target) => target.path === path);
      const message = await whyUnread(uri, definitions.textOf(uri), isNamed);
      if (message !== null) problem(path, message);
    }
  }

  const findings: CheckedFinding[] = [];
  const pipelines: CheckedPipeline[] = [];
  for (const uri of [...homes].sort(compareTexts)) {
    const parsed = definitions.of(uri);
    const path = pathOf(uri);
    if (!parsed || path === null) continue;
    const { definition } = parsed;
    const pairing = await pairDefinition(definition, path, trace, {
      folders: [root],
      configured: settings.traces,
      stores: () => search.stores(),
      load: async (store) => (await traces.read(store)).cut?.summary ?? null,
      summary: (store) => search.summary(store),
    });
    const { cut, failure } = pairing.path === null ? { cut: null, failure: null } : await traces.read(pairing.path);
    if (failure) problem(pairing.path ?? path, withoutName(failure.message, pairing.path ?? path));
    const reports = reportsOf(definition, cut && pairing.path !== null ? { cut, path: pairing.path } : null, {
      named: pairing.named,
      pending: false,
    });
    const onError = (code: string, error: unknown): void =>
      problem(
        path,
        `${code} could not be checked (${causeOf(error)}). This is a mistake in Graphlet; please report it.`,
      );
    const textOf = textsOf(definition, (one) => definitions.textOf(one));
    findings.push(...findingsOf({ definition, reports, settings, now, textOf, withFixes, onError }));
    for (const { pipeline, tracePath, tracePipeline, foreign } of reports) {
      const isOwn = cut !== null && tracePath !== null && tracePipeline !== null && !foreign;
      pipelines.push({
        name: pipeline.name,
        definition: path,
        trace: isOwn ? tracePath : null,
        tracePipeline: isOwn ? tracePipeline : null,
        why: pairing.why,
        cost: isOwn ? costOf(cut, tracePipeline, settings.costProperty) : null,
      });
    }
  }
  return ok({
    findings,
    pipelines,
    problems: [...new Map(problems.map((one) => [JSON.stringify(one), one])).values()],
  });
}

/** Paths of the files that may be definitions: those that are named, and those that the folders hold. */
async function filesOf(
  targets: readonly Target[],
  problem: (path: string, message: string) => void,
): Promise<readonly string[]> {
  const files = new Set(targets.filter(({ type }) => type === "file").map(({ path }) => path));
  for (const { path, type } of targets) {
    if (type === "file") continue;
    const { sources, truncated } = await scanFolders([path], neverCancelled);
    for (const source of sources) if (!isRecord(source, sources)) files.add(source);
    if (truncated) problem(path, "too large to be searched whole. Check the folders inside it one by one.");
  }
  return [...files].sort(compareTexts);
}

/** DVC writes `dvc.lock` from the `dvc.yaml` beside it: what that says is not told twice. */
const isRecord = (path: string, all: readonly string[]): boolean =>
  basename(path) === "dvc.lock" && all.includes(join(dirname(path), "dvc.yaml"));

/** The path is told beside the message. */
function withoutName(message: string, path: string): string {
  const name = `${basename(path)}: `;
  return message.startsWith(name) ? message.slice(name.length) : message;
}

const causeOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : cause === undefined ? "" : String(cause);
