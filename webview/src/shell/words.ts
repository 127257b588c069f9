import type { GraphletHead, ReadProgress, ViewFailure } from "../../../server/src/protocol.ts";
import { oneLine } from "../graph/label.ts";
import { stateWord } from "../icons/glyphs.ts";

/** Words on the buttons that cure what is missing. */
export const actionWords: Readonly<Record<NonNullable<ViewFailure["action"]>, string>> = {
  chooseTrace: "Choose Trace…",
  openDefinition: "Open Definition",
  setKinds: "Open Settings",
  retry: "Retry",
  showLog: "Show Log",
};

/** `12 Nov, 14:03`, with the year where it is not this one; empty where the time is not known. */
export function dateText(
  milliseconds: number | null,
  now = Date.now(),
  language = document.documentElement.lang,
): string {
  if (milliseconds === null || !Number.isFinite(milliseconds)) return "";
  const date = new Date(milliseconds);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return dateFormat(language, {
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
    hour: "2-digit",
    minute: "2-digit",
  }).format(date);
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** How dates are written in a language; kept, since making one takes as long as using it a hundred times. */
export function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = dateFormats.get(key) ?? new Intl.DateTimeFormat(language || undefined, options);
  dateFormats.set(key, known);
  return known;
}

/** `model 142, 12 Nov, 14:03, wasted. Not deployed: …` */
export function graphletText(head: GraphletHead): string {
  const parts = [oneLine(head.label), dateText(head.startedAt), stateWord(head.status)].filter(Boolean).join(", ");
  return head.reason ? `${parts}. ${oneLine(head.reason)}` : parts;
}

/** `Reading metadata.sqlite: 43 %`; null when there is nothing left to wait for. */
export function progressText({ path, phase, share }: ReadProgress): string | null {
  const name = path.split(/[\\/]/).pop() || path;
  const percent = share === null ? "" : `: ${Math.round(Math.min(1, Math.max(0, share)) * 100)} %`;
  if (phase === "opening" || phase === "reading") return `Reading ${name}${percent}`;
  if (phase === "cutting") return `Cutting ${name} into graphlets${percent}`;
  return null;
}
