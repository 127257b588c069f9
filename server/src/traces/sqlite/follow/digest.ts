import { crc32 } from "node:zlib";
import { headerAt } from "../pages/leaves.ts";
import type { Pages } from "../pages/pageFile.ts";
import { Unscannable } from "../pages/unscannable.ts";

const leafTable = 13;
const maxOverflow = 64 * 1024 * 1024;

/** What tells one state of a leaf page from another. */
export interface LeafDigest {
  readonly sum: number;
  /** Some of its rows go on over other pages, which are in the sum as well. */
  readonly goesOn: boolean;
}

/** Whether a leaf page and all that its rows go on over are still what they were. */
export function isStill(file: Pages, number: number, { sum, goesOn }: LeafDigest): boolean {
  if (goesOn) return leafDigest(file, number).sum === sum;
  const { bytes, at } = file.page(number);
  return crc32(bytes.subarray(at, at + file.pageSize)) === sum;
}

/** The digest of a leaf page and of all that its rows go on over. Throws `Unscannable` for what is no leaf of a table. */
export function leafDigest(file: Pages, number: number): LeafDigest {
  const { bytes, at } = file.page(number);
  const header = at + headerAt(number);
  if (bytes[header] !== leafTable) throw new Unscannable("a leaf that is none");
  const cells = bytes.readUInt16BE(header + 3);
  let sum = crc32(bytes.subarray(at, at + file.pageSize));
  const overflows: [page: number, size: number][] = [];
  for (let cell = 0; cell < cells; cell++) {
    const offset = bytes.readUInt16BE(header + 8 + 2 * cell);
    const found = overflowOf(file, bytes, at, offset);
    if (found) overflows.push(found);
  }
  // Asking for other pages ends the view of this one.
  for (const [page, size] of overflows) sum = chainSum(file, page, size, sum);
  return { sum, goesOn: overflows.length > 0 };
}

/** First page that a cell goes on over, and how many bytes stand on it and further ones; null where it is whole. */
function overflowOf(file: Pages, bytes: Buffer, base: number, offset: number): [page: number, size: number] | null {
  let at = base + offset;
  let size = 0;
  let byte: number;
  do {
    byte = bytes[at++] ?? 0;
    size = size * 128 + (byte & 127);
  } while (byte & 128 && at < base + offset + 9);
  const mostLocal = file.usable - 35;
  if (size <= mostLocal) return null;
  while ((bytes[at++] ?? 0) & 128) if (at > base + file.usable) throw new Unscannable("a cell outside its page");
  const leastLocal = Math.floor(((file.usable - 12) * 32) / 255) - 23;
  const surplus = leastLocal + ((size - leastLocal) % (file.usable - 4));
  const local = surplus <= mostLocal ? surplus : leastLocal;
  if (size > maxOverflow || at + local + 4 > base + file.usable) throw new Unscannable("a record outside its page");
  return [bytes.readUInt32BE(at + local), size - local];
}

function chainSum(file: Pages, first: number, size: number, before: number): number {
  let sum = before;
  let next = first;
  for (let left = size; left > 0; left -= file.usable - 4) {
    const page = file.copyOf(next);
    sum = crc32(page, sum);
    next = page.readUInt32BE(0);
  }
  return sum;
}
