import { type CancelToken, throwIfCancelled } from "../model/cancel.ts";

/** How long work on the main thread goes on before others get a turn, milliseconds; where several do such work, each has its slice before one who asks is heard. */
const sliceMs = 4;

/** Lets a long loop give way: await it in each round; it waits for a turn only when the slice is used up. Throws when cancelled. */
export function slices(token: CancelToken): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    throwIfCancelled(token);
    if (performance.now() - since < sliceMs) return undefined;
    return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      since = performance.now();
      throwIfCancelled(token);
    });
  };
}
