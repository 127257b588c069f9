import type { Forecast } from "../model/forecast.ts";
import type { Settings } from "../model/settings.ts";
import { recentTraceSlowly } from "../waste/prediction/recentTrace.ts";
import type { Evidence } from "../waste/rule.ts";
import { evidenceAt, keepForecasts } from "./evidence.ts";
import { forecastInWorker } from "./forecastInWorker.ts";
import type { Log } from "./log.ts";
import { slices } from "./slices.ts";
import type { CutTrace } from "./traceInWorker.ts";

/** The least that `likelyUnpushed.minimum` can be: the rule asks for more where the user does. */
export const leastModels = 20;

/** A trace that was forecast for before is left to rest for so long first, milliseconds: who follows a store that grows would do nothing else. */
const restMs = 10_000;
/** One that was not is left to rest for so long, milliseconds: who just opened it looks at lenses, hovers and findings. */
const firstRestMs = 1_500;
/** Stores' pipelines of which the last forecasts are kept. */
const mostKept = 100;

/** Works out forecasts in the background, once a trace and pipeline, one after the other. */
export interface Forecasts {
  /**
   * Begins to where nobody has. A store's pipeline that was forecast for in an earlier state has those forecasts until others are there, and only its newest
   * state is forecast for. `onDone`: the evidence has other forecasts from now on.
   */
  want(path: string, cut: CutTrace, pipeline: number, onDone: () => void): void;
  /** Counts what was worked out. */
  readonly done: number;
  stop(): void;
}

interface Wanted {
  readonly cut: CutTrace;
  readonly pipeline: number;
  readonly onDone: () => void;
  readonly timer: NodeJS.Timeout;
}

export function createForecasts(settings: () => Settings, log: Log): Forecasts {
  const begun = new WeakMap<CutTrace, Set<number>>();
  const wanted = new Map<string, Wanted>();
  const last = new Map<string, ReadonlyMap<string, Forecast>>();
  const abort = new AbortController();
  let queue: Promise<void> = Promise.resolve();
  let done = 0;

  const workOut = async (key: string, { cut, pipeline, onDone }: Wanted): Promise<void> => {
    try {
      const pause = slices({
        get isCancellationRequested() {
          return abort.signal.aborted;
        },
      });
      const part = await recentTraceSlowly(cut.trace, pipeline, pause);
      const data = { part, pipeline, options: { minimum: leastModels, keep: 1 } };
      const found = byNode(await forecastInWorker(data, abort.signal));
      if (last.size >= mostKept) last.clear();
      last.set(key, found);
      // Meanwhile there may be a newer state.
      keepForecasts(wanted.get(key)?.cut ?? cut, pipeline, found);
      done++;
      onDone();
    } catch (error) {
      if (!abort.signal.aborted) log.error("Whether the next models will be deployed could not be worked out", error);
    }
  };
  const enqueue = (key: string): void => {
    queue = queue.then(async () => {
      const next = wanted.get(key);
      if (!next || abort.signal.aborted) return;
      wanted.delete(key);
      await workOut(key, next);
    });
  };
  return {
    want(path, cut, pipeline, onDone) {
      if (settings().diagnostics.likelyUnpushed === "off") return;
      const known = begun.get(cut) ?? new Set();
      begun.set(cut, known);
      if (known.has(pipeline)) return;
      known.add(pipeline);
      if (!hasEnough(evidenceAt(cut, pipeline))) return;
      const key = JSON.stringify([path, pipeline]);
      const before = last.get(key);
      if (before) keepForecasts(cut, pipeline, before);
      clearTimeout(wanted.get(key)?.timer);
      const timer = setTimeout(() => enqueue(key), before ? restMs : firstRestMs);
      wanted.set(key, { cut, pipeline, onDone, timer });
    },
    get done() {
      return done;
    },
    stop() {
      abort.abort();
      for (const { timer } of wanted.values()) clearTimeout(timer);
    },
  };
}

/** Forecasts by the node that they are for. */
export const byNode = (forecasts: readonly Forecast[]): ReadonlyMap<string, Forecast> =>
  new Map(forecasts.map((forecast) => [forecast.node, forecast]));

/** Whether a node has models enough for a forecast, whatever it would say. */
export const hasEnough = ({ histories }: Evidence): boolean =>
  [...histories.values()].some(({ graphlets }) => graphlets.length >= leastModels);
