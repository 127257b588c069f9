import { setTimeout as sleep } from "node:timers/promises";

/** Asks until the answer is there: in its first moments VS Code answers with nothing. Rejects after `patience` milliseconds. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  patience = 30_000,
): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`Waited ${patience} ms for ${what}.`);
    await sleep(50);
  }
}
