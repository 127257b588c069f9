import { createReadStream } from "node:fs";
import { open as openFile } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import { at } from "../readDocument.ts";

/** Bytes of one document; a longer one is skipped. */
const maxDocument = 64 * 1024 * 1024;
const chunkBytes = 1 << 20;

/** What came of the bytes of a file. */
export interface DocumentCounts {
  /** Documents that are no JSON, or too long. A last line that is still being written is none of them. */
  skipped: number;
}

const newline = 10;
const quote = 34;
const backslash = 92;
const open = 123;
const close = 125;

/**
 * The JSON objects of a file, one after the other: lines (NDJSON), the items of an array, or objects one behind the other over
 * several lines; also compressed with gzip. Memory is bounded by the longest document, whatever the file's size. Throws file system
 * errors and `CancelledError`.
 */
export async function* documentsOf(
  path: string,
  isCompressed: boolean,
  token: CancelToken,
  counts: DocumentCounts,
): AsyncGenerator<unknown> {
  for await (const part of partsOf(path, isCompressed, token, counts)) yield* part;
}

/**
 * As {@link documentsOf}, the documents of some bytes at a time. `select`: makes an object's text into what is needed of it, where it can; else
 * `JSON.parse` reads it.
 */
export async function* partsOf(
  path: string,
  isCompressed: boolean,
  token: CancelToken,
  counts: DocumentCounts,
  onBytes: (bytes: number) => void = () => {},
  select: Select = nothing,
): AsyncGenerator<Iterable<unknown>> {
  const splitter = createSplitter(counts, select);
  for await (const chunk of isCompressed ? unpacked(path, onBytes) : chunksOf(path, onBytes)) {
    throwIfCancelled(token);
    yield splitter.take(chunk);
  }
  yield splitter.end();
}

/** Bytes of a file; the same memory each time. */
async function* chunksOf(path: string, onBytes: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const file = await openFile(path, "r");
  const chunk = Buffer.allocUnsafeSlow(chunkBytes);
  try {
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, null);
      if (bytesRead === 0) return;
      onBytes(bytesRead);
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function* unpacked(path: string, onBytes: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  file.on("data", (chunk) => onBytes(chunk.length));
  file.pause();
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  // What the file fails with ends the reading of what is unpacked, and whoever stops reading that closes the file; `pipe` alone does neither.
  pipeline(file, gunzip, () => {});
  yield* gunzip as AsyncIterable<Buffer>;
}

/** What is needed of an object's text; undefined where it cannot be told. */
type Select = (text: Buffer) => unknown;
const nothing: Select = () => undefined;

/** Cuts bytes, as they come, into JSON objects. */
export interface Splitter {
  take(chunk: Uint8Array): Iterable<unknown>;
  /** What is left at the end of the file. */
  end(): Iterable<unknown>;
}

/** A splitter that does not know yet whether the file has one object a line: the first line tells. */
export function createSplitter(counts: DocumentCounts, select: Select = nothing): Splitter {
  /** Memory of `rest`, used again and again. */
  let room: Buffer = Buffer.alloc(0);
  let rest: Buffer = room;
  let mode: "unknown" | "lines" | "nested" = "unknown";
  /** State of the scan over nested text: where it stands in `rest`, how deep, where the object began. */
  let scan = { at: 0, depth: 0, from: 0, inText: false };
  let isSkipping = false;

  const parsed = (text: Buffer): { readonly value: unknown } | null => {
    const selected = select(text);
    if (selected !== undefined) return { value: selected };
    try {
      return { value: JSON.parse(text.toString("utf8")) };
    } catch {
      return null;
    }
  };

  function* lines(isEnd: boolean): Iterable<unknown> {
    let from = 0;
    for (;;) {
      const found = rest.indexOf(newline, from);
      const to = found < 0 ? rest.length : found;
      if (found < 0 && !isEnd) break;
      if (isSkipping) isSkipping = false;
      else {
        const line = trimmed(rest.subarray(from, to));
        if (line.length > 0) {
          const document = parsed(line);
          if (document) yield* itemsOf(document.value);
          else if (mode === "unknown" || (found < 0 && line[0] === open)) {
            // The first line is no whole object: the text is laid out over several lines. A last line may be unfinished.
            if (mode === "unknown") {
              mode = "nested";
              return;
            }
          } else counts.skipped++;
          if (mode === "unknown") mode = "lines";
        }
      }
      from = to + 1;
      if (found < 0) break;
    }
    rest = rest.subarray(Math.min(from, rest.length));
    if (rest.length > maxDocument) {
      counts.skipped++;
      isSkipping = true;
      rest = Buffer.alloc(0);
    }
  }

  function* nested(): Iterable<unknown> {
    let { at, depth, from, inText } = scan;
    const bytes = rest;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (inText) {
        if (byte === backslash) at++;
        else if (byte === quote) inText = false;
      } else if (byte === quote) inText = depth > 0;
      else if (byte === open) {
        if (depth++ === 0) from = at;
      } else if (byte === close && depth > 0 && --depth === 0) {
        const document = at - from <= maxDocument ? parsed(bytes.subarray(from, at + 1)) : null;
        if (document) yield* itemsOf(document.value);
        else counts.skipped++;
      }
    }
    const keep = depth > 0 ? from : Math.min(at, bytes.length);
    rest = bytes.subarray(keep);
    scan = { at: at - keep, depth, from: 0, inText };
    if (rest.length > maxDocument) {
      // Nothing ends any more: what follows cannot be told from it.
      counts.skipped++;
      rest = Buffer.alloc(0);
      scan = { at: 0, depth: 0, from: 0, inText: false };
    }
  }

  function* work(isEnd: boolean): Iterable<unknown> {
    if (mode === "unknown") {
      const start = firstByte(rest);
      if (start === null) return;
      if (start !== open) mode = "nested";
    }
    if (mode !== "nested") yield* lines(isEnd);
    if (mode === "nested") yield* nested();
  }

  return {
    take(chunk) {
      const length = rest.length + chunk.length;
      const before = rest;
      if (length > room.length) room = Buffer.allocUnsafeSlow(Math.max(length, 2 * room.length));
      room.set(before);
      room.set(chunk, before.length);
      rest = room.subarray(0, length);
      return work(false);
    },
    end: () => work(true),
  };
}

/** The items of an array, or of what Marquez wraps around one (`{ "events": […] }`); else the value itself. */
export function* itemsOf(value: unknown): Iterable<unknown> {
  const list: unknown = Array.isArray(value) ? value : at(value, "events");
  if (Array.isArray(list)) yield* list;
  else yield value;
}

/** A line without blanks and byte order marks around it. */
export function trimmed(line: Buffer): Buffer {
  let from = 0;
  let to = line.length;
  while (from < to && isBlank(line[from])) from++;
  while (to > from && isBlank(line[to - 1])) to--;
  return line.subarray(from, to);
}

/** Blanks, and the bytes of a byte order mark. */
const isBlank = (byte: number | undefined): boolean =>
  byte === 32 || byte === 9 || byte === 13 || byte === newline || byte === 0xef || byte === 0xbb || byte === 0xbf;

function firstByte(bytes: Buffer): number | null {
  for (const byte of bytes) if (!isBlank(byte)) return byte;
  return null;
}
