import { stat } from "node:fs/promises";
import type { ReadControl } from "../reader.ts";
import { partsOf } from "./documents.ts";
import { eventFields, runEventOf } from "./event.ts";
import type { LinesRead } from "./readLines.ts";
import { addEvent, type LineageRun } from "./runs.ts";
import { fieldSelector } from "./selectFields.ts";

/** Reads a file of JSON objects however they are laid out; also a compressed one. Throws what `partsOf` throws. */
export async function readDocuments(
  path: string,
  isCompressed: boolean,
  { token, onProgress }: ReadControl,
): Promise<LinesRead> {
  const runs = new Map<string, LineageRun>();
  const counts = { skipped: 0 };
  const { size } = await stat(path);
  let bytes = 0;
  let events = 0;
  const onBytes = (more: number): void => {
    bytes += more;
    onProgress(Math.min(0.99, bytes / Math.max(size, 1)));
  };
  const fields = fieldSelector(eventFields);
  const select = (text: Buffer): unknown => (isEnvelope(text) ? undefined : fields(text));
  for await (const part of partsOf(path, isCompressed, token, counts, onBytes, select)) {
    for (const document of part) {
      const event = runEventOf(document);
      if (!event) counts.skipped++;
      else {
        addEvent(runs, event);
        events++;
      }
    }
  }
  return { runs, events, skipped: counts.skipped };
}

/** Whether an object is a list of events as Marquez gives it, by its first signs. */
const isEnvelope = (text: Buffer): boolean =>
  /^\{\s*(?:"totalCount"\s*:\s*\d+\s*,\s*)?"events"\s*:\s*\[/.test(text.toString("latin1", 0, 200));
