import { formatDuration } from "../../../server/src/model/format.ts";
import type { TimeRange, TreeFilter, TreeStatus } from "../../../server/src/protocol.ts";
import { fields, isText, timeRange } from "../fields.ts";

/** The tree's filter as it is kept: days count from the moment of the question. */
export interface KeptFilter {
  readonly statuses: readonly TreeStatus[];
  /** Seconds, or the unit of `graphlet.costProperty`. */
  readonly leastCost: number | null;
  readonly days: number | null;
  /** In the place of days: from then to then. */
  readonly range: TimeRange | null;
  readonly words: string;
}

/** Lets everything through. */
export const noFilter: KeptFilter = { statuses: [], leastCost: null, days: null, range: null, words: "" };

/** Statuses in the order in which they are offered, in the users' words. */
export const statusWords: Readonly<Record<TreeStatus, string>> = {
  pushed: "deployed",
  useful: "used",
  pending: "pending",
  wasted: "wasted",
  failed: "failed",
};

const isStatus = (value: unknown): value is TreeStatus => typeof value === "string" && value in statusWords;
const positive = (value: unknown): number | null => (typeof value === "number" && value > 0 ? value : null);

/** A filter that was kept; what is not understood of it filters nothing. */
export function readFilter(value: unknown): KeptFilter {
  const kept = fields(value);
  if (!kept) return noFilter;
  const { statuses, leastCost, days, range, words } = kept;
  return {
    statuses: Array.isArray(statuses) ? statuses.filter(isStatus) : [],
    leastCost: positive(leastCost),
    days: positive(days),
    range: timeRange(range),
    words: isText(words) ? words : "",
  };
}

/** The filter of a question that is asked now (milliseconds since the epoch). */
export const filterAt = ({ statuses, leastCost, days, range, words }: KeptFilter, now: number): TreeFilter => ({
  ...(statuses.length > 0 ? { statuses } : {}),
  ...(leastCost === null ? {} : { leastCost }),
  ...(days === null ? {} : { since: now - days * 86_400_000 }),
  ...(range === null ? {} : { since: range.from, until: range.to }),
  ...(words === "" ? {} : { words }),
});

/** `wasted, failed · at least 10m · last 7 days · "trainer"`; empty where nothing is filtered. `unit`: costs are no times. */
export function filterText(filter: KeptFilter, unit: boolean): string {
  const { statuses, leastCost, words } = filter;
  return [
    statuses.map((status) => statusWords[status]).join(", "),
    leastCost === null ? "" : `at least ${costText(leastCost, unit)}`,
    dateText(filter),
    words === "" ? "" : `"${words}"`,
  ]
    .filter((text) => text !== "")
    .join(" · ");
}

/** `last 7 days`, `2026-01-05 to 2026-01-09` by the user's calendar; empty where all dates pass. */
export function dateText({ days, range }: Pick<KeptFilter, "days" | "range">): string {
  if (!range) return days === null ? "" : daysText(days);
  return day(range.from) === day(range.to) ? day(range.from) : `${day(range.from)} to ${day(range.to)}`;
}

function day(time: number): string {
  const date = new Date(time);
  const figures = [date.getMonth() + 1, date.getDate()].map((figure) => String(figure).padStart(2, "0"));
  return [date.getFullYear(), ...figures].join("-");
}

export const costText = (cost: number, unit: boolean): string => (unit ? String(cost) : formatDuration(cost));

export const daysText = (days: number): string => (days === 1 ? "last 24 hours" : `last ${days} days`);

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3600, d: 86_400 };

/** Seconds of `90 s`, `3m 12s`, `1.5 h`, `2 d`; with `unit` a plain number. Null for anything else and for what is not above 0. */
export function readCost(text: string, unit: boolean): number | null {
  const wanted = text.trim().toLowerCase();
  if (unit) return /^\d+(\.\d+)?$/.test(wanted) ? positive(Number(wanted)) : null;
  if (!/^(\d+(\.\d+)?\s*(s|m|min|h|d)\s*)+$/.test(wanted)) return null;
  let sum = 0;
  for (const [, figure, named] of wanted.matchAll(/(\d+(?:\.\d+)?)\s*(s|min|m|h|d)/g)) {
    sum += Number(figure) * (seconds[named ?? ""] ?? 0);
  }
  return positive(sum);
}
