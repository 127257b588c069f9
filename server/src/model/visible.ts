/**
 * Untrusted text on one line that only shows: control characters, line breaks, characters that turn the direction of writing or
 * cannot be seen, and halves of characters stand as `\u{…}`.
 */
export const visible = (text: string): string => (plain.test(text) ? text : escaped(text));

/** Most texts: a look is cheaper than a search for properties of characters. */
const plain = /^[ -~·→…]*$/;

const escaped = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
