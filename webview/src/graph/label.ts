/** Longest text that is measured or spoken whole. */
const longest = 400;

/**
 * A name from a file as one line: line breaks and control characters become spaces, marks that turn the direction of what
 * follows go, and of very long texts only both ends stay.
 */
export function oneLine(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest / 2)}…${text.slice(-longest / 2)}` : text;
  return short
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
}

/**
 * Shortens a text in the middle until it fits. `measure` tells a text's width in the unit of `room`. Characters that
 * belong together (accents, emoji) stay together. Logarithmic in calls of `measure`.
 */
export function middleEllipsis(text: string, room: number, measure: (text: string) => number): string {
  if (measure(text) <= room) return text;
  const parts = graphemes(text);
  let fits = 0;
  let fails = parts.length;
  while (fails - fits > 1) {
    const keep = (fits + fails) >> 1;
    if (measure(shortened(parts, keep)) <= room) fits = keep;
    else fails = keep;
  }
  return shortened(parts, fits);
}

/** Where a name may be parted: after a separator, and before a capital letter that follows a small one. */
const seam = /[\s\-_.:/]+|(?<=\p{Ll})(?=\p{Lu})/gu;

/**
 * A name on one line, or on two where it is too long for one and may be parted: the first as long as it fits. Separators stay
 * at the end of the first line, but for spaces. What still is too long is shortened in the middle.
 */
export function oneOrTwoLines(text: string, room: number, measure: (text: string) => number): readonly string[] {
  if (measure(text) <= room) return [text];
  const parts = [...text.matchAll(seam)].map(({ index, 0: separator }) => index + separator.length);
  const end = parts.findLast((at) => at < text.length && measure(text.slice(0, at).trimEnd()) <= room);
  if (end === undefined || end < 2) return [middleEllipsis(text, room, measure)];
  return [text.slice(0, end).trimEnd(), middleEllipsis(text.slice(end), room, measure)];
}

/** Dots next to those of what was left out would read as more of them. */
function shortened(parts: readonly string[], keep: number): string {
  const front = Math.ceil(keep / 2);
  const begins = parts.slice(0, front).join("");
  const ends = parts.slice(parts.length - (keep - front)).join("");
  return `${begins.replace(/(?<=.)[\s.]+$/u, "")}…${ends.replace(/^[\s.]+(?=.)/u, "")}`;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

const graphemes = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);
