import fc from "fast-check";
import { expect, test } from "vitest";
import { timeOf } from "../../../../server/src/traces/isoTime.ts";
import { timeIn } from "../../../../server/src/traces/openLineage/eventTime.ts";

/** A time is read from its bytes as from its text. */
function check(text: string): void {
  const bytes = Buffer.from(`"${text}"}`);
  expect(timeIn(bytes, 1, bytes.length - 2)).toBe(timeOf(text));
}

test.each([
  "2026-03-01T06:00:00Z",
  "2026-03-01T06:00:00.5Z",
  "2024-02-29T23:59:59.999999999+05:30",
  "2026-02-31T00:00:00Z",
  "1969-12-31T23:59:59.001-11:00",
  "0000-01-01T00:00:00Z",
  "2026-03-01 06:00",
  "2026-03-01T06:00:00.Z",
  "2026-03-01T06:00:00",
  "2026-03-01T24:00:00Z",
  "2026-03-01T06:00:00+24:00",
  "2026-03-01T06:00:00+0530",
  "",
  "yesterday",
])("%s", check);

test("any time", () => {
  const number = (digits: number) => fc.nat(10 ** digits - 1).map((value) => String(value).padStart(digits, "0"));
  const zone = fc.oneof(
    fc.constantFrom("", "Z", "z", "+01:00", "-0730"),
    fc.tuple(number(2), number(2)).map(([a, b]) => `+${a}:${b}`),
  );
  const decimals = fc.oneof(fc.constant(""), fc.stringMatching(/^[.,]\d{0,11}$/));
  const parts = fc.tuple(number(4), number(2), number(2), number(2), number(2), number(2), decimals, zone);
  fc.assert(
    fc.property(parts, ([year, month, day, hour, minute, second, fraction, end]) =>
      check(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${end}`),
    ),
    { numRuns: 2_000 },
  );
});
