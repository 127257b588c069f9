/** Milliseconds since the epoch of a time in ISO 8601, with any number of decimals; NaN for anything else; a time without a zone is taken as UTC. */
export function timeOf(value: unknown): number {
  if (typeof value !== "string") return Number.NaN;
  const found = /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9})\d*)?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(
    value.trim(),
  );
  if (!found) return Number.NaN;
  const [, seconds = "", decimals = "", zone = "Z"] = found;
  return Date.parse(`${seconds.replace(" ", "T")}.${decimals.slice(0, 3).padEnd(3, "0")}${zone}`);
}
