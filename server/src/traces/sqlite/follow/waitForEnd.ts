import { realpathSync } from "node:fs";
import { isHot } from "./snapshot.ts";

/** How often is looked, milliseconds: a part of what a small transaction takes. */
const everyMs = 0.25;
/** How long a transaction is waited for that may begin soon, and the end of one that is under way, milliseconds. */
const mostBefore = 12;
const mostUnderWay = 50;
const nobody = new Int32Array(new SharedArrayBuffer(4));

/**
 * Waits in this thread until a transaction has just ended, that is under way or begins soon: then there is the most time until the next. False where none did: beside
 * a write-ahead log none is seen. Throws file system errors.
 */
export function waitForEnd(path: string): boolean {
  const file = realpathSync(path);
  const began = performance.now();
  let wasHot = false;
  for (;;) {
    const isNow = isHot(file);
    if (wasHot && !isNow) return true;
    wasHot = isNow;
    if (performance.now() > began + (isNow ? mostUnderWay : mostBefore)) return false;
    Atomics.wait(nobody, 0, 0, everyMs);
  }
}
