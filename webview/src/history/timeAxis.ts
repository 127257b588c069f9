import { at } from "../graph/rows.ts";
import { dateFormat } from "../shell/words.ts";
import type { HistoryIndex, Spacing } from "./historyIndex.ts";

/** A label on the time axis. */
export interface Tick {
  /** Place on the axis, in the unit of the spacing. */
  readonly place: number;
  readonly text: string;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Steps of an axis of time; a month and a year are steps of the calendar. */
const steps: readonly {
  readonly length: number;
  readonly unit: "minute" | "hour" | "day" | "month" | "year";
  readonly by: number;
}[] = [
  { length: minute, unit: "minute", by: 1 },
  { length: 5 * minute, unit: "minute", by: 5 },
  { length: 15 * minute, unit: "minute", by: 15 },
  { length: hour, unit: "hour", by: 1 },
  { length: 3 * hour, unit: "hour", by: 3 },
  { length: 6 * hour, unit: "hour", by: 6 },
  { length: 12 * hour, unit: "hour", by: 12 },
  { length: day, unit: "day", by: 1 },
  { length: 2 * day, unit: "day", by: 2 },
  { length: 7 * day, unit: "day", by: 7 },
  { length: 14 * day, unit: "day", by: 14 },
  { length: 30.4 * day, unit: "month", by: 1 },
  { length: 91.3 * day, unit: "month", by: 3 },
  { length: 182.6 * day, unit: "month", by: 6 },
  { length: 365.25 * day, unit: "year", by: 1 },
];

/** Pixels between two labels at least. */
const room = 92;

/** Labels for a window of the axis, `width` pixels wide: at round times, or, evenly spaced, at models. */
export function ticksOf(
  index: HistoryIndex,
  spacing: Spacing,
  from: number,
  to: number,
  width: number,
  language: string,
): Tick[] {
  const scale = width / (to - from);
  if (!(scale > 0) || !Number.isFinite(scale)) return [];
  return spacing === "time" ? timeTicks(from, to, scale, language) : evenTicks(index, from, to, scale, language);
}

function timeTicks(from: number, to: number, scale: number, language: string): Tick[] {
  const step = steps.find(({ length }) => length * scale >= room) ?? steps.at(-1);
  if (!step) return [];
  const years = step.unit === "year" ? Math.max(1, Math.ceil(room / (step.length * scale))) : step.by;
  const ticks: Tick[] = [];
  const date = new Date(from);
  startOf(date, step.unit, years);
  let last = Number.NEGATIVE_INFINITY;
  for (let time = date.getTime(); time <= to && ticks.length < 200; time = date.getTime()) {
    if (time >= from && time - last >= (room * 0.6) / scale) {
      ticks.push({ place: time, text: textOf(date, step.unit, language) });
      last = time;
    }
    advance(date, step.unit, years);
    if (date.getTime() <= time) break;
  }
  return ticks;
}

type Unit = (typeof steps)[number]["unit"];

/** Back to the last round time of a unit, in the user's time zone. */
function startOf(date: Date, unit: Unit, by: number): void {
  const down = (value: number): number => value - (value % by);
  if (unit === "minute") date.setMinutes(down(date.getMinutes()), 0, 0);
  else if (unit === "hour") date.setHours(down(date.getHours()), 0, 0, 0);
  else if (unit === "day") {
    date.setHours(0, 0, 0, 0);
    date.setDate(by >= 7 ? date.getDate() - ((date.getDay() + 6) % 7) : 1 + down(date.getDate() - 1));
  } else if (unit === "month") date.setMonth(down(date.getMonth()), 1);
  else date.setMonth(0, 1);
  if (unit === "month" || unit === "year") date.setHours(0, 0, 0, 0);
  if (unit === "year") date.setFullYear(down(date.getFullYear()));
}

function advance(date: Date, unit: Unit, by: number): void {
  if (unit === "minute") date.setTime(date.getTime() + by * minute);
  else if (unit === "hour") date.setHours(date.getHours() + by);
  else if (unit === "day") {
    const month = date.getMonth();
    date.setDate(date.getDate() + by);
    if (by < 7 && date.getMonth() !== month) date.setDate(1);
  } else if (unit === "month") date.setMonth(date.getMonth() + by);
  else date.setFullYear(date.getFullYear() + by);
}

function textOf(date: Date, unit: Unit, language: string): string {
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0;
  const options: Intl.DateTimeFormatOptions =
    unit === "year"
      ? { year: "numeric" }
      : unit === "month"
        ? date.getMonth() === 0
          ? { month: "short", year: "numeric" }
          : { month: "short" }
        : unit === "day" || isMidnight
          ? { day: "numeric", month: "short" }
          : { hour: "2-digit", minute: "2-digit" };
  return dateFormat(language, options).format(date);
}

/** At every so many-th model, its date. */
function evenTicks(
  { order, positions }: HistoryIndex,
  from: number,
  to: number,
  scale: number,
  language: string,
): Tick[] {
  const step = Math.max(1, Math.ceil(room / scale));
  const yearOf = (rank: number): number => new Date(at(positions.time, at(order, rank))).getFullYear();
  const years = order.length > 0 && yearOf(0) !== yearOf(order.length - 1);
  const ticks: Tick[] = [];
  for (let rank = Math.max(0, Math.ceil(from / step) * step); rank <= to && rank < order.length; rank += step) {
    const date = new Date(at(positions.time, at(order, rank)));
    const text = dateFormat(language, { day: "numeric", month: "short", ...(years ? { year: "2-digit" } : {}) }).format(
      date,
    );
    ticks.push({ place: rank, text });
  }
  return ticks;
}
