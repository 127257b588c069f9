import type { ElkNode } from "elkjs/lib/elk-api.js";
import ELK from "elkjs/lib/elk-api.js";
import { workerScript } from "./workerScript.ts";

/** ELK in a web worker of its own, which can be stopped at any time. */
export interface ElkEngine {
  /**
   * Lays out a graph. Rejects when ELK fails, when the worker cannot be started, and with the signal's reason when it is
   * aborted, which ends the worker; the next call starts another.
   */
  layout(graph: ElkNode, signal: AbortSignal): Promise<ElkNode>;
  /** Starts the worker and lets it lay out a tiny graph: its first answer takes several times as long as later ones. */
  warm(): void;
}

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
        .then(({ elk }) => elk.layout(tiny))
        .catch(() => undefined);
    },
  };
}

const tiny: ElkNode = {
  id: "root",
  layoutOptions: { "elk.algorithm": "layered", "elk.edgeRouting": "ORTHOGONAL" },
  children: ["a", "b", "c", "d"].map((id) => ({ id, width: 176, height: 40 })),
  edges: [
    { id: "1", sources: ["a"], targets: ["b"] },
    { id: "2", sources: ["a"], targets: ["c"] },
    { id: "3", sources: ["b"], targets: ["d"] },
    { id: "4", sources: ["c"], targets: ["d"] },
    { id: "5", sources: ["a"], targets: ["d"] },
  ],
};
