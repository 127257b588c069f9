import type { Writable } from "node:stream";

/** Characters that are handed to the stream at once. */
const batchSize = 1 << 16;

/**
 * Writes chunks to a stream in order, no faster than it takes them. Returns once the stream has taken everything, with the
 * error that stopped it, if any; that the reader has gone (`head`) is none.
 */
export async function writeAll(stream: Writable, chunks: Iterable<string>): Promise<Error | null> {
  // What goes wrong is told to the callback of a write; without a listener it would also end the process.
  stream.on("error", () => {});
  let batch = "";
  for (const chunk of chunks) {
    batch += chunk;
    if (batch.length < batchSize) continue;
    const error = await write(stream, batch);
    if (error) return withoutGoneReader(error);
    batch = "";
  }
  return withoutGoneReader(await write(stream, batch));
}

const write = (stream: Writable, text: string): Promise<NodeJS.ErrnoException | null> =>
  new Promise((resolve) => stream.write(text, (error) => resolve(error ?? null)));

const withoutGoneReader = (error: NodeJS.ErrnoException | null): Error | null =>
  error?.code === "EPIPE" ? null : error;
