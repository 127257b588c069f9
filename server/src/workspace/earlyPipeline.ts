import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { CancelToken } from "../model/cancel.ts";
import type { ReadOptions } from "../traces/reader.ts";
import type { CutTrace, readEarlyInWorker } from "./openTrace.ts";

/** A file so large that one pipeline is there long before all are, bytes. */
const large = 64 * 1024 * 1024;
/** How long what was kept of the file is waited for, milliseconds. */
const keptWithin = 150;

/** A pipeline of a store that is being read as a whole: null where the store is not large, where all of it is there sooner, or where it cannot be had early. */
export async function earlyPipeline(
  path: string,
  options: ReadOptions & { readonly pipeline: string },
  token: CancelToken,
  read: typeof readEarlyInWorker,
): Promise<CutTrace | null> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile() || found.size < large) return null;
  await sleep(keptWithin, undefined, { ref: false });
  if (token.isCancellationRequested) return null;
  const early = await read(path, options, { token, onProgress: () => {} });
  return token.isCancellationRequested ? null : early;
}
