import type { CancelToken } from "../model/cancel.ts";
import type { ReadProgress } from "../protocol.ts";
import { traceStampOf } from "../traces/formats.ts";
import type { ReadOptions, TraceFailure } from "../traces/reader.ts";
import { type CutTrace, readAndCutInWorker } from "./openTrace.ts";

/** What is known of one store. While it is read again the old trace stays. */
export interface TraceState {
  readonly path: string;
  readonly phase: "reading" | "ready" | "failed";
  readonly cut: CutTrace | null;
  readonly failure: TraceFailure | null;
  /** Counts the states of all stores: one number, one state. */
  readonly revision: number;
}

/** The traces in use, read in worker threads and kept until their files change. */
export interface Traces {
  /** What is known now; null before the store was asked for. */
  state(path: string): TraceState | null;
  /** Reads the store if it was not read yet, and waits for the reading that is under way; changes are seen by {@link refresh}. */
  read(path: string): Promise<TraceState>;
  /** Reads the store again, changed or not, and waits for it. */
  retry(path: string): Promise<TraceState>;
  cancel(path: string): void;
  /** Looks at the files of all stores and reads those again that have changed. */
  refresh(): Promise<void>;
  /** Reads every store again, changed or not; the old traces stay until then. */
  reread(): void;
  /** Forgets a store: nobody needs it. */
  release(path: string): void;
  /** Forgets all other stores. */
  keepOnly(paths: ReadonlySet<string>): void;
  stop(): void;
}

export interface TracesOptions {
  readonly options: () => ReadOptions;
  /** A store's state is another. */
  readonly onChange: (path: string) => void;
  readonly onProgress: (progress: ReadProgress) => void;
  /** How often the files of stores in use are looked at, milliseconds. */
  readonly pollMs: number;
}

/** How often a store that another program holds is tried again, at each look at the files. */
const busyTries = 5;

/** After these failures the figures from before stay: the store is still the same one. */
const passing: ReadonlySet<TraceFailure["code"]> = new Set(["busy", "damaged", "unreadable", "cancelled"]);

interface Entry {
  state: TraceState;
  stamp: string | null;
  tries: number;
  job: Promise<TraceState> | null;
  cancelled: { isCancellationRequested: boolean };
}

export function createTraces({ options, onChange, onProgress, pollMs }: TracesOptions): Traces {
  const entries = new Map<string, Entry>();
  let revision = 0;
  let stopped = false;
  let looking: Promise<void> | null = null;

  const set = (entry: Entry, state: Omit<TraceState, "revision">): TraceState => {
    revision++;
    entry.state = { ...state, revision };
    if (!stopped) onChange(state.path);
    return entry.state;
  };

  const start = (entry: Entry, path: string): Promise<TraceState> => {
    entry.cancelled.isCancellationRequested = true;
    const token = { isCancellationRequested: false };
    entry.cancelled = token;
    set(entry, { path, phase: "reading", cut: entry.state.cut, failure: null });
    const job = readOnce(entry, path, token).finally(() => {
      if (entry.job === job) entry.job = null;
    });
    entry.job = job;
    return job;
  };

  const readOnce = async (entry: Entry, path: string, token: CancelToken): Promise<TraceState> => {
    const stamp = await traceStampOf(path);
    entry.stamp = stamp;
    onProgress({ path, phase: "opening", share: null });
    const result = await readAndCutInWorker(path, options(), {
      token,
      onProgress: (share) => {
        if (entry.cancelled === token) onProgress({ path, phase: share < 1 ? "reading" : "cutting", share });
      },
    });
    // A newer reading of the same store is under way, or nobody needs it any more.
    if (entry.cancelled !== token) return entry.job ?? entry.state;
    if (entries.get(path) !== entry) {
      onProgress({ path, phase: "cancelled", share: null });
      return entry.state;
    }
    if (result.ok) {
      entry.tries = 0;
      onProgress({ path, phase: "done", share: 1 });
      return set(entry, { path, phase: "ready", cut: result.value, failure: null });
    }
    const { error } = result;
    if (error.code === "busy" && ++entry.tries < busyTries) entry.stamp = null;
    onProgress({ path, phase: error.code === "cancelled" ? "cancelled" : "failed", share: null });
    return set(entry, { path, phase: "failed", cut: passing.has(error.code) ? entry.state.cut : null, failure: error });
  };

  const read = async (path: string): Promise<TraceState> => {
    const known = entries.get(path);
    if (known) return known.job ?? known.state;
    const entry: Entry = {
      state: { path, phase: "reading", cut: null, failure: null, revision },
      stamp: null,
      tries: 0,
      job: null,
      cancelled: { isCancellationRequested: false },
    };
    entries.set(path, entry);
    return start(entry, path);
  };

  const release = (path: string): void => {
    const entry = entries.get(path);
    if (!entry) return;
    entries.delete(path);
    entry.cancelled.isCancellationRequested = true;
  };

  const look = async (): Promise<void> => {
    for (const [path, entry] of entries) {
      if (entry.job || stopped) continue;
      if (entry.stamp !== (await traceStampOf(path)) && !entry.job) void start(entry, path);
    }
  };
  const refresh = (): Promise<void> => {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  };
  const timer = setInterval(() => void refresh(), pollMs);
  timer.unref();

  return {
    state: (path) => entries.get(path)?.state ?? null,
    read,
    async retry(path) {
      const entry = entries.get(path);
      return entry ? start(entry, path) : read(path);
    },
    cancel(path) {
      const entry = entries.get(path);
      if (entry) entry.cancelled.isCancellationRequested = true;
    },
    refresh,
    reread() {
      for (const [path, entry] of entries) void start(entry, path);
    },
    release,
    keepOnly(paths) {
      for (const path of [...entries.keys()]) if (!paths.has(path)) release(path);
    },
    stop() {
      stopped = true;
      clearInterval(timer);
      for (const entry of entries.values()) entry.cancelled.isCancellationRequested = true;
    },
  };
}
