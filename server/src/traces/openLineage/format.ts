import { constants, gunzipSync } from "node:zlib";
import { neverCancelled } from "../../model/cancel.ts";
import { stampOf } from "../fileStamp.ts";
import type { TraceFormat } from "../format.ts";
import { NotAStoreError } from "../notAStore.ts";
import { readStart } from "../sqlite/fileState.ts";
import { documentsOf } from "./documents.ts";
import { followEvents } from "./follow.ts";
import { eventProperties } from "./properties.ts";
import { readDocuments } from "./readDocuments.ts";
import { readLines } from "./readLines.ts";
import { traceOf } from "./trace.ts";

/** Files of OpenLineage events: NDJSON, arrays, single events; also compressed with gzip. */
export const openLineage: TraceFormat = {
  kind: "openlineage",
  follow: (path, options, resources) =>
    followEvents(path, options, (control) => openLineage.read(path, options, control, resources)),
  looksLike: async (_, { isFolder, start }) => !isFolder && isLineage(textOf(start)),
  async read(path, options, control) {
    const compressed = await isCompressed(path);
    const lines = compressed ? null : await readLines(path, control);
    // A list in one line is no event itself.
    const read = lines && lines.events > 0 ? lines : await readDocuments(path, compressed, control);
    const { runs, events, skipped } = read;
    if (events === 0) {
      throw new NotAStoreError("not-a-trace", "no OpenLineage run events", "Choose another trace.");
    }
    const trace = traceOf(runs, options, control.token);
    control.onProgress(1);
    const skippedEvents = trace.counts.skippedEvents + skipped;
    return { ...trace, counts: { ...trace.counts, skippedEvents } };
  },
  async properties(path, of, id) {
    return eventProperties(documentsOf(path, await isCompressed(path), neverCancelled, { skipped: 0 }), of, String(id));
  },
  stamp: stampOf,
};

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function isCompressed(path: string): Promise<boolean> {
  return isGzip(await readStart(path, 2));
}

/** The first text of a file; of a compressed one what its first bytes hold. */
function textOf(start: Uint8Array): string {
  const bytes = Buffer.from(start.buffer, start.byteOffset, start.byteLength);
  if (!isGzip(bytes)) return bytes.toString("latin1");
  try {
    const plain = gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1 << 20 });
    return plain.toString("latin1");
  } catch {
    return "";
  }
}

/**
 * JSON with the words of run events: their ids, or the kinds of events that only they have. Facets may fill the first text before a job is named.
 */
function isLineage(text: string): boolean {
  if (!/^(?:\u00ef\u00bb\u00bf)?\s*[[{]/.test(text.slice(0, 1_000))) return false;
  if (text.includes('"$defs"')) return false;
  if (!/"(?:inputs|outputs|run|eventTime)"\s*:/.test(text)) return false;
  const isRun = /"runId"\s*:/.test(text);
  const isEvent = /"eventType"\s*:\s*"(?:START|RUNNING|COMPLETE|ABORT|FAIL|OTHER)"/i.test(text);
  return /"job"\s*:/.test(text) ? isRun || isEvent : isRun && (isEvent || /openlineage/i.test(text));
}
