import { closeSync, openSync, readSync, writeFileSync } from "node:fs";
import type { Writable } from "node:stream";

/** Creates `file` and copies what others append to it to `target`, until `stop()`, which copies the rest. */
export function follow(file: string, target: Writable): { readonly file: string; stop(): void } {
  writeFileSync(file, "");
  const descriptor = openSync(file, "r");
  const buffer = Buffer.alloc(65_536);
  const drain = () => {
    for (;;) {
      const length = readSync(descriptor, buffer, 0, buffer.length, null);
      if (length === 0) return;
      target.write(Buffer.from(buffer.subarray(0, length)));
    }
  };
  const timer = setInterval(drain, 50);
  return {
    file,
    stop() {
      clearInterval(timer);
      drain();
      closeSync(descriptor);
    },
  };
}
