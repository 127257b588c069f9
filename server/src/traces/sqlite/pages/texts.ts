const slots = 1024;
/** Longer texts are seldom the same again. */
const longest = 64;

interface Known {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** Reads texts; short ones that come again and again (keys, names of properties) are not made anew. */
export class Texts {
  readonly #known: (Known | undefined)[] = new Array(slots).fill(undefined);

  read(bytes: Buffer, from: number, to: number): string {
    const length = to - from;
    if (length === 0) return "";
    if (length > longest) return bytes.toString("utf8", from, to);
    let hash = length;
    for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
    const slot = (hash ^ (hash >>> 13)) & (slots - 1);
    const known = this.#known[slot];
    if (known && known.bytes.length === length && isSame(known.bytes, bytes, from)) return known.text;
    const text = bytes.toString("utf8", from, to);
    this.#known[slot] = { bytes: Uint8Array.prototype.slice.call(bytes, from, to), text };
    return text;
  }
}

function isSame(known: Uint8Array, bytes: Buffer, from: number): boolean {
  for (let at = 0; at < known.length; at++) if (known[at] !== bytes[from + at]) return false;
  return true;
}
