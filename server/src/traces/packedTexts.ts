import { type CloseInts, closeAt } from "../model/closeInts.ts";
import type { Texts } from "../model/trace.ts";

/** Places of texts by index. */
export type Starts = Uint32Array | CloseInts;

const startAt = (starts: Starts, index: number): number =>
  "near" in starts ? closeAt(starts, index) : (starts[index] as number);

/** Bytes of one piece; the place of a text counts them as if all pieces were so long. */
export const pieceBits = 22;
export const pieceBytes = 1 << pieceBits;
/** Decoded texts that are kept. */
const slots = 1 << 14;

/**
 * Many texts as UTF-8: millions take no object each and go between threads without a copy (`pieces` and `starts` are all there is to send). A text
 * becomes a string when it is asked for; the strings of the last ones are kept.
 */
export class PackedTexts implements Texts {
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
  /** Place of each text. */
  readonly starts: Starts;
  readonly #keptIndexes = new Int32Array(slots).fill(-1);
  readonly #kept: string[] = [];

  constructor(pieces: readonly Uint8Array<ArrayBuffer>[], starts: Starts) {
    this.pieces = pieces;
    this.starts = starts;
  }

  get length(): number {
    return ("near" in this.starts ? this.starts.near : this.starts).length;
  }

  at(index: number): string | undefined {
    if (!(index >= 0 && index < this.length)) return undefined;
    const slot = index & (slots - 1);
    if (this.#keptIndexes[slot] === index) return this.#kept[slot];
    const text = decodeText(this.pieces, this.starts, index);
    this.#keptIndexes[slot] = index;
    this.#kept[slot] = text;
    return text;
  }

  indexOf(text: string): number {
    const bytes = Buffer.from(text, "utf8");
    for (let index = 0; index < this.length; index++) {
      const { length, prefix, piece, at } = headerOf(this.pieces, startAt(this.starts, index));
      if (prefix < 0 ? length !== bytes.length : length > bytes.length) continue;
      if (!endsWith(bytes, piece, at, length)) continue;
      if (prefix < 0 || this.at(index) === text) return index;
    }
    return -1;
  }
}

/** A text's own bytes, and the text that stands before them, or -1. The same object each time. */
export interface TextHeader {
  piece: Uint8Array<ArrayBuffer>;
  at: number;
  length: number;
  prefix: number;
}

const header: TextHeader = { piece: new Uint8Array(0), at: 0, length: 0, prefix: -1 };

/** Reads what stands before a text's bytes. */
export function headerOf(pieces: readonly Uint8Array<ArrayBuffer>[], start: number): TextHeader {
  const piece = pieces[start >>> pieceBits] as Uint8Array<ArrayBuffer>;
  let at = start & (pieceBytes - 1);
  let byte = piece[at++] as number;
  let value = byte & 127;
  for (let scale = 128; byte & 128; scale *= 128) {
    byte = piece[at++] as number;
    value += (byte & 127) * scale;
  }
  let prefix = -1;
  if (value % 2 === 1) {
    byte = piece[at++] as number;
    prefix = byte & 127;
    for (let scale = 128; byte & 128; scale *= 128) {
      byte = piece[at++] as number;
      prefix += (byte & 127) * scale;
    }
  }
  header.piece = piece;
  header.at = at;
  header.length = Math.floor(value / 2);
  header.prefix = prefix;
  return header;
}

/** A text as a string. */
export function decodeText(pieces: readonly Uint8Array<ArrayBuffer>[], starts: Starts, index: number): string {
  const { piece, at, length, prefix } = headerOf(pieces, startAt(starts, index));
  const own = Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString("utf8", at, at + length);
  return prefix < 0 ? own : decodeText(pieces, starts, prefix) + own;
}

function endsWith(bytes: Uint8Array, piece: Uint8Array, at: number, length: number): boolean {
  const from = bytes.length - length;
  for (let one = length - 1; one >= 0; one--) if (piece[at + one] !== bytes[from + one]) return false;
  return true;
}
