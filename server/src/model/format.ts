/**
 * Numbers in the product's words: with units and one decimal at most.
 */

const round1 = (value: number): string => {
  const rounded = Math.round(value * 10) / 10;
  return Number.isInteger(rounded) ? String(rounded) : rounded.toFixed(1);
};

/** `40 ms`, `48 s`, `3m 12s`, `2.4 h`, `3.1 d`; an empty string where unknown (NaN). */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "";
  if (seconds < 0) return `-${formatDuration(-seconds)}`;
  if (seconds === 0) return "0 s";
  if (seconds < 0.9995) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 59.95) return `${seconds < 10 ? round1(seconds) : Math.round(seconds)} s`;
  if (seconds < 3599.5) {
    const whole = Math.round(seconds);
    const rest = whole % 60;
    return rest === 0 ? `${whole / 60}m` : `${Math.floor(whole / 60)}m ${rest}s`;
  }
  if (seconds < 72 * 3600) return `${round1(seconds / 3600)} h`;
  return `${round1(seconds / 86_400)} d`;
}

/** `63 %`; a share that is not nothing is never shown as 0 %, one that is not all never as 100 %. */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return "";
  const percent = Math.round(share * 100);
  if (percent === 0 && share > 0) return "<1 %";
  if (percent === 100 && share < 1) return ">99 %";
  return `${percent} %`;
}

/** `14 models`, `1 model`, `no models`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  if (count === 0) return `no ${many}`;
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

const ages: readonly (readonly [limit: number, unit: number, word: string])[] = [
  [3600, 60, "minute"],
  [86_400, 3600, "hour"],
  [7 * 86_400, 86_400, "day"],
  [30 * 86_400, 7 * 86_400, "week"],
  [365 * 86_400, 30 * 86_400, "month"],
  [Number.POSITIVE_INFINITY, 365 * 86_400, "year"],
];

/** `2 hours ago`, as VS Code says it; both times in milliseconds since the epoch. */
export function formatAge(time: number, now: number): string {
  if (!Number.isFinite(time)) return "at an unknown time";
  const seconds = (now - time) / 1000;
  if (seconds < 60) return "now";
  for (const [limit, unit, word] of ages) {
    if (seconds < limit) {
      const count = Math.floor(seconds / unit);
      return `${count} ${word}${count === 1 ? "" : "s"} ago`;
    }
  }
  return "";
}

const bars = "▁▂▃▄▅▆▇█";

/**
 * A line of block characters, one a value, from the least to the greatest; where all are the same they are of middle height.
 * Unknown values (NaN) are a low dot.
 */
export function sparkline(values: readonly number[]): string {
  const known = values.filter(Number.isFinite);
  const least = Math.min(...known);
  const most = Math.max(...known);
  const height = (value: number): number =>
    most === least ? bars.length >> 1 : Math.round(((value - least) / (most - least)) * (bars.length - 1));
  return values.map((value) => (Number.isFinite(value) ? bars[height(value)] : "·")).join("");
}
