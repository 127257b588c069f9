import { headerAt } from "../pages/leaves.ts";
import type { Pages } from "../pages/pageFile.ts";
import { Unscannable } from "../pages/unscannable.ts";

const interiorTable = 5;
const leafTable = 13;
const maxDepth = 20;

/** A table's leaf pages in the order of their rows. */
export interface KeyedLeaves {
  readonly page: readonly number[];
  /** The largest row number that may stand on each; infinite for the last. */
  readonly upTo: readonly number[];
}

/**
 * Where the rows of a table stand and which row numbers each page may hold, read from the inner pages of its tree alone (SQLite file format,
 * section 1.6): a hundredth of the table. Throws `Unscannable` for what is no tree of a table with row numbers.
 */
export function keyedLeaves(file: Pages, root: number): KeyedLeaves {
  const page: number[] = [];
  const upTo: number[] = [];
  const seen = new Set<number>();
  let leafDepth = -1;
  const walk = (number: number, limit: number, depth: number): void => {
    if (depth > maxDepth || seen.has(number)) throw new Unscannable("a tree that refers to itself");
    seen.add(number);
    const bytes = file.copyOf(number);
    const header = headerAt(number);
    if (bytes[header] === leafTable) {
      page.push(number);
      upTo.push(limit);
      return;
    }
    const children = childrenOf(bytes, header, limit);
    const [first] = children;
    // All leaves are at one depth: the first one that is met tells for all others.
    if (leafDepth < 0 && first && file.copyOf(first.page)[headerAt(first.page)] === leafTable) leafDepth = depth + 1;
    for (const child of children) {
      if (leafDepth !== depth + 1) walk(child.page, child.upTo, depth + 1);
      else {
        page.push(child.page);
        upTo.push(child.upTo);
      }
    }
    if (page.length > file.pages) throw new Unscannable("a tree that refers to itself");
  };
  walk(root, Number.POSITIVE_INFINITY, 0);
  return { page, upTo };
}

function childrenOf(
  bytes: Buffer,
  header: number,
  limit: number,
): readonly { readonly page: number; readonly upTo: number }[] {
  if (bytes[header] !== interiorTable) throw new Unscannable("no table with row numbers");
  const cells = bytes.readUInt16BE(header + 3);
  if (header + 12 + 2 * cells > bytes.length) throw new Unscannable("a cell outside its page");
  const children: { readonly page: number; readonly upTo: number }[] = [];
  for (let cell = 0; cell < cells; cell++) {
    const at = bytes.readUInt16BE(header + 12 + 2 * cell);
    if (at + 13 > bytes.length + 8) throw new Unscannable("a cell outside its page");
    children.push({ page: bytes.readUInt32BE(at), upTo: rowNumber(bytes, at + 4) });
  }
  children.push({ page: bytes.readUInt32BE(header + 8), upTo: limit });
  return children;
}

function rowNumber(bytes: Buffer, at: number): number {
  let value = 0;
  for (let length = 0; length < 8; length++) {
    const byte = bytes[at + length];
    if (byte === undefined) throw new Unscannable("a cell outside its page");
    value = value * 128 + (byte & 127);
    if (byte < 128) {
      if (value > Number.MAX_SAFE_INTEGER) break;
      return value;
    }
  }
  throw new Unscannable("a row number beyond 2^53");
}
