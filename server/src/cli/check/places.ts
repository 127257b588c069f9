import type { Location } from "../../model/text.ts";
import { pathOf } from "../../workspace/paths.ts";
import type { Place } from "./report.ts";

const cellMark = "#cell=";

/** Where a location of a definition is on the disk. */
export function placeOf({ uri, range }: Location): Place {
  const mark = uri.lastIndexOf(cellMark);
  if (mark < 0) return { path: pathOf(uri) ?? uri, cell: null, range };
  const file = uri.slice(0, mark);
  return { path: pathOf(file) ?? file, cell: Number(uri.slice(mark + cellMark.length)), range };
}

/** By file, cell, then place in the text. */
export function comparePlaces(a: Place, b: Place): number {
  return (
    compareTexts(a.path, b.path) ||
    (a.cell ?? -1) - (b.cell ?? -1) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.character - b.range.start.character
  );
}

/** The same order on every machine, whatever its language. */
export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
