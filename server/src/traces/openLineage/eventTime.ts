import { timeOf } from "../isoTime.ts";

const zero = 48;
const longest = 40;

/**
 * As `timeOf`, of a text that stands in bytes (`from` to `to`, without quotes and escapes). What is written as most programs write it is read by its digits, without
 * making a text of it.
 */
export function timeIn(bytes: Buffer, from: number, to: number): number {
  const year = digits(bytes, from, 4);
  const month = digits(bytes, from + 5, 2);
  const day = digits(bytes, from + 8, 2);
  const hour = digits(bytes, from + 11, 2);
  const minute = digits(bytes, from + 14, 2);
  const second = digits(bytes, from + 17, 2);
  const isPlain =
    to - from >= 20 &&
    to - from <= longest &&
    (year | month | day | hour | minute | second) >= 0 &&
    bytes[from + 4] === 45 &&
    bytes[from + 7] === 45 &&
    bytes[from + 10] === 84 &&
    bytes[from + 13] === 58 &&
    bytes[from + 16] === 58;
  if (!isPlain || month < 1 || month > 12 || day < 1 || day > 28 || hour > 23 || minute > 59 || second > 59) {
    return timeOf(bytes.toString("utf8", from, to));
  }
  let at = from + 19;
  let milliseconds = 0;
  if (bytes[at] === 46) {
    let scale = 100;
    const first = at + 1;
    for (at = first; at < to && isDigit(bytes[at] as number); at++) {
      milliseconds += ((bytes[at] as number) - zero) * scale;
      scale = scale === 1 ? 0 : Math.trunc(scale / 10);
    }
    if (at === first) return timeOf(bytes.toString("utf8", from, to));
  }
  const zone = zoneIn(bytes, at, to);
  if (Number.isNaN(zone)) return timeOf(bytes.toString("utf8", from, to));
  const days = daysBefore(year, month) + day - 1;
  return ((days * 24 + hour) * 60 + minute - zone) * 60_000 + second * 1_000 + milliseconds;
}

const isDigit = (byte: number): boolean => byte >= zero && byte <= 57;

/** -1 where there are others than digits. */
function digits(bytes: Buffer, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    const digit = (bytes[at] as number) - zero;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Minutes of `Z` or `+01:00`; NaN for anything else. */
function zoneIn(bytes: Buffer, from: number, to: number): number {
  if (to - from === 1) return bytes[from] === 90 ? 0 : Number.NaN;
  const sign = bytes[from] === 43 ? 1 : bytes[from] === 45 ? -1 : 0;
  if (to - from !== 6 || sign === 0 || bytes[from + 3] !== 58) return Number.NaN;
  const hours = digits(bytes, from + 1, 2);
  const minutes = digits(bytes, from + 4, 2);
  return (hours | minutes) < 0 || hours > 23 || minutes > 59 ? Number.NaN : sign * (hours * 60 + minutes);
}

let knownYear = Number.NaN;
let knownMonth = 0;
let knownDays = 0;

/** Days from 1970 to the beginning of a month; those of the last one are kept. */
function daysBefore(year: number, month: number): number {
  if (year !== knownYear || month !== knownMonth) {
    knownDays =
      Date.parse(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01T00:00:00Z`) / 86_400_000;
    knownYear = year;
    knownMonth = month;
  }
  return knownDays;
}
