import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { arraysOf, bytesOf, checksum, pack, unpack } from "./pack.ts";

/** `Graphlet cache`, and the number of this layout. */
const magic = Buffer.from("Graphlet cache 1");
/** Magic, checksum of the head and of the body, length of the head and of the whole. */
const prefixBytes = magic.length + 4 + 4 + 8 + 8;
const mostHead = 256 * 1024 * 1024;

/** Writes plain data with typed arrays into a new file. Throws file system errors. */
export function writeCacheFile(path: string, data: unknown): void {
  const { head, arrays } = pack(data);
  const prefix = Buffer.alloc(prefixBytes);
  magic.copy(prefix);
  prefix.writeUInt32LE(checksum(head), magic.length);
  prefix.writeUInt32LE(
    arrays.reduce((sum, array) => checksum(bytesOf(array), sum), 0),
    magic.length + 4,
  );
  const body = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
  prefix.writeDoubleLE(head.length, magic.length + 8);
  prefix.writeDoubleLE(prefixBytes + head.length + body, magic.length + 16);
  const file = openSync(path, "wx", 0o600);
  try {
    for (const part of [prefix, head, ...arrays.map(bytesOf)]) writeAll(file, part);
  } finally {
    closeSync(file);
  }
}

/** Data that {@link writeCacheFile} wrote; null where the file is anything else, or not whole. Throws file system errors. */
export function readCacheFile(path: string): unknown {
  const file = openSync(path, "r");
  try {
    const prefix = Buffer.alloc(prefixBytes);
    if (!readAll(file, prefix) || !prefix.subarray(0, magic.length).equals(magic)) return null;
    const headLength = prefix.readDoubleLE(magic.length + 8);
    const { size } = fstatSync(file);
    if (prefix.readDoubleLE(magic.length + 16) !== size || !Number.isSafeInteger(headLength)) return null;
    if (headLength < 0 || headLength > Math.min(mostHead, size - prefixBytes)) return null;
    const head = Buffer.alloc(headLength);
    if (!readAll(file, head) || checksum(head) !== prefix.readUInt32LE(magic.length)) return null;
    const found = arraysOf(head, size - prefixBytes - headLength);
    if (!found) return null;
    let sum = 0;
    for (const array of found.arrays) {
      const bytes = bytesOf(array);
      if (!readAll(file, bytes)) return null;
      sum = checksum(bytes, sum);
    }
    return sum === prefix.readUInt32LE(magic.length + 4) ? unpack(found.data, found.arrays) : null;
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at);
}

/** False where the file ends before. */
function readAll(file: number, into: Uint8Array): boolean {
  for (let at = 0; at < into.length; ) {
    const read = readSync(file, into, at, into.length - at, null);
    if (read === 0) return false;
    at += read;
  }
  return true;
}
