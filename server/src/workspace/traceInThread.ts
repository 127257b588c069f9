import { err, ok } from "../model/result.ts";
import type { Trace } from "../model/trace.ts";
import type { TraceFollower } from "../traces/follower.ts";
import type { ReadResources } from "../traces/format.ts";
import { traceFormatOf } from "../traces/formats.ts";
import { mlmd } from "../traces/mlmd/format.ts";
import type { ReadControl, ReadOptions, ReadProperties, ReadTrace } from "../traces/reader.ts";
import type { SqlEngine } from "../traces/sqlite/readConsistently.ts";
import { unrecognised } from "../traces/unrecognised.ts";
import { scratchFolder } from "./scratch.ts";
import { failureOf } from "./traceFailure.ts";

/** Like {@link readTrace}, with a chosen engine and place for a private copy. */
export const readTraceWith = (
  engine: SqlEngine,
  scratch: string,
  ...[path, options, control, password = null]: Parameters<ReadTrace>
): ReturnType<ReadTrace> => readWith(path, options, control, { engine, scratch, password });

/** As {@link readTraceWith}; what changes while it is read is `busy`, and not waited for. */
export const readTraceOnce = (
  engine: SqlEngine,
  scratch: string,
  ...[path, options, control]: Parameters<ReadTrace>
): ReturnType<ReadTrace> => readWith(path, options, control, { engine, scratch, isOnce: true });

async function readWith(
  path: string,
  options: ReadOptions,
  control: ReadControl,
  resources: ReadResources,
): ReturnType<ReadTrace> {
  try {
    // A file that nobody recognises is read as a store: the reader says best what it is instead.
    const format = await traceFormatOf(path);
    const cause = format ? null : await unrecognised(path);
    if (cause) throw cause;
    return ok(await (format ?? mlmd).read(path, options, control, resources));
  } catch (error) {
    return err(failureOf(error, path));
  }
}

/** One pipeline of a trace, where it is there in a fraction of the time; see `TraceFormat.readEarly`. Throws what {@link failureOf} puts into words. */
export async function readEarlyWith(
  engine: SqlEngine,
  scratch: string,
  path: string,
  options: ReadOptions & { readonly pipeline: string },
  control: ReadControl,
): Promise<Trace | null> {
  const format = await traceFormatOf(path);
  return (await format?.readEarly?.(path, options, control, { engine, scratch })) ?? null;
}

/**
 * Follows a trace in this thread; `isKept`: what was read stays in memory and later looks are short. Where a kind of trace is not followed, each look
 * reads it as a whole. Looks throw what {@link failureOf} puts into words.
 */
export async function followTraceWith(
  engine: SqlEngine,
  scratch: string,
  path: string,
  options: ReadOptions,
): Promise<{ readonly follower: TraceFollower; readonly isKept: boolean }> {
  const format = (await traceFormatOf(path)) ?? mlmd;
  const resources = { engine, scratch };
  const follower = options.pipeline === undefined ? format.follow?.(path, options, resources) : undefined;
  if (follower) return { follower, isKept: true };
  const look: TraceFollower["look"] = async (control) => ({
    trace: await format.read(path, options, control, resources),
    isSettled: true,
  });
  return { follower: { look }, isKept: false };
}

/**
 * Reads a trace in this thread. Nothing is locked or changed; a store that is being written is read at its last commit. Linear
 * in the rows; everything that can go wrong is a `TraceFailure` of one line.
 */
export const readTrace: ReadTrace = (path, options, control, password) =>
  readTraceWith("auto", scratchFolder(), path, options, control, password);

/** Reads the properties of one execution or artifact; an empty list where there are none or no such row. */
export const readProperties: ReadProperties = async (path, of, id, mayRun = true, password = null) => {
  try {
    const format = (await traceFormatOf(path)) ?? mlmd;
    return ok(await format.properties(path, of, id, { engine: "auto", scratch: scratchFolder(), password }, mayRun));
  } catch (error) {
    return err(failureOf(error, path));
  }
};
