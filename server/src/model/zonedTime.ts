/** Writers of a zone's offset, kept: making one takes as long as using it a hundred times. */
const writers = new Map<string, Intl.DateTimeFormat>();

/** Whether a name is that of a time zone that is known here (`Europe/Berlin`). */
export function isTimeZone(name: string): boolean {
  try {
    writerOf(name);
    return true;
  } catch {
    return false;
  }
}

/** `2026-03-01 15:05 GMT+1`; without a zone, or where its clocks are at UTC, `2026-03-01 14:05 UTC`. Empty where `time` (milliseconds since the epoch) is unknown or beyond the calendar. */
export function formatTime(time: number, zone?: string): string {
  const { iso, minutes } = zoned(time, zone);
  if (iso === "") return "";
  const rest = Math.abs(minutes) % 60;
  const offset = `${signOf(minutes)}${hoursOf(minutes)}${rest === 0 ? "" : `:${padded(rest)}`}`;
  return `${iso.replace("T", " ").replace(/:\d\d\.\d+Z$/, "")} ${minutes === 0 ? "UTC" : `GMT${offset}`}`;
}

/** The same to the millisecond, as ISO 8601: `2026-03-01T15:05:00.000+01:00`, in UTC `2026-03-01T14:05:00.000Z`. */
export function exactTime(time: number, zone?: string): string {
  const { iso, minutes } = zoned(time, zone);
  if (iso === "" || minutes === 0) return iso;
  return `${iso.slice(0, -1)}${signOf(minutes)}${padded(hoursOf(minutes))}:${padded(Math.abs(minutes) % 60)}`;
}

/** The clock's reading in a zone written as if it were UTC, and how far it is ahead of UTC. */
function zoned(time: number, zone: string | undefined): { readonly iso: string; readonly minutes: number } {
  if (!inCalendar(time)) return { iso: "", minutes: 0 };
  const minutes = zone === undefined ? 0 : minutesAhead(time, zone);
  const read = time + minutes * 60_000;
  return inCalendar(read)
    ? { iso: new Date(read).toISOString(), minutes }
    : { iso: new Date(time).toISOString(), minutes: 0 };
}

const inCalendar = (time: number): boolean => Math.abs(time) <= 8.64e15;

function minutesAhead(time: number, zone: string): number {
  const parts = writerOf(zone).formatToParts(time);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

function writerOf(zone: string): Intl.DateTimeFormat {
  const known = writers.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  writers.set(zone, made);
  return made;
}

const signOf = (minutes: number): string => (minutes < 0 ? "-" : "+");
const hoursOf = (minutes: number): number => Math.floor(Math.abs(minutes) / 60);
const padded = (number: number): string => String(number).padStart(2, "0");
