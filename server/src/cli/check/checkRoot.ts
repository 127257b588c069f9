import { basename } from "node:path";
import { err, ok, type Result } from "../../model/result.ts";
import type { Settings } from "../../model/settings.ts";
import { createDefinitions, type Definitions } from "../../workspace/definitions.ts";
import type { Documents } from "../../workspace/documents.ts";
import { canonicalUri, pathOf } from "../../workspace/paths.ts";
import { reportsOf } from "../../workspace/reports.ts";
import { createSearch, type Search } from "../../workspace/search.ts";
import { pairDefinition } from "../../workspace/stores.ts";
import { costOf } from "./costOf.ts";
import { type CutTraces, createCutTraces } from "./cutTraces.ts";
import { findingsOf, textsOf } from "./findingsOf.ts";
import { homesOf } from "./homes.ts";
import { causeOf, createProblems, type Problems } from "./problems.ts";
import type { CheckedFinding, CheckedPipeline, CheckReport } from "./report.ts";
import type { Target } from "./roots.ts";

/** How a root's definitions are checked. */
export interface CheckRootOptions {
  readonly settings: Settings;
  /** Absolute path of the trace that all definitions are checked against; null: each is paired as in the editor. */
  readonly trace: string | null;
  /** Where what was cut is kept. */
  readonly kept: { readonly cache?: string };
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

/** What the definitions of one root share. */
interface Root extends CheckRootOptions {
  readonly folder: string;
  readonly definitions: Definitions;
  readonly traces: CutTraces;
  readonly search: Search;
  readonly problems: Problems;
}

/**
 * Checks the definitions in files and folders that have one root, by the functions that the editor's server finds, pairs and judges them
 * with. What goes wrong with one is a problem of the report and hides no other; an error, in one line, only where the trace that was asked
 * for cannot be read.
 */
export async function checkRoot(
  folder: string,
  targets: readonly Target[],
  options: CheckRootOptions,
): Promise<Result<CheckReport, string>> {
  const traces = createCutTraces({ ...options.settings, ...options.kept }, options.trace);
  if (options.trace !== null) {
    const { failure } = await traces.read(options.trace);
    if (failure) return err(failure.message);
  }
  const problems = createProblems(folder);
  const definitions = createDefinitions(noDocuments);
  const search = createSearch({ folders: () => [folder], traces, log: problems.log, isInUse: () => false });
  const root: Root = { ...options, folder, definitions, traces, search, problems };
  const findings: CheckedFinding[] = [];
  const pipelines: CheckedPipeline[] = [];
  for (const uri of await homesOf(targets, definitions, search, problems)) {
    const path = pathOf(uri);
    if (path === null) continue;
    try {
      const checked = await checkDefinition(uri, path, root);
      findings.push(...checked.findings);
      pipelines.push(...checked.pipelines);
    } catch (error) {
      problems.add(path, `could not be checked (${causeOf(error)}). This is a mistake in Graphlet; please report it.`);
    }
  }
  return ok({ findings, pipelines, problems: problems.all() });
}

async function checkDefinition(uri: string, path: string, root: Root): Promise<Omit<CheckReport, "problems">> {
  const { settings, now, withFixes, definitions, traces, search, problems } = root;
  const parsed = definitions.of(uri);
  if (!parsed) return { findings: [], pipelines: [] };
  const { definition } = parsed;
  const pairing = await pairDefinition(definition, path, root.trace, {
    folders: [root.folder],
    configured: settings.traces,
    stores: () => search.stores(),
    load: async (store) => (await traces.read(store)).cut?.summary ?? null,
    summary: (store) => search.summary(store),
  });
  const { cut, failure } = pairing.path === null ? { cut: null, failure: null } : await traces.read(pairing.path);
  if (failure) problems.add(pairing.path ?? path, withoutName(failure.message, pairing.path ?? path));
  const trace = cut && pairing.path !== null ? { cut, path: pairing.path } : null;
  const reports = reportsOf(definition, trace, { named: pairing.named, pending: false });
  const findings = findingsOf({
    definition,
    reports,
    settings,
    now,
    textOf: textsOf(definition, (one) => definitions.textOf(one)),
    withFixes,
    onError: (code, error) =>
      problems.add(
        path,
        `${code} could not be checked (${causeOf(error)}). This is a mistake in Graphlet; please report it.`,
      ),
  });
  const pipelines = reports.map(({ pipeline, tracePath, tracePipeline, foreign }): CheckedPipeline => {
    const isOwn = cut !== null && tracePath !== null && tracePipeline !== null && !foreign;
    return {
      name: pipeline.name,
      definition: path,
      trace: isOwn ? tracePath : null,
      tracePipeline: isOwn ? tracePipeline : null,
      why: pairing.why,
      cost: isOwn ? costOf(cut, tracePipeline, settings.costProperty) : null,
    };
  });
  return { findings, pipelines };
}

/** The path is told beside the message. */
function withoutName(message: string, path: string): string {
  const name = `${basename(path)}: `;
  return message.startsWith(name) ? message.slice(name.length) : message;
}
