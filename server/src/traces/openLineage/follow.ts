import { type FileHandle, open } from "node:fs/promises";
import type { CancelToken } from "../../model/cancel.ts";
import type { Trace } from "../../model/trace.ts";
import type { TraceFollower } from "../follower.ts";
import type { ReadControl, ReadOptions } from "../reader.ts";
import { runEventOf } from "./event.ts";
import { isLines } from "./isLines.ts";
import { LongLineError } from "./lineParts.ts";
import { addLines } from "./readLines.ts";
import { addEvent, type LineageRun } from "./runs.ts";
import { traceOf } from "./trace.ts";

const newline = 10;
const brace = 123;
const chunkBytes = 1 << 16;
/** Bytes of one line; files with longer ones are read as a whole. */
const maxLine = 16 * 1024 * 1024;
/** Bytes at the beginning, and before the place up to which a file was read, that tell whether it is still the same one. */
const sampleBytes = 4096;
/** Below the file system's resolution of times, a write can go unseen in them; milliseconds. */
const timeResolution = 20;

/** What is known of a file of lines up to a place: all whole lines before it. */
interface Known {
  readonly file: string;
  readonly runs: Map<string, LineageRun>;
  events: number;
  skipped: number;
  /** Where the first line begins that is not read yet. */
  offset: number;
  /** The line there, which nobody has ended yet. */
  last: string;
  samples: readonly [start: string, end: string];
  /** What the last look found, to tell whether anything is new. */
  stamp: string;
}

/**
 * Follows a file with one event a line: only lines that were added are read. What is not of that form, and a file that was replaced, cut or rewritten, is
 * read as a whole.
 */
export function followEvents(
  path: string,
  options: ReadOptions,
  whole: (control: ReadControl) => Promise<Trace>,
): TraceFollower {
  let known: Known | null = null;
  return {
    async look(control) {
      const file = await open(path, "r");
      try {
        const found = await file.stat();
        const isSettled = Date.now() - found.mtimeMs >= timeResolution;
        const stamp = `${found.size}:${found.mtimeMs}`;
        const identity = `${found.dev}:${found.ino}`;
        const isSame = known?.file === identity && found.size >= known.offset && (await isStill(file, known));
        if (isSame && known?.stamp === stamp) return { trace: null, isSettled };
        if (!isSame) known = (await isLines(file)) ? newlyKnown(identity) : null;
        if (known) {
          await readOn(file, found.size, known, control);
          known.stamp = stamp;
          const trace = known.events > 0 ? shown(known, options, control.token) : null;
          if (trace) return { trace, isSettled };
        }
      } catch (error) {
        known = null;
        if (!(error instanceof LongLineError)) throw error;
      } finally {
        await file.close();
      }
      known = null;
      return { trace: await whole(control), isSettled: true };
    },
  };
}

const newlyKnown = (file: string): Known => ({
  file,
  runs: new Map(),
  events: 0,
  skipped: 0,
  offset: 0,
  last: "",
  samples: ["", ""],
  stamp: "",
});

/** Reads the lines that were added. A line counts when its end is there. */
async function readOn(file: FileHandle, size: number, known: Known, control: ReadControl): Promise<void> {
  const end = await endOfLines(file, known.offset, size);
  if (end > known.offset) {
    const added = await addLines(known.runs, { fd: file.fd, start: known.offset, end }, control);
    known.events += added.events;
    known.skipped += added.skipped;
    known.offset = end;
  }
  known.last = (await readAt(file, end, size - end)).toString("utf8");
  known.samples = await samplesOf(file, known.offset);
}

/** Where the last line ends that is ended, between two places; the first of them where none is. */
async function endOfLines(file: FileHandle, from: number, to: number): Promise<number> {
  for (let at = to; at > from; ) {
    if (to - at > maxLine) throw new LongLineError();
    const start = Math.max(from, at - chunkBytes);
    const found = (await readAt(file, start, at - start)).lastIndexOf(newline);
    if (found >= 0) return start + found + 1;
    at = start;
  }
  return from;
}

/** Counts what a line holds. A line that is no JSON is skipped. */
function takeLine(line: string, counts: Pick<Known, "events" | "skipped">, runs: Map<string, LineageRun>): void {
  const text = line.trim();
  if (text === "") return;
  const documents = documentsIn(text);
  if (documents === null) counts.skipped++;
  for (const document of documents ?? []) {
    const event = runEventOf(document);
    if (!event) counts.skipped++;
    else {
      addEvent(runs, event);
      counts.events++;
    }
  }
}

function documentsIn(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [value];
  } catch {
    return null;
  }
}

/** The trace as a reading of the whole file gives it: with the last line, if it is whole although nobody has ended it. */
function shown(known: Known, options: ReadOptions, token: CancelToken): Trace {
  const text = known.last.trim();
  const counts = { events: 0, skipped: 0 };
  // What the line says is not kept: it may go on.
  const runs = text === "" ? known.runs : new Map(known.runs);
  const isOpen = text.charCodeAt(0) === brace && documentsIn(text) === null;
  if (!isOpen && text !== "") {
    for (const document of documentsIn(text) ?? []) {
      const run = runs.get(runEventOf(document)?.runId ?? "");
      if (run) runs.set(run.id, { ...run, inputs: new Map(run.inputs), outputs: new Map(run.outputs) });
    }
    takeLine(text, counts, runs);
  }
  const trace = traceOf(runs, options, token);
  const skippedEvents = trace.counts.skippedEvents + known.skipped + counts.skipped;
  return { ...trace, counts: { ...trace.counts, skippedEvents } };
}

async function isStill(file: FileHandle, { offset, samples }: Known): Promise<boolean> {
  const [start, end] = await samplesOf(file, offset);
  return start === samples[0] && end === samples[1];
}

async function samplesOf(file: FileHandle, offset: number): Promise<Known["samples"]> {
  const length = Math.min(sampleBytes, offset);
  const [start, end] = await Promise.all([readAt(file, 0, length), readAt(file, offset - length, length)]);
  return [start.toString("latin1"), end.toString("latin1")];
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, offset);
  return bytes.subarray(0, bytesRead);
}
