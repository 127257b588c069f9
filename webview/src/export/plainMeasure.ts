import type { Measure } from "../graph/measure.ts";

/** Widths in thousandths of the size, of a common sans serif: narrow, usual, wide letters. */
const narrow = /[ijl.,:;'|!()[\]{}fItr \u00b7-]/;
const wide = /[mwMW@%—…]/;
const size = 13;

const widthOf = (letter: string): number => {
  const code = letter.codePointAt(0) ?? 0;
  if (code >= 0x1100) return 1.05;
  return narrow.test(letter) ? 0.36 : wide.test(letter) ? 0.95 : letter >= "A" && letter <= "Z" ? 0.72 : 0.6;
};

/** How wide texts are, about, where there is no page that could tell; rather too wide than too narrow. */
export const plainMeasure: Measure = {
  label: (text) => [...text].reduce((sum, letter) => sum + widthOf(letter) * size, 0),
  second: (text) => plainMeasure.label(text) * 0.92,
};
