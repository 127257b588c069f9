import type { StringTable } from "../stringTable.ts";
import { timeIn } from "./eventTime.ts";
import {
  backslash,
  closeList,
  closeObject,
  colon,
  comma,
  endsWord,
  isBlank,
  type JsonBytes,
  nestedEnd,
  openList,
  openObject,
  quote,
  textEnd,
} from "./jsonBytes.ts";
import { type Keys, keyAt } from "./keys.ts";

/** Letters of a text that are kept, as `readDocument.ts` has it. */
const maxText = 2_000;
const letterN = 110;

/** What is not read by a cursor, or is no JSON. */
export const odd = new Error("odd");

/**
 * A place in JSON that moves on from value to value; what is passed over is looked at for its brackets and texts only. Texts become numbers in `texts`. Functions throw
 * {@link odd} for what is no JSON, and for what is written in an unusual way.
 */
export function jsonCursor(texts: StringTable) {
  const nowhere: JsonBytes = { bytes: Buffer.alloc(0), words: new Int32Array(0) };
  let json = nowhere;
  let bytes = nowhere.bytes;
  let at = 0;
  let end = 0;
  let isFirst = false;

  /** Goes to the object that stands in `given` from one place to another, and into it. */
  const start = (given: JsonBytes, from: number, to: number): void => {
    json = given;
    bytes = given.bytes;
    at = from;
    end = to;
    blanks();
    if (at >= end || !enter()) throw odd;
  };

  /** Holds that nothing follows. */
  const finish = (): void => {
    blanks();
    if (at !== end) throw odd;
  };

  const blanks = (): void => {
    while (at < end && isBlank(bytes[at] as number)) at++;
  };

  /** Passes over `null`. */
  const nothing = (): void => {
    const isNull = bytes[at] === 110 && bytes[at + 1] === 117 && bytes[at + 2] === 108 && bytes[at + 3] === 108;
    at += 4;
    if (!isNull || at >= end || !endsWord(bytes[at] as number)) throw odd;
  };

  /** Goes into an object; false where there is `null` in its place. */
  const enter = (): boolean => {
    if (bytes[at] === openObject) {
      at++;
      isFirst = true;
      return true;
    }
    nothing();
    return false;
  };

  /** Goes to the value of the next key of an object that is one of `keys`: its index, or -1 behind the object's end. */
  const next = (keys: Keys): number => {
    for (;;) {
      blanks();
      if (bytes[at] === closeObject) {
        at++;
        isFirst = false;
        return -1;
      }
      if (!isFirst) {
        if (bytes[at++] !== comma) throw odd;
        blanks();
        if (bytes[at] === closeObject) throw odd;
      }
      isFirst = false;
      if (bytes[at++] !== quote) throw odd;
      const from = at;
      let hash = 0;
      for (; at < end; at++) {
        const byte = bytes[at] as number;
        if (byte === quote) break;
        if (byte === backslash) throw odd;
        hash = (Math.imul(hash, 31) + byte) | 0;
      }
      const found = keyAt(keys, hash, bytes, from, at);
      at++;
      blanks();
      if (bytes[at++] !== colon) throw odd;
      blanks();
      if (at >= end) throw odd;
      if (found >= 0) return found;
      skip();
    }
  };

  /** Passes over a value. */
  const skip = (): void => {
    const first = bytes[at] as number;
    if (first === quote) at = textEnd(json, at + 1, end);
    else if (first === openObject || first === openList) at = nestedEnd(json, at, end);
    else {
      const from = at;
      while (at < end && !endsWord(bytes[at] as number)) at++;
      if (at === from) throw odd;
    }
    if (at > end) throw odd;
  };

  /** A text; the empty one for `null`. */
  const text = (): number => {
    if (bytes[at] !== quote) {
      nothing();
      return 0;
    }
    const from = at + 1;
    let to = from;
    for (; to < end; to++) {
      const byte = bytes[to] as number;
      if (byte === quote) break;
      if (byte < 32 || byte >= 128 || byte === backslash) return decodedText();
    }
    if (to >= end) throw odd;
    at = to + 1;
    return texts.addBytes(bytes, from, Math.min(to, from + maxText));
  };

  /** A text with escapes, or letters beyond ASCII. */
  const decodedText = (): number => {
    const from = at;
    at = textEnd(json, at + 1, end);
    if (at > end) throw odd;
    const decoded = (JSON.parse(bytes.toString("utf8", from, at)) as string).slice(0, maxText);
    if (/\p{Surrogate}/u.test(decoded)) throw odd;
    return texts.add(decoded);
  };

  /** A time as `timeOf` reads it; NaN for `null`. */
  const time = (): number => {
    if (bytes[at] !== quote) {
      nothing();
      return Number.NaN;
    }
    const from = at + 1;
    at = textEnd(json, from, end);
    if (at > end) throw odd;
    for (let one = from; one < at - 1; one++) {
      const byte = bytes[one] as number;
      if (byte < 32 || byte >= 128 || byte === backslash) throw odd;
    }
    return timeIn(bytes, from, at - 1);
  };

  /** Adds a key to those that an object had; throws where it had it. */
  const once = (seen: number, key: number): number => {
    if (seen & (1 << key)) throw odd;
    return seen | (1 << key);
  };

  /** The text under the one key of an object; the empty one where there is none. */
  const only = (keys: Keys): number => {
    let found = 0;
    if (!enter()) return found;
    for (let key = next(keys), seen = 0; key >= 0; key = next(keys)) {
      seen = once(seen, key);
      found = text();
    }
    return found;
  };

  /** Whether `null` stands here. */
  const isNull = (): boolean => bytes[at] === letterN;

  /** Passes over a value; returns its text. */
  const passed = (): string => {
    const from = at;
    skip();
    return bytes.toString("utf8", from, at);
  };

  /** Goes to the first object of a list; false where there is none, or `null` in the list's place. */
  const enterList = (): boolean => {
    if (bytes[at] !== openList) {
      nothing();
      return false;
    }
    at++;
    blanks();
    if (bytes[at] === closeList) {
      at++;
      return false;
    }
    if (bytes[at] !== openObject) throw odd;
    return true;
  };

  /** Goes to the next object of a list; false behind the list's end. */
  const nextItem = (): boolean => {
    blanks();
    const byte = bytes[at++];
    if (at > end || (byte !== comma && byte !== closeList)) throw odd;
    if (byte === closeList) return false;
    blanks();
    if (bytes[at] !== openObject) throw odd;
    return true;
  };

  return { start, finish, enter, next, skip, text, time, once, only, isNull, passed, enterList, nextItem };
}
