import { basename, isAbsolute, join, relative } from "node:path";
import type { FeatureHost, Reported } from "../features/host.ts";
import { type NodeHistory, nodeHistories } from "../graphlets/nodeHistory.ts";
import { neverCancelled } from "../model/cancel.ts";
import type { Definition, PipelineDefinition } from "../model/definition.ts";
import { formatAge, formatCount } from "../model/format.ts";
import { glob } from "../model/glob.ts";
import type { Settings } from "../model/settings.ts";
import type { ReadProgress, Status, TraceChoice } from "../protocol.ts";
import { findTracePipeline } from "../views/index.ts";
import type { Evidence } from "../waste/rule.ts";
import { createDefinitions, type Parsed } from "./definitions.ts";
import type { Documents } from "./documents.ts";
import { storeStampOf } from "./files.ts";
import { describe, type Log } from "./log.ts";
import { type CutTrace, looksLikeTrace, readProperties } from "./openTrace.ts";
import { bestOf, type Found, match, summarize, whyPaired } from "./pairing.ts";
import { canonicalUri, distance, labelOf, pathOf, rootOf, storeCandidates } from "./paths.ts";
import { type Scan, scanFolders } from "./scan.ts";
import { createTraces, type TraceState } from "./traces.ts";

export interface WorkspaceOptions {
  readonly documents: Documents;
  /** Paths of the workspace's folders. */
  readonly folders: () => readonly string[];
  readonly settings: () => Settings;
  /** Traces that the user chose before: URI of the definition → path. */
  readonly chosen: Readonly<Record<string, string>>;
  /** What is shown of these definitions is stale; empty: of all. */
  readonly onChange: (uris: readonly string[]) => void;
  readonly onProgress: (progress: ReadProgress) => void;
  readonly log: Log;
}

/** The keeper of all state: definitions, traces, and which belong together. */
export interface Workspace extends FeatureHost {
  /** A file was changed outside the editor. */
  fileChanged(uri: string): void;
  /** The user's settings are other ones. */
  settingsChanged(): void;
  stop(): void;
}

/** Which trace a definition is shown with, and why, in the words of a sentence. */
interface Pairing {
  /** Absolute path of the store; null where none fits. */
  readonly path: string | null;
  readonly why: string;
}

interface PairingEntry {
  /** What the pairing rests on; another key, another pairing. */
  readonly key: string;
  pairing: Pairing | null;
}

/** How often the files of traces in use are looked at, milliseconds. */
const pollMs = 2_000;
/** Stores that are read in search of one that fits. */
const maxTried = 20;

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { documents, folders, settings, log } = options;
  const definitions = createDefinitions(documents);
  const chosen = new Map(Object.entries(options.chosen).map(([uri, path]) => [canonicalUri(uri), path]));
  const pairings = new Map<string, PairingEntry>();
  const evidence = new WeakMap<CutTrace, Map<number, Evidence>>();
  let generation = 0;
  let scan: Promise<Scan> | null = null;

  const traces = createTraces({
    options: () => ({ operatorKinds: settings().operatorKinds, costProperty: settings().costProperty }),
    onChange: (path) => {
      const state = traces.state(path);
      if (state?.failure) log.warn(state.failure.message);
      options.onChange(urisPairedWith(path));
    },
    onProgress: options.onProgress,
    pollMs,
  });

  const urisPairedWith = (path: string): readonly string[] =>
    [...pairings].filter(([, { pairing }]) => pairing?.path === path).map(([uri]) => uri);

  const evidenceOf = (
    cut: CutTrace,
    pipeline: PipelineDefinition,
  ): { index: number | null; evidence: Evidence | null } => {
    const index = findTracePipeline(pipeline, cut.trace);
    if (index === null) return { index, evidence: null };
    const known = evidence.get(cut) ?? new Map<number, Evidence>();
    evidence.set(cut, known);
    const before = known.get(index);
    if (before) return { index, evidence: before };
    const histories: ReadonlyMap<string, NodeHistory> = nodeHistories(cut.trace, cut.graphlets, index);
    const made: Evidence = { ...cut, histories };
    known.set(index, made);
    return { index, evidence: made };
  };

  const scanned = (): Promise<Scan> => {
    scan ??= scanFolders(folders(), neverCancelled).catch((error: unknown) => {
      log.error("The workspace could not be searched for metadata stores.", error);
      return { sources: [], stores: [], truncated: false };
    });
    return scan;
  };

  /** Stores of the workspace, the nearest to a file first. */
  const storesNear = async (path: string): Promise<readonly string[]> => {
    const { stores } = await scanned();
    const real: string[] = [];
    for (const store of stores) if (await looksLikeTrace(store)) real.push(store);
    return real.sort((a, b) => distance(path, a) - distance(path, b) || (a < b ? -1 : 1));
  };

  const configuredFor = (path: string): { readonly path: string; readonly pattern: string } | null => {
    const root = rootOf(path, folders());
    const name = relative(root, path).replaceAll("\\", "/");
    for (const [pattern, store] of Object.entries(settings().traces)) {
      if (glob(pattern, "/")(name)) return { path: isAbsolute(store) ? store : join(root, store), pattern };
    }
    return null;
  };

  /** Existing stores that the definition names, the first named first. */
  const namedBy = async (
    definition: Definition,
    path: string,
  ): Promise<readonly { readonly path: string; readonly reference: string }[]> => {
    const root = rootOf(path, folders());
    const references = definition.pipelines.flatMap(({ stores }) => stores);
    const found: { path: string; reference: string }[] = [];
    for (const reference of references) {
      for (const candidate of storeCandidates(reference.path, path, root)) {
        if ((await storeStampOf(candidate)) !== null) found.push({ path: candidate, reference: reference.path });
      }
    }
    return found;
  };

  /** A store that is named, by whom is said by `found`: it is taken whatever is in it. */
  const pairNamed = async (definition: Definition, path: string, found: Found): Promise<Pairing> => {
    const [pipeline] = definition.pipelines;
    const label = labelOf(path, folders());
    const state = await traces.read(path);
    if (!pipeline || !state.cut) return { path, why: state.failure?.message ?? label };
    return {
      path,
      why: whyPaired(found, match(pipeline, definition.format, summarize(state.cut.trace), true), pipeline, label),
    };
  };

  /** Of the stores near the definition the one whose pipelines and nodes fit best. */
  const pairByContent = async (definition: Definition, stores: readonly string[]): Promise<Pairing> => {
    const [pipeline] = definition.pipelines;
    const candidates = [];
    for (const path of stores.slice(0, maxTried)) {
      const cut = (await traces.read(path)).cut;
      if (!cut || !pipeline) continue;
      const summary = summarize(cut.trace);
      const matched = match(pipeline, definition.format, summary, false);
      if (matched) candidates.push({ path, match: matched, updatedAt: summary.updatedAt });
    }
    const best = bestOf(candidates);
    if (best && pipeline) {
      return { path: best.path, why: whyPaired({ by: "search" }, best.match, pipeline, labelOf(best.path, folders())) };
    }
    const none = stores.length === 0;
    return {
      path: null,
      why: none
        ? "No metadata store was found in the workspace."
        : "No metadata store of the workspace has runs of this pipeline.",
    };
  };

  const findPairing = async (uri: string, definition: Definition): Promise<Pairing> => {
    const choice = chosen.get(uri);
    if (choice !== undefined) return pairNamed(definition, choice, { by: "choice" });
    const path = pathOf(uri);
    if (path === null) return { path: null, why: "The file is not on this computer." };
    const configured = configuredFor(path);
    if (configured) return pairNamed(definition, configured.path, { by: "setting", pattern: configured.pattern });
    const [named] = await namedBy(definition, path);
    if (named) return pairNamed(definition, named.path, { by: "definition", reference: named.reference });
    return pairByContent(definition, await storesNear(path));
  };

  /** The pairing as far as it is known; looks for it where it is not. */
  const pairingOf = (uri: string, definition: Definition): Pairing | null => {
    const key = `${generation}|${chosen.get(uri) ?? ""}|${identityOf(definition)}`;
    const known = pairings.get(uri);
    if (known?.key === key) return known.pairing;
    const entry: PairingEntry = { key, pairing: known?.pairing ?? null };
    pairings.set(uri, entry);
    findPairing(uri, definition)
      .catch((error: unknown): Pairing => {
        log.error(`No trace could be looked for: ${uri}`, error);
        return { path: null, why: `No trace could be looked for: ${describe(error).split("\n")[0]}` };
      })
      .then(async (pairing) => {
        if (pairings.get(uri) !== entry) return;
        entry.pairing = pairing;
        if (pairing.path !== null) await traces.read(pairing.path);
        options.onChange([uri]);
      })
      .catch((error: unknown) => log.error("A trace could not be read.", error));
    return entry.pairing;
  };

  const stateFor = (uri: string, parsed: Parsed): { pairing: Pairing | null; state: TraceState | null } => {
    const pairing = pairingOf(uri, parsed.definition);
    return { pairing, state: pairing?.path == null ? null : traces.state(pairing.path) };
  };

  return {
    async reported(asked): Promise<Reported | null> {
      const parsed = definitions.of(asked);
      if (!parsed) return null;
      const { definition } = parsed;
      const { state } = stateFor(documents.fileOf(asked), parsed);
      const reports = definition.pipelines.map((pipeline) => {
        const found = state?.cut ? evidenceOf(state.cut, pipeline) : { index: null, evidence: null };
        const tracePath = found.evidence ? (state?.path ?? null) : null;
        return { definition, pipeline, evidence: found.evidence, tracePipeline: found.index, tracePath };
      });
      return { definition, reports, stamp: `${parsed.stamp}#${state?.revision ?? 0}` };
    },
    settings,
    textOf: (uri) => definitions.textOf(uri),
    versionOf: (uri) => documents.versionOf(uri),
    async status(asked): Promise<Status> {
      const parsed = definitions.of(asked);
      if (!parsed) return nothing;
      const { pairing, state } = stateFor(documents.fileOf(asked), parsed);
      return statusOf(pairing, state, settings());
    },
    async choices(asked): Promise<readonly TraceChoice[]> {
      const uri = documents.fileOf(asked);
      const path = pathOf(uri);
      const parsed = definitions.of(uri);
      if (path === null || !parsed) return [];
      const current = pairings.get(uri)?.pairing?.path ?? null;
      const stores = [
        ...(await namedBy(parsed.definition, path)).map((named) => named.path),
        ...(await storesNear(path)),
      ];
      if (current !== null) stores.unshift(current);
      return [...new Set(stores)].slice(0, 100).map((store) => ({
        path: store,
        label: labelOf(store, folders()),
        description: descriptionOf(traces.state(store)),
        chosen: store === current,
      }));
    },
    async choose(asked, path) {
      const uri = documents.fileOf(asked);
      if (path === null) chosen.delete(uri);
      else chosen.set(uri, path);
      options.onChange([uri]);
    },
    async refresh() {
      generation++;
      scan = null;
      await traces.refresh();
      options.onChange([]);
    },
    cancelRead: (path) => traces.cancel(path),
    async properties(path, of, id) {
      const result = await readProperties(path, of, id);
      return result.ok ? result.value : result.error.message;
    },
    fileChanged(uri) {
      definitions.forget(uri);
      scan = null;
      void traces.refresh();
      const lost = [...pairings.values()].some(({ pairing }) => pairing !== null && pairing.path === null);
      if (lost) {
        generation++;
        options.onChange([]);
      }
    },
    settingsChanged() {
      generation++;
      traces.clear();
      options.onChange([]);
    },
    stop: () => traces.stop(),
  };
}

/** What of a definition its pairing rests on. */
const identityOf = ({ pipelines }: Definition): string =>
  JSON.stringify(
    pipelines.map(({ name, stores, nodes }) => [name, stores.map(({ path }) => path), nodes.map(({ id }) => id)]),
  );

const nothing: Status = {
  isDefinition: false,
  trace: null,
  path: null,
  updatedAt: null,
  state: "none",
  why: "",
  error: null,
  stale: false,
  graphlets: 0,
};

function statusOf(pairing: Pairing | null, state: TraceState | null, { staleAfterDays }: Settings): Status {
  const path = pairing?.path ?? null;
  const updated = newestUpdate(state);
  const known = { ...nothing, isDefinition: true, why: pairing?.why ?? "Looking for runs." };
  if (pairing === null) return { ...known, state: "reading" };
  if (path === null) return known;
  return {
    ...known,
    trace: basename(path),
    path,
    updatedAt: updated,
    state: state?.phase ?? "reading",
    error: state?.failure?.message ?? null,
    stale: updated !== null && staleAfterDays > 0 && Date.now() - updated > staleAfterDays * 86_400_000,
    graphlets: state?.cut?.graphlets.list.length ?? 0,
  };
}

/** Newest update in a trace, milliseconds since the epoch; null where unknown. */
function newestUpdate(state: TraceState | null): number | null {
  let newest: number | null = null;
  for (const time of state?.cut?.trace.executions.updatedAt ?? []) {
    if (Number.isFinite(time) && (newest === null || time > newest)) newest = time;
  }
  return newest;
}

function descriptionOf(state: TraceState | null): string {
  if (!state) return "";
  if (state.failure) return state.failure.message;
  if (!state.cut) return "reading";
  const newest = newestUpdate(state);
  const models = formatCount(state.cut.graphlets.list.length, "model");
  return newest === null ? models : `${models} · last run ${formatAge(newest, Date.now())}`;
}
