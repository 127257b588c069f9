/** Seconds with up to 3 decimals, as JSON shows them. */
export const seconds = (value: number): number => Math.round(value * 1000) / 1000;

/** ISO 8601 in UTC with milliseconds; null where unknown or beyond the calendar. `time`: milliseconds since the epoch. */
export const isoTime = (time: number): string | null =>
  Number.isFinite(time) && Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : null;
