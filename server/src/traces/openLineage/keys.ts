/** Keys that are looked for in an object. */
export interface Keys {
  readonly hashes: Int32Array;
  readonly texts: readonly Buffer[];
}

/** Keys of ASCII. */
export function keysOf(...names: readonly string[]): Keys {
  const texts = names.map((name) => Buffer.from(name, "latin1"));
  return { texts, hashes: Int32Array.from(texts, hashOf) };
}

/** By Horner's rule with 31, modulo 2^32. */
const hashOf = (bytes: Buffer): number => bytes.reduce((hash, byte) => (Math.imul(hash, 31) + byte) | 0, 0);

/** Index of the key that stands in `bytes` and has this hash, or -1. */
export function keyAt({ hashes, texts }: Keys, hash: number, bytes: Buffer, from: number, to: number): number {
  for (let index = 0; index < hashes.length; index++) {
    if (hashes[index] === hash && isSame(texts[index] as Buffer, bytes, from, to)) return index;
  }
  return -1;
}

function isSame(text: Buffer, bytes: Buffer, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let at = 0; at < text.length; at++) if (text[at] !== bytes[from + at]) return false;
  return true;
}
