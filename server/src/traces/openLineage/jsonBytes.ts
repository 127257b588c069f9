/** Bytes of JSON, and the same memory as words of four bytes each, whose first byte is the first of the memory. */
export interface JsonBytes {
  readonly bytes: Buffer;
  readonly words: Int32Array;
}

export const quote = 34;
export const comma = 44;
export const colon = 58;
export const openList = 91;
export const backslash = 92;
export const closeList = 93;
export const openObject = 123;
export const closeObject = 125;

/** Memory of at least so many bytes. */
export function roomFor(length: number): JsonBytes {
  const bytes = Buffer.allocUnsafeSlow((length + 3) & ~3);
  return { bytes, words: new Int32Array(bytes.buffer, 0, bytes.length >> 2) };
}

/** Whether a byte is a blank of JSON. */
export const isBlank = (byte: number): boolean => byte === 32 || byte === 10 || byte === 13 || byte === 9;

/** A bracket, comma or blank: what ends a number, `true`, `false` and `null`. */
export const endsWord = (byte: number): boolean =>
  byte === comma || byte === closeObject || byte === closeList || byte === 32 || (byte >= 9 && byte <= 13);

/** What follows the text that begins at `from`, behind its first quote; beyond `end` where it does not end. Looks at four bytes at a time. */
export function textEnd({ bytes, words }: JsonBytes, from: number, end: number): number {
  let at = from;
  while (at < end) {
    if ((at & 3) === 0) {
      for (; at + 4 <= end; at += 4) {
        const word = words[at >> 2] as number;
        const quotes = word ^ 0x22222222;
        const slashes = word ^ 0x5c5c5c5c;
        if ((((quotes - 0x01010101) & ~quotes) | ((slashes - 0x01010101) & ~slashes)) & 0x80808080) break;
      }
      if (at >= end) break;
    }
    const byte = bytes[at++] as number;
    if (byte === quote) return at;
    if (byte === backslash) at++;
  }
  return end + 1;
}

/** What follows the object or list that begins at `from`; beyond `end` where it does not end. */
export function nestedEnd(json: JsonBytes, from: number, end: number): number {
  const { bytes } = json;
  let depth = 0;
  let at = from;
  while (at < end) {
    const byte = bytes[at++] as number;
    if (byte === quote) at = textEnd(json, at, end);
    else if (byte === openObject || byte === openList) depth++;
    else if ((byte === closeObject || byte === closeList) && --depth === 0) return at;
  }
  return end + 1;
}
