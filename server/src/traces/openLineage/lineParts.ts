import { readSync } from "node:fs";
import { itemsOf, trimmed } from "./documents.ts";
import { eventFields, runEventOf } from "./event.ts";
import { type EventBatch, EventBatchWriter } from "./eventBatch.ts";
import { eventScanner } from "./eventScanner.ts";
import { openObject, roomFor } from "./jsonBytes.ts";
import { fieldSelector } from "./selectFields.ts";

/** Bytes that are read at once behind a part, for the rest of its last line; a line that goes on for more than {@link mostRests} times as many is not read here. */
const restBytes = 64 * 1024;
const mostRests = 256;

const newline = 10;

/** A line that is too long to be read in parts. */
export class LongLineError extends Error {}

/** Reads the lines of a file that begin in one part of it. */
export interface PartReader {
  /** Events of the lines that begin in part `index`. Throws `LongLineError` and file system errors. */
  read(index: number): EventBatch;
}

/** A file that is open, what of it is read, and of how many bytes the parts of that are. */
export interface PartedFile {
  readonly fd: number;
  /** Where the first line begins. */
  readonly start: number;
  /** Where the last one ends. */
  readonly end: number;
  readonly partBytes: number;
}

export const partsOf = ({ start, end, partBytes }: PartedFile): number => Math.ceil((end - start) / partBytes);

/** What one reader reads has to be united in order. */
export function partReader({ fd, start, end, partBytes }: PartedFile): PartReader {
  const batch = new EventBatchWriter();
  const takeLine = lineTaker(batch);
  let room = roomFor(partBytes + restBytes + 1);

  /** Reads from a place until the last line that begins before `to` is there; returns how many bytes are. */
  const fill = (from: number, to: number): number => {
    let filled = readAt(fd, room.bytes, 0, from, Math.min(to + restBytes, end));
    let searched = to - from - 1;
    for (let rests = 0; ; rests++) {
      if (filled <= searched || from + filled >= end) return filled;
      if (room.bytes.subarray(searched, filled).includes(newline)) return filled;
      searched = filled;
      if (rests === mostRests) throw new LongLineError();
      const goal = Math.min(from + filled + restBytes, end);
      if (goal - from > room.bytes.length) {
        const larger = roomFor(2 * (goal - from));
        larger.bytes.set(room.bytes);
        room = larger;
      }
      const before = filled;
      filled += readAt(fd, room.bytes, filled, from + filled, goal);
      if (filled === before) return filled;
    }
  };

  return {
    read(index) {
      // One byte before tells whether a line begins with the part.
      const from = Math.max(start, start + index * partBytes - 1);
      const to = Math.min(start + (index + 1) * partBytes, end);
      const filled = fill(from, to);
      const text = room.bytes.subarray(0, filled);
      let at = index === 0 ? 0 : text.indexOf(newline) + 1;
      if (index > 0 && at === 0) return batch.take();
      while (at < to - from && at < filled) {
        const found = text.indexOf(newline, at);
        takeLine(room, at, found < 0 ? filled : found, found < 0);
        if (found < 0) break;
        at = found + 1;
      }
      return batch.take();
    },
  };
}

/** Takes a line into a batch. `isLast`: nobody has ended it yet. */
export function lineTaker(batch: EventBatchWriter) {
  const scan = eventScanner(batch);
  const select = fieldSelector(eventFields);
  return (json: Parameters<typeof scan>[0], from: number, to: number, isLast: boolean): void => {
    if (from === to || scan(json, from, to)) return;
    const line = trimmed(json.bytes.subarray(from, to));
    if (line.length === 0) return;
    let document = select(line);
    if (document === undefined) {
      try {
        document = JSON.parse(line.toString("utf8"));
      } catch {
        if (!isLast || line[0] !== openObject) batch.skipped++;
        return;
      }
    }
    for (const item of itemsOf(document)) {
      const event = runEventOf(item);
      if (event) batch.odd(event);
      else batch.skipped++;
    }
  };
}

/** Fills `into` from `at` on with the bytes of a file from `from` up to `to`; returns how many there are. */
function readAt(file: number, into: Buffer, at: number, from: number, to: number): number {
  let done = 0;
  while (from + done < to) {
    const read = readSync(file, into, at + done, to - from - done, from + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}
