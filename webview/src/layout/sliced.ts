/** How long a piece of work may hold the page, in milliseconds. */
const budget = 12;

/** Runs a computation in slices between which the page draws and answers. Rejects with the signal's reason. */
export async function runSliced<T>(work: Generator<void, T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    const until = performance.now() + budget;
    let step = work.next();
    while (!step.done && performance.now() < until) step = work.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}

/** Ends in a task of its own: the page may draw and answer in between. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
