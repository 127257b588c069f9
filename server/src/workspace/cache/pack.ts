import { deserialize, serialize } from "node:v8";
import { crc32 } from "node:zlib";

type Numbers = Int32Array | Uint32Array | Float64Array | Uint8Array | Int8Array | Uint16Array | Int16Array;
const kinds = { Int32Array, Uint32Array, Float64Array, Uint8Array, Int8Array, Uint16Array, Int16Array } as const;

/** Plain data, apart from the numbers in it: what stands before them in a file, and the numbers in order. */
export interface Packed {
  readonly head: Buffer;
  readonly arrays: readonly Numbers[];
}

interface Head {
  readonly data: unknown;
  readonly arrays: readonly { readonly kind: string; readonly length: number }[];
}

/** Stands for an array of numbers in the data; nothing else has such a key. */
const mark = "\u0000numbers";

/** Takes the typed arrays out of plain data (objects, arrays, maps and sets), so that they can be written without being copied. */
export function pack(data: unknown): Packed {
  const arrays: Numbers[] = [];
  const replaced = replaceIn(data, (value) => {
    if (!ArrayBuffer.isView(value)) return value;
    return { [mark]: arrays.push(value as Numbers) - 1 };
  });
  const kindsOf = arrays.map((array) => ({ kind: array.constructor.name, length: array.length }));
  return { head: serialize({ data: replaced, arrays: kindsOf } satisfies Head), arrays };
}

/** What a head says of the arrays that follow it; null where it says what cannot be. `bytes`: how many there are. */
export function arraysOf(head: Buffer, bytes: number): { readonly data: unknown; readonly arrays: Numbers[] } | null {
  const { data, arrays } = deserialize(head) as Head;
  const made: Numbers[] = [];
  let sum = 0;
  for (const { kind, length } of arrays) {
    const make = Object.hasOwn(kinds, kind) ? kinds[kind as keyof typeof kinds] : null;
    if (!make) return null;
    sum += length * make.BYTES_PER_ELEMENT;
    if (sum > bytes) return null;
    made.push(new make(length));
  }
  return sum === bytes ? { data, arrays: made } : null;
}

/** Puts the arrays back into the data. */
export const unpack = (data: unknown, arrays: readonly Numbers[]): unknown =>
  replaceIn(data, (value) => {
    const index = typeof value === "object" && value !== null && mark in value ? value[mark] : null;
    return typeof index === "number" ? arrays[index] : value;
  });

/** The bytes of an array of numbers; the same memory. */
export const bytesOf = (array: Numbers): Uint8Array =>
  new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength);

/** Checksum of bytes, going on from one before. */
export const checksum = (bytes: Uint8Array, before = 0): number => crc32(bytes, before);

function replaceIn(value: unknown, replace: (value: object) => unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const replaced = replace(value);
  if (replaced !== value) return replaced;
  if (Array.isArray(value)) return isFlat(value) ? value : value.map((item) => replaceIn(item, replace));
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, replaceIn(item, replace)]));
  if (value instanceof Set) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceIn(item, replace)]));
}

/** Long lists of texts or numbers are left as they are. */
const isFlat = (list: readonly unknown[]): boolean => typeof list[0] !== "object" && typeof list.at(-1) !== "object";
