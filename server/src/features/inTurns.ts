import { type CancelToken, throwIfCancelled } from "../model/cancel.ts";

/** How long work on the main thread goes on before others get a turn, milliseconds; where several do such work, each has its slice before one who asks is heard. */
const sliceMs = 4;

/** What a generator that gives way returns; others get their turn in between. Throws when cancelled. */
export async function inTurns<T>(work: Generator<void, T>, token: CancelToken): Promise<T> {
  let since = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    throwIfCancelled(token);
    if (performance.now() - since < sliceMs) continue;
    await new Promise<void>((resolve) => setImmediate(resolve));
    since = performance.now();
  }
}
