/** What goes on with a word, or with the data of a picture in a notebook's output. */
const goesOn = /[A-Za-z0-9+/]/;

/** Where a word begins in a text, one place after the other. Quick in megabytes: what only looks alike is passed over without a pattern. */
export function* placesOf(text: string, word: string): Generator<number> {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !goesOn.test(text.charAt(at - 1))) yield at;
  }
}

/** Whether a word begins somewhere in a text. */
export const hasWord = (text: string, word: string): boolean => !placesOf(text, word).next().done;
