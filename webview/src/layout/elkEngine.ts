import type { ElkNode } from "elkjs/lib/elk-api.js";
import ELK from "elkjs/lib/elk-api.js";
import { toElk } from "./elkGraph.ts";
import { workerScript } from "./workerScript.ts";

/** ELK in a web worker of its own, which can be stopped at any time. */
export interface ElkEngine {
  /**
   * Lays out a graph. Rejects when ELK fails, when the worker cannot be started, and with the signal's reason when it is
   * aborted, which ends the worker; the next call starts another.
   */
  layout(graph: ElkNode, signal: AbortSignal): Promise<ElkNode>;
  /** Starts the worker and lets it lay out a small graph: its first answers take several times as long as later ones. */
  warm(): void;
}

const warmUps = 2;

interface Running {
  readonly elk: InstanceType<typeof ELK>;
  readonly failed: Promise<never>;
}

/** `workerUri`: where the text of ELK's worker script is; it is fetched once and started from a blob. */
export function createElkEngine(workerUri: string): ElkEngine {
  let script: Promise<string> | null = null;
  let running: Promise<Running> | null = null;

  const start = async (): Promise<Running> => {
    script ??= workerScript(workerUri);
    const worker = new Worker(await script);
    const failed = new Promise<never>((_, reject) => {
      worker.onerror = (event) => reject(new Error(event.message || "The layout worker could not be started."));
    });
    failed.catch(() => undefined);
    return { elk: new ELK({ workerFactory: () => worker }), failed };
  };
  const current = (): Promise<Running> => {
    if (!running) {
      const started = start();
      running = started;
      started.catch(() => {
        if (running === started) running = null;
        script = null;
      });
    }
    return running;
  };
  const stop = (): void => {
    const stopping = running;
    running = null;
    stopping?.then(({ elk }) => elk.terminateWorker()).catch(() => undefined);
  };

  return {
    async layout(graph, signal) {
      signal.throwIfAborted();
      let onAbort = (): void => undefined;
      const aborted = new Promise<never>((_, reject) => {
        onAbort = () => {
          stop();
          reject(signal.reason);
        };
        signal.addEventListener("abort", onAbort, { once: true });
      });
      const work = current().then(({ elk, failed }) => Promise.race([elk.layout(graph), failed]));
      work.catch(() => undefined);
      try {
        return await Promise.race([work, aborted]);
      } catch (error) {
        if (!signal.aborted) stop();
        throw error;
      } finally {
        signal.removeEventListener("abort", onAbort);
      }
    },
    warm() {
      current()
        .then(async ({ elk }) => {
          for (let time = 0; time < warmUps; time++) await elk.layout(warmUpGraph());
        })
        .catch(() => undefined);
    },
  };
}

/** Steps in a chain with what they make beside it, read again further on: it takes ELK through all that a small pipeline does. */
function warmUpGraph(): ElkNode {
  const steps = 8;
  const chain = Array.from({ length: steps - 1 }, (_, step) => [step, step + 1] as const);
  const beside = Array.from({ length: steps }, (_, step) => [step, steps + step] as const);
  const further = Array.from({ length: steps - 2 }, (_, step) => [steps + step, step + 2] as const);
  const edges = [...chain, ...beside, ...further];
  return toElk(
    {
      direction: "down",
      width: new Float64Array(2 * steps).fill(176),
      height: new Float64Array(2 * steps).fill(40),
      from: Int32Array.from(edges, ([from]) => from),
      to: Int32Array.from(edges, ([, to]) => to),
      line: new Uint8Array(edges.length),
    },
    1,
  );
}
