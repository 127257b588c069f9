import type { CancelToken } from "../model/cancel.ts";
import { formatAge } from "../model/format.ts";
import { traceStampOf } from "../traces/formats.ts";
import type { Log } from "./log.ts";
import { looksLikeTrace } from "./openTrace.ts";
import type { TraceSummary } from "./pairing.ts";
import { type Scan, scanFolders } from "./scan.ts";
import { slices } from "./slices.ts";

/** How the search looks into traces. */
export interface SearchedTraces {
  /** Reads a trace; `cut` is null where it cannot be read. */
  read(path: string): Promise<{ readonly cut: { readonly summary: TraceSummary } | null }>;
  /** Nobody needs it any more. */
  release(path: string): void;
}

export interface SearchOptions {
  readonly folders: () => readonly string[];
  readonly traces: SearchedTraces;
  readonly log: Log;
  /** A trace that is in use is kept after it was looked into. */
  readonly isInUse: (path: string) => boolean;
}

/** Looks through the workspace's folders, when first asked and again when something in them has come or gone. */
export interface Search {
  /** Paths of Python files and notebooks. */
  sources(): Promise<readonly string[]>;
  /** Paths of files that look like traces. */
  stores(): Promise<readonly string[]>;
  /** Names in a trace; it is read only where its file has changed since. Null where it cannot be read. */
  summary(path: string): Promise<TraceSummary | null>;
  /** What is known of a store that is not in use: `last run 2 hours ago`. */
  describe(path: string, now: number): string;
  clear(): void;
}

export function createSearch({ folders, traces, log, isInUse }: SearchOptions): Search {
  const summaries = new Map<string, { readonly stamp: string | null; readonly summary: TraceSummary | null }>();
  let scan: { readonly token: { isCancellationRequested: boolean }; readonly found: Promise<Found> } | null = null;

  const found = async (): Promise<Found> => {
    if (!scan) {
      const token = { isCancellationRequested: false };
      scan = { token, found: look(folders(), token, log) };
    }
    const mine = scan;
    const files = await mine.found;
    return mine.token.isCancellationRequested ? found() : files;
  };
  return {
    sources: async () => (await found()).sources,
    stores: async () => (await found()).traces,
    async summary(path) {
      const stamp = await traceStampOf(path);
      const known = summaries.get(path);
      if (known && known.stamp === stamp) return known.summary;
      const { cut } = await traces.read(path);
      const summary = cut?.summary ?? null;
      summaries.set(path, { stamp, summary });
      if (!isInUse(path)) traces.release(path);
      return summary;
    },
    describe(path, now) {
      const updatedAt = summaries.get(path)?.summary?.updatedAt ?? Number.NaN;
      return Number.isNaN(updatedAt) ? "" : `last run ${formatAge(updatedAt, now)}`;
    },
    clear() {
      if (scan) scan.token.isCancellationRequested = true;
      scan = null;
    },
  };
}

interface Found {
  readonly sources: readonly string[];
  readonly traces: readonly string[];
}

async function look(folders: readonly string[], token: CancelToken, log: Log): Promise<Found> {
  try {
    const scan: Scan = await scanFolders(folders, token);
    if (scan.truncated)
      log.info("The workspace is large: it was not searched whole for pipelines and metadata stores.");
    const giveWay = slices(token);
    const traces: string[] = [];
    for (const store of scan.stores) {
      await giveWay();
      if (await looksLikeTrace(store)) traces.push(store);
    }
    return { sources: scan.sources, traces };
  } catch (error) {
    if (!token.isCancellationRequested) log.error("The workspace could not be searched.", error);
    return { sources: [], traces: [] };
  }
}
