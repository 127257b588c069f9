import type { TimeRange } from "../../server/src/protocol.ts";

/** Checks of what comes from outside the extension: from the web view, from links, from URIs. */
export type Fields = Readonly<Record<string, unknown>>;

/** Longest text that is taken. */
const longest = 100_000;

/** An object as its fields; null for anything else. */
export const fields = (value: unknown): Fields | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;

/** A text of bounded length. */
export const isText = (value: unknown): value is string => typeof value === "string" && value.length <= longest;

/** A range of time, milliseconds since the epoch; null for anything else. */
export function timeRange(value: unknown): TimeRange | null {
  const { from, to } = fields(value) ?? {};
  const isTime = (time: unknown): time is number => typeof time === "number" && Math.abs(time) <= 8.64e15;
  return isTime(from) && isTime(to) && from <= to ? { from, to } : null;
}

/** An id of a trace. */
export const isId = (value: unknown): value is string | number =>
  isText(value) || (typeof value === "number" && Number.isFinite(value));
