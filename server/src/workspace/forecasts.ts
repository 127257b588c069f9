import type { Forecast } from "../model/forecast.ts";
import type { Settings } from "../model/settings.ts";
import { recentTrace } from "../waste/prediction/recentTrace.ts";
import type { Evidence } from "../waste/rule.ts";
import { evidenceAt, keepForecasts } from "./evidence.ts";
import { forecastInWorker } from "./forecastInWorker.ts";
import type { Log } from "./log.ts";
import type { CutTrace } from "./traceInWorker.ts";

/** The least that `likelyUnpushed.minimum` can be: the rule asks for more where the user does. */
export const leastModels = 20;

/** Works out forecasts in the background, once a trace and pipeline, one after the other. */
export interface Forecasts {
  /** Begins to where nobody has; `onDone`: the evidence has them from now on. */
  want(cut: CutTrace, pipeline: number, onDone: () => void): void;
  /** Counts what was worked out. */
  readonly done: number;
  stop(): void;
}

export function createForecasts(settings: () => Settings, log: Log): Forecasts {
  const begun = new WeakMap<CutTrace, Set<number>>();
  const abort = new AbortController();
  let queue: Promise<void> = Promise.resolve();
  let done = 0;

  const workOut = async (cut: CutTrace, pipeline: number, onDone: () => void): Promise<void> => {
    if (abort.signal.aborted) return;
    try {
      const part = recentTrace(cut.trace, pipeline);
      const found = await forecastInWorker(
        { part, pipeline, options: { minimum: leastModels, keep: 1 } },
        abort.signal,
      );
      keepForecasts(cut, pipeline, byNode(found));
      done++;
      onDone();
    } catch (error) {
      if (!abort.signal.aborted) log.error("Whether the next models will be deployed could not be worked out", error);
    }
  };
  return {
    want(cut, pipeline, onDone) {
      if (settings().diagnostics.likelyUnpushed === "off") return;
      const known = begun.get(cut) ?? new Set();
      begun.set(cut, known);
      if (known.has(pipeline)) return;
      known.add(pipeline);
      if (!hasEnough(evidenceAt(cut, pipeline))) return;
      queue = queue.then(() => workOut(cut, pipeline, onDone));
    },
    get done() {
      return done;
    },
    stop: () => abort.abort(),
  };
}

/** Forecasts by the node that they are for. */
export const byNode = (forecasts: readonly Forecast[]): ReadonlyMap<string, Forecast> =>
  new Map(forecasts.map((forecast) => [forecast.node, forecast]));

/** Whether a node has models enough for a forecast, whatever it would say. */
export const hasEnough = ({ histories }: Evidence): boolean =>
  [...histories.values()].some(({ graphlets }) => graphlets.length >= leastModels);
