import { setPriority } from "node:os";

/** Of the scale from -20 to 19. */
const low = 5;

/**
 * Lets this thread work with what processor time others leave: what an editor waits for goes first where both want the same core. Only where systems know the
 * priority of a thread; elsewhere it would be that of the whole server.
 */
export function workInBackground(): void {
  if (process.platform !== "linux") return;
  try {
    // On Linux, 0 is the thread that asks.
    setPriority(0, low);
  } catch {
    // Then it is done as it was.
  }
}
