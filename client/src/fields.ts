/** Checks of what comes from outside the extension: from the web view, from links, from URIs. */
export type Fields = Readonly<Record<string, unknown>>;

/** Longest text that is taken. */
const longest = 100_000;

/** An object as its fields; null for anything else. */
export const fields = (value: unknown): Fields | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;

/** A text of bounded length. */
export const isText = (value: unknown): value is string => typeof value === "string" && value.length <= longest;

/** An id of a trace. */
export const isId = (value: unknown): value is string | number =>
  isText(value) || (typeof value === "number" && Number.isFinite(value));
