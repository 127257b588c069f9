import type { CancelToken } from "../model/cancel.ts";
import type { ReadProgress } from "../protocol.ts";
import { isDatabaseAddress } from "../traces/database/address.ts";
import { isLively, traceStampOf } from "../traces/formats.ts";
import type { ReadOptions, TraceFailure } from "../traces/reader.ts";
import { askAgain, beginFollow, type DatabaseFollow, type FollowedDatabases, isDue } from "./databaseFollow.ts";
import { earlyPipeline } from "./earlyPipeline.ts";
import {
  type CutTrace,
  type FollowedTrace,
  followInWorker,
  readAndCutInWorker,
  readEarlyInWorker,
} from "./openTrace.ts";

/** What is known of one store. While it is read again the old trace stays. */
export interface TraceState {
  readonly path: string;
  readonly phase: "reading" | "ready" | "failed";
  readonly cut: CutTrace | null;
  /** While a large store is read for the first time: the pipeline that was asked for, as the whole will show it. */
  readonly early: CutTrace | null;
  readonly failure: TraceFailure | null;
  /** Counts the states of all stores: one number, one state. */
  readonly revision: number;
}

/** The traces in use, read in worker threads and kept until their files change. */
export interface Traces {
  /** What is known now; null before the store was asked for. */
  state(path: string): TraceState | null;
  /**
   * Reads the store if it was not read yet, and waits for the reading that is under way; changes are seen by {@link refresh}. `first`: the pipeline that is
   * wanted first, which a large store may have {@link TraceState.early}.
   */
  read(path: string, first?: string | null): Promise<TraceState>;
  /** Reads the store again, changed or not, and waits for it. */
  retry(path: string): Promise<TraceState>;
  cancel(path: string): void;
  /** Forgets the stores that could not be read: they are read anew when they are asked for. */
  forgetFailures(): void;
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
  /** The password for a store that is a database; null for all others. Absent: there are none. */
  readonly password?: (path: string) => Promise<string | null>;
  /** How databases are followed; absent: they are not. */
  readonly databases?: FollowedDatabases;
  /** A store's state is another. */
  readonly onChange: (path: string) => void;
  readonly onProgress: (progress: ReadProgress) => void;
  /** How often the files of stores in use are looked at, milliseconds. */
  readonly pollMs: number;
  /** Reads a store, and a pipeline of it early; else worker threads do. */
  readonly reading?: { readonly whole: typeof readAndCutInWorker; readonly early: typeof readEarlyInWorker };
}

/** How often a store that another program holds is tried again, at each look at the files. */
const busyTries = 10;

/** A store that grows is left alone for a moment after each look: so long, milliseconds, and as long as the look took, but never longer than {@link mostRest}. */
const leastRest = 250;
const mostRest = 5_000;
/** These look at all there is, and may take long beside a writer; those that follow are short. */
const firstLooks = 2;
/** A store whose stamp takes longer (one in many files) is asked for it at every second poll alone, milliseconds. */
const shortStamp = 5;

/** After these failures the figures from before stay: the store is still the same one. */
const passing: ReadonlySet<TraceFailure["code"]> = new Set([
  "busy",
  "damaged",
  "unreadable",
  "offline",
  "denied",
  "cancelled",
]);

interface Entry {
  state: TraceState;
  stamp: string | null;
  tries: number;
  job: Promise<TraceState> | null;
  cancelled: { isCancellationRequested: boolean };
  /** From the first change on, or before where one is to be expected. */
  followed: FollowedTrace | null;
  /** Looks of {@link followed} so far. */
  looks: number;
  isPreparing: boolean;
  /** How long its stamp took last, milliseconds, and whether the next poll passes it over. */
  stampTook: number;
  isPassed: boolean;
  /** Of a database. */
  follow: DatabaseFollow | null;
  /** When it may be looked at again, by `performance.now()`. */
  restsUntil: number;
}

const inWorkers = { whole: readAndCutInWorker, early: readEarlyInWorker };

export function createTraces(given: TracesOptions): Traces {
  const { options, password, databases, onChange, onProgress, pollMs, reading = inWorkers } = given;
  const entries = new Map<string, Entry>();
  let revision = 0;
  let stopped = false;
  let looking: Promise<void> | null = null;
  let later: NodeJS.Timeout | null = null;

  const set = (
    entry: Entry,
    state: Omit<TraceState, "revision" | "early">,
    early: CutTrace | null = null,
  ): TraceState => {
    revision++;
    entry.state = { ...state, early, revision };
    if (!stopped) onChange(state.path);
    return entry.state;
  };

  const start = (entry: Entry, path: string): Promise<TraceState> => {
    entry.cancelled.isCancellationRequested = true;
    const token = { isCancellationRequested: false };
    entry.cancelled = token;
    void entry.followed?.stop();
    entry.followed = null;
    entry.looks = 0;
    set(entry, { path, phase: "reading", cut: entry.state.cut, failure: null });
    const job = readOnce(entry, path, token).finally(() => {
      if (entry.job === job) entry.job = null;
    });
    entry.job = job;
    return job;
  };

  const readEarly = async (entry: Entry, path: string, pipeline: string): Promise<void> => {
    const { cancelled } = entry;
    const token = {
      get isCancellationRequested(): boolean {
        return cancelled.isCancellationRequested || entry.cancelled !== cancelled || entry.state.phase !== "reading";
      },
    };
    const early = await earlyPipeline(path, { ...options(), pipeline }, token, reading.early);
    if (early === null || entries.get(path) !== entry) return;
    set(entry, { path, phase: "reading", cut: null, failure: null }, early);
  };

  const readOnce = async (entry: Entry, path: string, token: CancelToken): Promise<TraceState> => {
    const stamp = await traceStampOf(path);
    entry.stamp = stamp;
    onProgress({ path, phase: "opening", share: null });
    if (isDatabaseAddress(path)) entry.follow ??= await beginFollow(databases, path);
    const control = {
      token,
      onProgress: (share: number): void => {
        if (entry.cancelled === token) onProgress({ path, phase: share < 1 ? "reading" : "cutting", share });
      },
    };
    const result = await reading.whole(path, options(), control, (await password?.(path)) ?? null);
    // A newer reading of the same store is under way, or nobody needs it any more.
    if (entry.cancelled !== token) return entry.job ?? entry.state;
    if (entries.get(path) !== entry) {
      onProgress({ path, phase: "cancelled", share: null });
      return entry.state;
    }
    if (result.ok) {
      entry.tries = 0;
      onProgress({ path, phase: "done", share: 1 });
      const state = set(entry, { path, phase: "ready", cut: result.value, failure: null });
      void prepare(entry, path);
      return state;
    }
    const { error } = result;
    onProgress({ path, phase: error.code === "cancelled" ? "cancelled" : "failed", share: null });
    return failed(entry, path, stamp, error);
  };

  /** A store that was written lately will be again: what it is compared with then is read while it is at rest. */
  const prepare = async (entry: Entry, path: string): Promise<void> => {
    const { cancelled: token } = entry;
    if (!(await isLively(path)) || entry.followed || entry.cancelled !== token || stopped) return;
    entry.followed = followInWorker(path, options());
    entry.isPreparing = true;
    await followOnce(entry, path, token, entry.followed, entry.stamp);
    entry.isPreparing = false;
  };

  /** Reads what is new of a store that was read before; the state stays as it is until there is another. */
  const follow = (entry: Entry, path: string): void => {
    const { cancelled: token } = entry;
    entry.followed ??= followInWorker(path, options());
    const job = followOnce(entry, path, token, entry.followed).finally(() => {
      if (entry.job === job) entry.job = null;
    });
    entry.job = job;
  };

  const followOnce = async (
    entry: Entry,
    path: string,
    token: CancelToken,
    followed: FollowedTrace,
    known: string | null = null,
  ): Promise<TraceState> => {
    const stamp = await traceStampOf(path);
    const began = performance.now();
    const result = await followed.look({ token, onProgress: () => {} });
    const took = performance.now() - began;
    const rest = ++entry.looks > firstLooks ? Math.min(mostRest, Math.max(leastRest, took)) : leastRest;
    entry.restsUntil = performance.now() + rest;
    // What was read may be newer than the stamp from before.
    const after = known === null ? null : await traceStampOf(path);
    if (entry.followed !== followed || entries.get(path) !== entry) return entry.job ?? entry.state;
    if (!result.ok) return failed(entry, path, stamp, result.error);
    const { cut, isSettled } = result.value;
    entry.tries = 0;
    entry.stamp = isSettled ? stamp : null;
    const isKnown = cut === null || (isSettled && stamp === known && stamp === after);
    if (isKnown && entry.state.phase === "ready") return entry.state;
    return set(entry, { path, phase: "ready", cut: cut ?? entry.state.cut, failure: null });
  };

  const failed = (entry: Entry, path: string, stamp: string | null, failure: TraceFailure): TraceState => {
    entry.stamp = failure.code === "busy" && ++entry.tries < busyTries ? null : stamp;
    return set(entry, { path, phase: "failed", cut: passing.has(failure.code) ? entry.state.cut : null, failure });
  };

  const read = async (path: string, first: string | null = null): Promise<TraceState> => {
    const known = entries.get(path);
    if (known) return known.job ?? known.state;
    const entry: Entry = {
      state: { path, phase: "reading", cut: null, early: null, failure: null, revision },
      stamp: null,
      tries: 0,
      job: null,
      cancelled: { isCancellationRequested: false },
      followed: null,
      looks: 0,
      isPreparing: false,
      stampTook: 0,
      isPassed: false,
      follow: null,
      restsUntil: 0,
    };
    entries.set(path, entry);
    const job = start(entry, path);
    if (first !== null) void readEarly(entry, path, first);
    return job;
  };

  const release = (path: string): void => {
    const entry = entries.get(path);
    if (!entry) return;
    entries.delete(path);
    void entry.followed?.stop();
    entry.cancelled.isCancellationRequested = true;
  };

  /** Asks a database whether anything is new, when it is time; what was never read has nothing to be compared with. */
  const followDatabase = async (entry: Entry, path: string): Promise<void> => {
    const before = entry.follow;
    const wasRead = entry.state.cut !== null || entry.state.failure?.code === "denied";
    if (!databases || !wasRead || !isDue(databases, path, before)) return;
    // Until there is an answer nobody asks again.
    entry.follow = { known: null, wait: 0, ...before, until: Number.POSITIVE_INFINITY };
    const { isNew, ...next } = await askAgain(databases, path, before);
    if (entries.get(path) !== entry) return;
    // Who reads it meanwhile may have begun before the answer.
    entry.follow = entry.job ? { ...next, known: before?.known ?? null } : next;
    if (isNew && !entry.job) void start(entry, path);
  };

  const look = async (isPoll: boolean): Promise<void> => {
    for (const [path, entry] of entries) {
      if (entry.job || entry.isPreparing || stopped) continue;
      entry.isPassed = isPoll && entry.stampTook > shortStamp && !entry.isPassed;
      if (entry.isPassed) continue;
      if (isDatabaseAddress(path)) {
        void followDatabase(entry, path);
        continue;
      }
      const rest = entry.restsUntil - performance.now();
      if (rest > 0) {
        lookLater(rest);
        continue;
      }
      const began = performance.now();
      const stamp = await traceStampOf(path);
      entry.stampTook = performance.now() - began;
      if (entry.stamp === stamp || entry.job) continue;
      // What was never read has nothing to be compared with.
      if (entry.state.cut === null) void start(entry, path);
      else follow(entry, path);
    }
  };
  /** Files that are written again and again are told of again and again. */
  const lookLater = (after: number): void => {
    later ??= setTimeout(() => {
      later = null;
      void refresh();
    }, after).unref();
  };
  const lookOnce = (isPoll: boolean): Promise<void> => {
    looking ??= look(isPoll).finally(() => {
      looking = null;
    });
    return looking;
  };
  const refresh = (): Promise<void> => lookOnce(false);
  const timer = setInterval(() => void lookOnce(true), pollMs);
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
    forgetFailures() {
      for (const [path, { state }] of [...entries]) if (state.phase === "failed") release(path);
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
      if (later) clearTimeout(later);
      for (const entry of entries.values()) {
        entry.cancelled.isCancellationRequested = true;
        void entry.followed?.stop();
      }
    },
  };
}
