import type { FoundTrace, ReadStore, Reported } from "../features/host.ts";
import { type CancelToken, throwIfCancelled } from "../model/cancel.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { StoreFailure, TreeTarget } from "../protocol.ts";
import { traceFormatOf } from "../traces/formats.ts";
import { createLookedAt } from "./lookedAt.ts";
import { labelOf } from "./paths.ts";
import type { Search } from "./search.ts";
import { describeState } from "./status.ts";
import { reportedStore } from "./storePipelines.ts";
import { storeUriOf } from "./storeUri.ts";
import type { CutTrace } from "./traceInWorker.ts";
import type { TraceState, Traces } from "./traces.ts";

export interface StoreBrowserOptions {
  readonly traces: Traces;
  readonly search: Search;
  readonly folders: () => readonly string[];
  /** Paths of the traces that open definitions are paired with. */
  readonly paired: () => ReadonlySet<string>;
  /** What a trace says of the definitions that are paired with it. */
  readonly reportsOn: (path: string, cut: CutTrace) => Reported["reports"];
  /** Other stores may be let go of. */
  readonly onRelease: () => void;
}

/** Stores that are looked at by themselves: in the tree, on their own page, in views without a definition. */
export interface StoreBrowser {
  found(token: CancelToken): Promise<readonly FoundTrace[]>;
  store(path: string, again: boolean): Promise<Result<ReadStore, Omit<StoreFailure, "type">>>;
  /** A store as if a definition were paired with it. Waits until it was read. */
  reported(path: string): Promise<Reported>;
  /** Whether a store is kept for this. */
  keeps(path: string): boolean;
  readonly kept: Iterable<string>;
}

export function createStoreBrowser(options: StoreBrowserOptions): StoreBrowser {
  const { traces, search, folders, paired } = options;
  const lookedAt = createLookedAt((path) => traces.state(path)?.cut?.trace.executions.count ?? 0);

  /** The store's figures from before while it is read again; else waits for the reading. */
  const stateOf = async (path: string, again: boolean): Promise<TraceState> => {
    lookedAt.touch(path);
    const known = traces.state(path);
    if (known?.phase === "failed" && again) return traces.retry(path);
    if (known?.cut) return known;
    const state = await traces.read(path);
    // Now its size is known.
    if (lookedAt.has(path)) lookedAt.touch(path);
    options.onRelease();
    return state;
  };

  const targetIn = (path: string, cut: CutTrace): ReadStore["targetOf"] => {
    const targets = new Map<number, TreeTarget>();
    for (const { definition, pipeline, tracePipeline, foreign } of options.reportsOn(path, cut)) {
      if (tracePipeline === null || foreign || targets.has(tracePipeline)) continue;
      targets.set(tracePipeline, { uri: definition.uri, pipeline: pipeline.name ?? undefined, defined: true });
    }
    const uri = storeUriOf(path);
    return (index, name) => targets.get(index) ?? { uri, pipeline: name ?? undefined, defined: false };
  };

  return {
    async found(token) {
      const used = paired();
      const opened = [...lookedAt.paths].filter((path) => traces.state(path)?.cut);
      const paths = [...new Set([...used, ...(await search.stores()), ...opened])];
      const listed: FoundTrace[] = [];
      for (const path of paths) {
        throwIfCancelled(token);
        const kind = (await traceFormatOf(path))?.kind ?? "";
        const now = Date.now();
        const description = describeState(traces.state(path), now) || search.describe(path, now);
        listed.push({
          path,
          label: labelOf(path, folders()),
          description,
          kind,
          inUse: used.has(path),
        });
      }
      return listed;
    },
    async store(path, again) {
      const { cut, failure } = await stateOf(path, again);
      if (!cut) return err({ reason: reasonOf(failure), message: failure?.message ?? "Nothing was read." });
      const { trace, graphlets } = cut;
      const note = failure?.message ?? null;
      return ok({ trace, graphlets, targetOf: targetIn(path, cut), note });
    },
    reported: async (path) => reportedStore(path, await stateOf(path, false)),
    keeps: lookedAt.has,
    kept: lookedAt.paths,
  };
}

function reasonOf(failure: TraceState["failure"]): StoreFailure["reason"] {
  if (failure?.code === "cancelled") return "cancelled";
  return failure?.code === "not-a-trace" ? "not-a-trace" : "failed";
}
