import type { FieldType } from "./fields.ts";

const seconds: Readonly<Record<string, number>> = { ms: 0.001, "": 1, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** What each type of quantity looks like, for messages. */
export const examples: Readonly<Record<Exclude<FieldType, "words">, string>> = {
  duration: "90, 60s, 5m, 2h or 1.5d",
  share: "5% or 0.05",
  count: "10",
  time: "2026-03-01 or 2026-03-01T12:00",
};

/**
 * A quantity from its text: seconds (a duration; the user's unit where it has none), 0 to 1 (a share), a whole number, or milliseconds
 * since the epoch (a time, UTC). Null where it is none.
 */
export function quantityOf(type: Exclude<FieldType, "words">, text: string): number | null {
  if (type === "time") return timeOf(text);
  const [, digits, unit = ""] = /^(\d{1,15}(?:\.\d{1,9})?)(ms|[smhdw%])?$/.exec(text) ?? [];
  if (digits === undefined) return null;
  const value = Number(digits);
  if (type === "count") return unit === "" && Number.isInteger(value) ? value : null;
  if (type === "share") return unit === "%" ? value / 100 : unit === "" ? value : null;
  const factor = seconds[unit];
  return factor === undefined ? null : value * factor;
}

function timeOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/.test(text)) return null;
  const time = Date.parse(text.includes("T") ? `${text}Z` : `${text}T00:00Z`);
  return Number.isNaN(time) ? null : time;
}

/** The shortest text that means the same. */
export function printQuantity(type: Exclude<FieldType, "words">, value: number): string {
  if (type === "time") return new Date(value).toISOString().replace(/T00:00:00\.000Z$|(?::00)?\.\d{3}Z$/, "");
  return `${value}`;
}
