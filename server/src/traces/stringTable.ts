import { packClose } from "../model/closeInts.ts";
import { free } from "../model/free.ts";
import type { Texts } from "../model/trace.ts";
import {
  decodeText,
  headerOf,
  PackedTexts,
  pieceBits,
  pieceBytes,
  type Starts,
  type TextHeader,
} from "./packedTexts.ts";

const mostPieces = 2 ** 32 / pieceBytes;
const slash = 47;

/**
 * Texts kept once each, as UTF-8 in pieces that are never moved: no text becomes a string before somebody asks for it. A column holds indexes
 * into it. Index 0 is the empty string.
 */
export class StringTable {
  #pieces: Uint8Array<ArrayBuffer>[] = [new Uint8Array(1024)];
  /** The pieces once more, to be read four bytes at a time; and the bytes that were asked for last. */
  #views: DataView[] = this.#pieces.map(viewOf);
  #bytes: Uint8Array = new Uint8Array(0);
  #view = viewOf(this.#bytes);
  /** Where the next text goes: in the last piece from `#at` on, whose first byte is number `#base` of all. */
  #at = 0;
  #base = 0;
  #starts = new Uint32Array(1024);
  #length = 0;
  /** Open addressing: index of a text plus 1, and beside it the text's hash. */
  #slots = new Int32Array(2048);
  #hashes = new Int32Array(2048);
  #kept = 0;
  #scratch = Buffer.alloc(4096);

  constructor() {
    this.addBytes(this.#scratch, 0, 0);
  }

  /** How many texts there are. */
  get length(): number {
    return this.#length;
  }

  /** Index of a text, added where it is new. */
  add(text: string): number {
    const to = this.#encode(text);
    return this.addBytes(this.#scratch, 0, to);
  }

  /** Like {@link add}; -1 for null. */
  addOrNone(text: string | null): number {
    return text === null ? -1 : this.add(text);
  }

  /** Index of a text that stands in `bytes` as UTF-8, added where it is new. */
  addBytes(bytes: Uint8Array, from: number, to: number): number {
    this.#look(bytes);
    const hash = hashOf(this.#view, from, to);
    const slot = this.#slotOf(hash, from, to);
    const known = this.#slots[slot] as number;
    if (known !== 0) return known - 1;
    const index = this.#append(bytes, from, to, -1);
    this.#slots[slot] = index + 1;
    this.#hashes[slot] = hash;
    if (++this.#kept * 2 > this.#slots.length) this.#grow();
    return index;
  }

  /** Index of a text that stands in `bytes` as UTF-8, or -1. */
  find(bytes: Uint8Array, from: number, to: number): number {
    this.#look(bytes);
    return (this.#slots[this.#slotOf(hashOf(this.#view, from, to), from, to)] as number) - 1;
  }

  /**
   * Adds a text that is most likely no other's, such as a path: it is not looked for. What stands before its last slash is kept once.
   */
  addPathBytes(bytes: Uint8Array, from: number, to: number): number {
    let split = to - 1;
    while (split >= from && bytes[split] !== slash) split--;
    if (split < from) return this.#append(bytes, from, to, -1);
    return this.#append(bytes, split + 1, to, this.addBytes(bytes, from, split + 1));
  }

  /** Adds a text at the end, whether it is new or not. */
  append(text: string): void {
    this.#append(this.#scratch, 0, this.#encode(text), -1);
  }

  at(index: number): string {
    return index >= 0 && index < this.#length ? decodeText(this.#pieces, this.#starts, index) : "";
  }

  /** Where a text's own bytes stand. The same object each time. */
  header(index: number): TextHeader {
    return headerOf(this.#pieces, this.#starts[index] as number);
  }

  /** All texts so far from an index on, in order. The table may be added to: full pieces are shared with it. */
  texts(first = 0): PackedTexts {
    const last = this.#pieces.length - 1;
    const pieces = this.#pieces.map((piece, index) => (index === last ? piece.slice(0, this.#at) : piece));
    return new PackedTexts(pieces, this.#starts.slice(first, this.#length));
  }

  /** All texts from an index on, in order. The table is not to be used any more. */
  finish(first = 0): PackedTexts {
    const last = this.#pieces.length - 1;
    const piece = this.#pieces[last] as Uint8Array<ArrayBuffer>;
    this.#pieces[last] = piece.slice(0, this.#at);
    const starts = packedStarts(this.#starts.subarray(first, this.#length));
    free(piece, this.#starts, this.#slots, this.#hashes);
    this.#slots = new Int32Array(0);
    this.#hashes = new Int32Array(0);
    this.#views = [];
    return new PackedTexts(this.#pieces, starts);
  }

  /** Writes a text into the scratch; returns its length there. */
  #encode(text: string): number {
    const most = text.length * 3;
    if (most > this.#scratch.length) this.#scratch = Buffer.alloc(most);
    return this.#scratch.write(text, 0, "utf8");
  }

  /** Where a text's index stands, or would stand. */
  #slotOf(hash: number, from: number, to: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const known = slots[slot] as number;
      if (known === 0 || (this.#hashes[slot] === hash && this.#isSame(known - 1, from, to))) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #look(bytes: Uint8Array): void {
    if (bytes === this.#bytes) return;
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
  }

  /** Whether a kept text is the one looked for: what stands before its bytes tells its length, and that no other text goes before them. */
  #isSame(index: number, from: number, to: number): boolean {
    const start = this.#starts[index] as number;
    const piece = this.#views[start >>> pieceBits] as DataView;
    const bytes = this.#view;
    let at = start & (pieceBytes - 1);
    let rest = (to - from) * 2;
    for (; rest >= 128; rest >>>= 7) if (piece.getUint8(at++) !== ((rest & 127) | 128)) return false;
    if (piece.getUint8(at++) !== rest) return false;
    let one = from;
    for (; one + 4 <= to; one += 4, at += 4) if (bytes.getInt32(one, true) !== piece.getInt32(at, true)) return false;
    for (; one < to; one++, at++) if (bytes.getUint8(one) !== piece.getUint8(at)) return false;
    return true;
  }

  /** A text is stored as twice its length, plus one where another text stands before it; that one's index; its bytes. */
  #append(bytes: Uint8Array, from: number, to: number, prefix: number): number {
    const length = to - from;
    this.#reserve(length + 12);
    const piece = this.#pieces[this.#pieces.length - 1] as Uint8Array<ArrayBuffer>;
    if (this.#length === this.#starts.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#starts);
      this.#starts = larger;
    }
    this.#starts[this.#length] = this.#base + this.#at;
    let at = writeNumber(piece, this.#at, length * 2 + (prefix >= 0 ? 1 : 0));
    if (prefix >= 0) at = writeNumber(piece, at, prefix);
    for (let one = from; one < to; one++) piece[at++] = bytes[one] as number;
    this.#at = at;
    return this.#length++;
  }

  /** Makes room for a text in the last piece. The first piece grows, so that a small trace stays small; a long text has one to itself. */
  #reserve(bytes: number): void {
    const piece = this.#pieces[this.#pieces.length - 1] as Uint8Array<ArrayBuffer>;
    if (this.#at + bytes <= piece.length) return;
    if (this.#pieces.length === 1 && this.#at + bytes <= pieceBytes) {
      const larger = new Uint8Array(Math.min(pieceBytes, Math.max(piece.length * 2, this.#at + bytes)));
      larger.set(piece);
      this.#pieces[0] = larger;
      this.#views[0] = viewOf(larger);
      return;
    }
    const taken = Math.max(1, Math.ceil(piece.length / pieceBytes));
    for (let more = 1; more < taken; more++) this.#add(new Uint8Array(0));
    this.#base = this.#pieces.length * pieceBytes;
    this.#at = 0;
    this.#add(new Uint8Array(Math.max(pieceBytes, bytes)));
    if (this.#base / pieceBytes + Math.ceil(bytes / pieceBytes) >= mostPieces) {
      throw new RangeError("its texts take more than 4 GB");
    }
  }

  #add(piece: Uint8Array<ArrayBuffer>): void {
    this.#pieces.push(piece);
    this.#views.push(viewOf(piece));
  }

  #grow(): void {
    const { length } = this.#slots;
    const slots = new Int32Array(length * 2);
    const hashes = new Int32Array(length * 2);
    const mask = slots.length - 1;
    for (let old = 0; old < length; old++) {
      const known = this.#slots[old] as number;
      if (known === 0) continue;
      const hash = this.#hashes[old] as number;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = known;
      hashes[slot] = hash;
    }
    this.#slots = slots;
    this.#hashes = hashes;
  }
}

/** Fewer texts take little memory. */
const manyTexts = 10_000;

/** The same places in memory of their own. */
const packedStarts = (starts: Uint32Array): Starts =>
  (starts.length < manyTexts ? null : packClose(starts)) ?? starts.slice();

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function hashOf(bytes: DataView, from: number, to: number): number {
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    hash = Math.imul(hash ^ bytes.getInt32(at, true), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; at < to; at++) hash = Math.imul(hash ^ bytes.getUint8(at), 0x01000193);
  return hash;
}

/** Seven bits a byte, the lowest first; returns what follows. */
function writeNumber(into: Uint8Array, at: number, value: number): number {
  let place = at;
  let rest = value;
  while (rest >= 128) {
    into[place++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  into[place++] = rest;
  return place;
}

/** The same texts packed, each under the same index. Those that are packed already are given back. */
export function packTexts(texts: Texts): PackedTexts {
  if (texts instanceof PackedTexts) return texts;
  const table = new StringTable();
  for (let index = 0; index < texts.length; index++) table.append(texts.at(index) ?? "");
  return table.finish(1);
}
