import type { LayoutInput } from "./placement.ts";
import { type Packed, type Prepared, prepare, unpack } from "./prepared.ts";
import { quickLayout } from "./quick/quick.ts";
import type { QuickRequest } from "./quickWorker.ts";
import { runSliced } from "./sliced.ts";
import { workerScript } from "./workerScript.ts";

/** The quick layout, away from the page's thread. */
export interface QuickEngine {
  /** Rejects with the signal's reason alone: where the worker fails, the page does its work in slices. */
  layout(input: LayoutInput, signal: AbortSignal): Promise<Prepared>;
}

/** Up to so many nodes and edges the page is done before a worker would have answered. */
const small = 60;

type Answer = { readonly number: number; readonly picture?: Packed; readonly error?: string };

/** `workerUri`: where the text of the worker's script is. It is loaded at once, so that the first layout finds it started. */
export function createQuickEngine(workerUri: string): QuickEngine {
  const waiting = new Map<number, (picture: Packed | null) => void>();
  let count = 0;
  const giveUp = (): null => {
    for (const answer of waiting.values()) answer(null);
    waiting.clear();
    return null;
  };
  const start = async (): Promise<Worker> => {
    const worker = new Worker(await workerScript(workerUri));
    worker.onerror = giveUp;
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      waiting.get(data.number)?.(data.picture ?? null);
      waiting.delete(data.number);
    };
    return worker;
  };
  const started = start().catch(giveUp);

  const ask = async (input: LayoutInput): Promise<Packed | null> => {
    const worker = await started;
    if (!worker) return null;
    const request: QuickRequest = { number: count++, input };
    return new Promise((resolve) => {
      waiting.set(request.number, resolve);
      worker.postMessage(request);
    });
  };
  return {
    async layout(input, signal) {
      const picture = input.width.length + input.from.length > small ? await ask(input) : null;
      signal.throwIfAborted();
      return picture ? unpack(picture) : prepare(await runSliced(quickLayout(input), signal));
    },
  };
}
