import { describe, expect, test } from "vitest";
import { exactTime, formatTime, isTimeZone } from "../../../server/src/model/zonedTime.ts";

const winter = Date.UTC(2026, 2, 1, 14, 5);
const summer = Date.UTC(2026, 6, 1, 22, 30);

describe("a moment in the reader's time zone", () => {
  test.each([
    [winter, undefined, "2026-03-01 14:05 UTC", "2026-03-01T14:05:00.000Z"],
    [winter, "UTC", "2026-03-01 14:05 UTC", "2026-03-01T14:05:00.000Z"],
    [winter, "Europe/Berlin", "2026-03-01 15:05 GMT+1", "2026-03-01T15:05:00.000+01:00"],
    [summer, "Europe/Berlin", "2026-07-02 00:30 GMT+2", "2026-07-02T00:30:00.000+02:00"],
    [summer, "America/New_York", "2026-07-01 18:30 GMT-4", "2026-07-01T18:30:00.000-04:00"],
    [summer, "Asia/Kathmandu", "2026-07-02 04:15 GMT+5:45", "2026-07-02T04:15:00.000+05:45"],
    [Number.NaN, "Europe/Berlin", "", ""],
    [8.64e15 + 1, "Europe/Berlin", "", ""],
    // The zone's clock would read a time beyond the calendar.
    [8.64e15, "Europe/Berlin", "+275760-09-13 00:00 UTC", "+275760-09-13T00:00:00.000Z"],
  ])("%d in %s", (time, zone, text, exact) => {
    expect(exactTime(time, zone)).toBe(exact);
    expect(formatTime(time, zone)).toBe(text);
  });
});

test("names that are no time zones are told from those that are", () => {
  expect(["Europe/Berlin", "UTC", "Middle/Earth", ""].filter(isTimeZone)).toEqual(["Europe/Berlin", "UTC"]);
});
