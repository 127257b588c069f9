import { isDefinitionName, isPythonName } from "../definitions/fileNames.ts";
import type { FeatureHost, Reported } from "../features/host.ts";
import { neverCancelled } from "../model/cancel.ts";
import type { Definition } from "../model/definition.ts";
import type { Settings } from "../model/settings.ts";
import { noDefinition, type ReadProgress, type TraceChoice } from "../protocol.ts";
import { isDatabaseAddress } from "../traces/database/address.ts";
import { traceStampOf } from "../traces/formats.ts";
import { browse, fileInside, type Others } from "./browse.ts";
import { createDatabases } from "./databases.ts";
import { createDefinitions, type Parsed } from "./definitions.ts";
import type { Documents } from "./documents.ts";
import { createForecasts } from "./forecasts.ts";
import type { Log } from "./log.ts";
import { createLookedAt } from "./lookedAt.ts";
import { readProperties } from "./openTrace.ts";
import { canonicalUri, labelOf, pathOf } from "./paths.ts";
import { reportsOf } from "./reports.ts";
import { createSearch } from "./search.ts";
import { describeState, statusOf } from "./status.ts";
import { createStoreBrowser, type StoreBrowser } from "./storeBrowser.ts";
import { namedStores, type Pairing, pairDefinition } from "./stores.ts";
import { storePathOf, storeUriOf } from "./storeUri.ts";
import { createTraces, type TraceState } from "./traces.ts";
import { userOf } from "./users.ts";

export interface WorkspaceOptions {
  readonly documents: Documents;
  /** Paths of the workspace's folders. */
  readonly folders: () => readonly string[];
  readonly settings: () => Settings;
  /** Programs of the user may be run. */
  readonly mayRun: () => boolean;
  /** The password of a database. */
  readonly askPassword: (path: string) => Promise<string | null>;
  /** Folder in which what was cut from large traces is kept; null: nowhere. */
  readonly cacheFolder: string | null;
  /** Traces that the user chose before: URI of the definition → path. */
  readonly chosen: Readonly<Record<string, string>>;
  /** What is shown of these definitions is stale; empty: of all. */
  readonly onChange: (uris: readonly string[]) => void;
  readonly onProgress: (progress: ReadProgress) => void;
  readonly log: Log;
}

/** The keeper of all state: definitions, traces, and which belong together. */
export interface Workspace extends FeatureHost {
  /** Files were made, changed or deleted outside the editor. */
  filesChanged(changes: readonly { readonly uri: string; readonly type: "created" | "changed" | "deleted" }[]): void;
  /** A file was closed: what is on the disk counts again, and its trace may be no longer in use. */
  fileClosed(uri: string): void;
  /** Folders came to the workspace or left it. */
  foldersChanged(): void;
  /** The user's settings are other ones; `rereads`: among them what traces are read with. */
  settingsChanged(rereads: boolean): void;
  stop(): void;
}

interface PairingEntry {
  /** What the pairing rests on; another key, another pairing. */
  readonly key: string;
  pairing: Pairing | null;
  /** What the trace holds has been looked at: until then the pairing is what names say. */
  isDone: boolean;
}

/** The definition that a file belongs to. */
interface Home {
  readonly uri: string;
  readonly parsed: Parsed;
  /** Whether another definition uses it is still being looked for. */
  readonly pending: boolean;
}

/** How often the files of traces in use are looked at, milliseconds. */
const pollMs = 1_000;
/** How often a store that is named and not there is looked for, milliseconds. */
const awaitMs = 2_000;

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { documents, folders, settings, mayRun, log } = options;
  const definitions = createDefinitions(documents);
  const chosen = new Map(Object.entries(options.chosen).map(([uri, path]) => [canonicalUri(uri), path]));
  const others: Others = new Map();
  const pairings = new Map<string, PairingEntry>();
  /** Module → definition that is made from its components. */
  const users = new Map<string, { readonly generation: number; home: string | null; pending: boolean }>();
  /** Counts what makes every pairing doubtful. */
  let generation = 0;

  const urisPairedWith = (path: string): readonly string[] => {
    const homes = [...pairings].filter(([, { pairing }]) => pairing?.path === path).map(([uri]) => uri);
    const modules = [...users].filter(([, { home }]) => home !== null && homes.includes(home)).map(([uri]) => uri);
    return [...homes, ...modules];
  };
  const databases = createDatabases({ askPassword: options.askPassword, mayConnect: mayRun });
  const traces = createTraces({
    password: (path) => databases.password(path),
    databases: {
      every: () => settings().databasePollSeconds * 1_000,
      isInView: (path) => urisPairedWith(path).length > 0,
      state: (path, isNow) => databases.state(path, isNow),
    },
    options: () => ({
      operatorKinds: settings().operatorKinds,
      costProperty: settings().costProperty,
      mayRun: mayRun(),
      ...(options.cacheFolder === null ? {} : { cache: options.cacheFolder }),
    }),
    onChange: (path) => {
      const state = traces.state(path);
      if (state?.phase === "failed" && state.failure) log.warn(state.failure.message);
      const concerned = [...urisPairedWith(path), ...(browser.keeps(path) ? [storeUriOf(path)] : [])];
      if (concerned.length > 0) options.onChange(concerned);
    },
    onProgress: options.onProgress,
    pollMs,
  });
  const search = createSearch({
    folders,
    traces,
    log,
    isInUse: (path) => urisPairedWith(path).length > 0 || browser.keeps(path),
  });
  const browser: StoreBrowser = createStoreBrowser({
    traces,
    search,
    folders,
    paired: () => pairedPaths(),
    reportsOn: (path, cut) =>
      [...pairings].flatMap(([uri, { pairing }]) => {
        const parsed = pairing?.path === path ? definitions.of(uri) : null;
        return parsed
          ? reportsOf(parsed.definition, { cut, path }, { named: pairing?.named ?? false, pending: false })
          : [];
      }),
    onRelease: () => releaseUnused(),
  });

  const choiceFor = (uri: string, { pipelines }: Definition): string | null => {
    for (const file of [uri, ...pipelines.flatMap(({ files }) => files)]) {
      const choice = chosen.get(file);
      if (choice !== undefined) return choice;
    }
    return null;
  };

  const startPairing = async (uri: string, definition: Definition, entry: PairingEntry): Promise<void> => {
    const pairing = await pairDefinition(definition, pathOf(uri), choiceFor(uri, definition), {
      folders: folders(),
      configured: settings().traces,
      stores: () => search.stores(),
      narrow: (path) => databases.narrow(path, definition),
      onNamed(pairing) {
        if (pairings.get(uri) === entry) entry.pairing ??= pairing;
      },
      load: async (path) => (await traces.read(path, onlyName(definition))).cut?.summary ?? null,
      summary: (path) => search.summary(path),
    });
    if (pairings.get(uri) !== entry) return;
    entry.pairing = pairing;
    entry.isDone = true;
    if (pairing.path !== null) void traces.read(pairing.path);
    releaseUnused();
    options.onChange([uri, ...urisUsing(uri)]);
  };
  const urisUsing = (home: string): readonly string[] =>
    [...users].filter(([, user]) => user.home === home).map(([uri]) => uri);

  /** The pairing as far as it is known; looks for it where it is not. */
  const pairingOf = (uri: string, definition: Definition): Pairing | null => {
    const key = `${generation}|${choiceFor(uri, definition) ?? ""}|${identityOf(definition)}`;
    const known = pairings.get(uri);
    if (known?.key === key) return known.pairing;
    const entry: PairingEntry = { key, pairing: known?.isDone ? known.pairing : null, isDone: false };
    pairings.set(uri, entry);
    startPairing(uri, definition, entry).catch((error: unknown) => {
      log.error(`No trace could be looked for: ${uri}`, error);
      const why = "No trace could be looked for; the log says why.";
      entry.pairing ??= { path: null, why, named: false, awaited: [] };
      entry.isDone = true;
      options.onChange([uri]);
    });
    return entry.pairing;
  };

  /** The definition that a file belongs to: a pipeline elsewhere that is made from its components, else its own. */
  const homeOf = (asked: string): Home | null => {
    const uri = documents.fileOf(asked);
    const own = definitions.of(uri);
    if (!own) return null;
    if (own.definition.pipelines.some(({ name }) => name !== null)) return { uri, parsed: own, pending: false };
    const { home, pending } = userFor(uri);
    const parsed = home === null ? null : definitions.of(home);
    const uses = parsed?.definition.pipelines.some(({ files }) => files.includes(uri));
    return parsed && home !== null && uses ? { uri: home, parsed, pending: false } : { uri, parsed: own, pending };
  };
  const userFor = (module: string): { readonly home: string | null; readonly pending: boolean } => {
    const known = users.get(module);
    if (known?.generation === generation) return known;
    const entry = { generation, home: known?.home ?? null, pending: true };
    users.set(module, entry);
    search
      .sources()
      .then((sources) => userOf(module, sources, definitions, neverCancelled))
      .then((home) => {
        if (users.get(module) !== entry) return;
        entry.home = home;
      })
      .catch((error: unknown) => log.error(`The users of a module could not be looked for: ${module}`, error))
      .finally(() => {
        entry.pending = false;
        options.onChange([module]);
      });
    return entry;
  };

  const stateOf = ({ uri, parsed, pending }: Home): { pairing: Pairing | null; state: TraceState | null } => {
    const pairing = pending ? null : pairingOf(uri, parsed.definition);
    return { pairing, state: pairing?.path == null ? null : traces.state(pairing.path) };
  };

  const forecasts = createForecasts(settings, log);
  /** Lets forecasts be worked out for pipelines that are what the definition says. */
  const wantForecasts = (reports: Reported["reports"], state: TraceState | null): void => {
    for (const { tracePipeline, foreign } of reports) {
      if (!state?.cut || tracePipeline === null || foreign) continue;
      forecasts.want(state.path, state.cut, tracePipeline, () => options.onChange(urisPairedWith(state.path)));
    }
  };

  const pairedPaths = (): ReadonlySet<string> =>
    new Set([...pairings.values()].flatMap(({ pairing }) => pairing?.path ?? []));

  /** Definitions whose graph is shown while their file is not open. */
  const closed = createLookedAt((uri) => {
    const path = pairings.get(uri)?.pairing?.path;
    return (path && traces.state(path)?.cut?.trace.executions.count) || 0;
  });

  /** Forgets the traces that no open file is paired with and nobody looks at. */
  const releaseUnused = (): void => {
    const open = documents.uris().flatMap((uri) => [uri, users.get(uri)?.home ?? uri]);
    const homes = new Set([...open, ...closed.paths]);
    for (const uri of pairings.keys()) if (!homes.has(uri)) pairings.delete(uri);
    const used = new Set([...pairedPaths(), ...browser.kept]);
    const looking = [...pairings.values()].some(({ pairing }) => pairing === null);
    if (!looking) traces.keepOnly(used);
  };

  /** A store that a definition names may appear where nobody watches. */
  const awaiting = setInterval(() => {
    const paths = [...pairings.values()].flatMap(({ pairing }) => pairing?.awaited ?? []);
    if (paths.length === 0) return;
    void Promise.all(paths.map(traceStampOf)).then((stamps) => {
      if (stamps.some((stamp) => stamp !== null)) again();
    });
  }, awaitMs);
  awaiting.unref();

  const again = (): void => {
    generation++;
    search.clear();
    options.onChange([]);
  };

  return {
    async reported(asked): Promise<Reported | null> {
      const store = storePathOf(asked);
      if (store !== null) return browser.reported(store);
      const home = homeOf(asked);
      if (!home) return null;
      const { definition } = home.parsed;
      if (!documents.uris().includes(home.uri)) closed.touch(home.uri);
      const { pairing, state } = stateOf(home);
      const pending = pairing === null || (pairing.path !== null && !state?.cut && state?.phase !== "failed");
      const cut = state?.cut ?? state?.early ?? null;
      const reports = reportsOf(definition, cut && state ? { cut, path: state.path } : null, {
        named: pairing?.named ?? false,
        pending,
        lack: state?.failure?.message ?? pairing?.why,
      });
      wantForecasts(reports, state);
      const stamp = `${home.parsed.stamp}#${state?.revision ?? 0}.${forecasts.done}`;
      return { definition, reports, isEarly: pending && cut !== null, failure: null, stamp };
    },
    settings,
    textOf: (uri) => definitions.textOf(uri),
    versionOf: (uri) => documents.versionOf(uri),
    async definitions(wanted, token) {
      return browse(await search.sources(), definitions, others, wanted, token);
    },
    fileAt: (fromUri, path) => fileInside(fromUri, path, folders()),
    async status(asked) {
      const home = homeOf(asked);
      if (!home) return noDefinition;
      const { pairing, state } = stateOf(home);
      return statusOf(pairing, state, settings(), Date.now());
    },
    traces: (token) => browser.found(token),
    store: (path, again) => browser.store(path, again),
    async choices(asked): Promise<readonly TraceChoice[]> {
      const home = homeOf(asked);
      const path = home && pathOf(home.uri);
      if (!home || path === null) return [];
      const current = pairings.get(home.uri)?.pairing?.path ?? null;
      const { existing } = await namedStores(home.parsed.definition, path, folders());
      const stores = [current ?? [], existing.map((store) => store.path), await search.stores()].flat();
      return [...new Set(stores)].slice(0, 100).map((store) => ({
        path: store,
        label: labelOf(store, folders()),
        description: describeState(traces.state(store), Date.now()) || search.describe(store, Date.now()),
        chosen: store === current,
      }));
    },
    async choose(asked, path) {
      const file = documents.fileOf(asked);
      const home = homeOf(asked);
      for (const uri of [
        file,
        ...(home ? [home.uri, ...home.parsed.definition.pipelines.flatMap(({ files }) => files)] : []),
      ])
        chosen.delete(uri);
      if (path !== null) chosen.set(home?.uri ?? file, path);
      // The old trace is not what was asked for: it does not stand in while the new one is read.
      if (home) pairings.delete(home.uri);
      // Who chooses a trace that failed has changed something about it: its password.
      databases.clear();
      if (path !== null && isDatabaseAddress(path)) traces.forgetFailures();
      options.onChange([file, ...(home ? [home.uri] : [])]);
    },
    connectDatabase: (path, password) => databases.connect(path, password),
    async refresh() {
      databases.clear();
      traces.reread();
      again();
    },
    cancelRead: (path) => traces.cancel(path),
    async properties(path, of, id) {
      const result = await readProperties(path, of, id, mayRun(), await databases.password(path));
      return result.ok ? result.value : result.error.message;
    },
    filesChanged(changes) {
      void traces.refresh();
      const sources = changes.filter(({ uri }) => isDefinitionName(uri));
      const appeared = changes.some(({ type }) => type !== "changed");
      if (appeared) search.clear();
      const searched = [...pairings.values()].some(({ pairing }) => pairing !== null && !pairing.named);
      if (appeared && changes.length > sources.length && searched) again();
      else if (sources.some(({ uri }) => concerns(canonicalUri(uri)))) options.onChange([]);
      else if (appeared && users.size > 0 && sources.some(({ uri }) => isPythonName(uri))) again();
    },
    fileClosed(uri) {
      definitions.forget(uri);
      releaseUnused();
    },
    foldersChanged: () => again(),
    settingsChanged(rereads) {
      generation++;
      if (rereads) {
        search.clear();
        traces.reread();
      }
      options.onChange([]);
    },
    stop() {
      clearInterval(awaiting);
      forecasts.stop();
      traces.stop();
    },
  };

  /** Whether a file is part of a definition that is in use. */
  function concerns(uri: string): boolean {
    return [...pairings.keys()].some((home) => {
      const files = definitions.of(home)?.definition.pipelines.flatMap((pipeline) => pipeline.files) ?? [];
      return home === uri || files.includes(uri);
    });
  }
}

/** The name of a definition's pipeline; null where it has none, or several. */
const onlyName = ({ pipelines }: Definition): string | null => {
  const names = new Set(pipelines.map(({ name }) => name));
  return names.size === 1 ? (pipelines[0]?.name ?? null) : null;
};

/** What of a definition its pairing rests on. */
const identityOf = ({ pipelines }: Definition): string =>
  JSON.stringify(
    pipelines.map(({ name, stores, nodes }) => [name, stores.map(({ path }) => path), nodes.map(({ id }) => id)]),
  );
