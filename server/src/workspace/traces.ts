import type { CancelToken } from "../model/cancel.ts";
import type { ReadProgress } from "../protocol.ts";
import type { ReadOptions, TraceFailure } from "../traces/reader.ts";
import { storeStampOf } from "./files.ts";
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
  /** Reads the store if it was not read yet or has changed, and waits for the reading that is under way. */
  read(path: string): Promise<TraceState>;
  cancel(path: string): void;
  /** Looks at the files of all stores and reads those again that have changed. */
  refresh(): Promise<void>;
  /** Forgets everything, so that all is read anew: the options have changed. */
  clear(): void;
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

interface Entry {
  state: TraceState;
  stamp: string | null;
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
    const cancelled = { isCancellationRequested: false };
    entry.cancelled = cancelled;
    set(entry, { path, phase: "reading", cut: entry.state.cut, failure: null });
    entry.job = readOnce(entry, path, cancelled).finally(() => {
      entry.job = null;
    });
    return entry.job;
  };

  const readOnce = async (entry: Entry, path: string, token: CancelToken): Promise<TraceState> => {
    entry.stamp = await storeStampOf(path);
    onProgress({ path, phase: "opening", share: null });
    const result = await readAndCutInWorker(path, options(), {
      token,
      onProgress: (share) => onProgress({ path, phase: share < 1 ? "reading" : "cutting", share }),
    });
    if (entries.get(path) !== entry) return entry.state;
    if (result.ok) {
      onProgress({ path, phase: "done", share: 1 });
      return set(entry, { path, phase: "ready", cut: result.value, failure: null });
    }
    onProgress({ path, phase: result.error.code === "cancelled" ? "cancelled" : "failed", share: null });
    return set(entry, { path, phase: "failed", cut: entry.state.cut, failure: result.error });
  };

  const read = async (path: string): Promise<TraceState> => {
    const known = entries.get(path);
    if (known?.job) return known.job;
    if (known && known.stamp === (await storeStampOf(path))) return known.job ?? known.state;
    if (known?.job) return known.job;
    const entry: Entry = known ?? {
      state: { path, phase: "reading", cut: null, failure: null, revision },
      stamp: null,
      job: null,
      cancelled: { isCancellationRequested: false },
    };
    entries.set(path, entry);
    return start(entry, path);
  };

  const look = async (): Promise<void> => {
    for (const [path, entry] of entries) {
      if (entry.job || stopped) continue;
      if (entry.stamp !== (await storeStampOf(path)) && !entry.job) void start(entry, path);
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
    cancel(path) {
      const entry = entries.get(path);
      if (entry) entry.cancelled.isCancellationRequested = true;
    },
    refresh,
    clear() {
      for (const entry of entries.values()) entry.cancelled.isCancellationRequested = true;
      entries.clear();
    },
    stop() {
      stopped = true;
      clearInterval(timer);
      for (const entry of entries.values()) entry.cancelled.isCancellationRequested = true;
    },
  };
}
