import type { Pages } from "./pageFile.ts";
import { Unscannable } from "./unscannable.ts";

const interiorTable = 5;
const leafTable = 13;
const maxDepth = 20;

/** Offset of a page's own header: the first page begins with the file's. */
export const headerAt = (page: number): number => (page === 1 ? 100 : 0);

/**
 * Numbers of a table's leaf pages in the order of their rows (SQLite file format, section 1.6). Throws `Unscannable` for what is no tree of a
 * table with row numbers, or refers to itself.
 */
export function leavesOf(file: Pages, root: number): Uint32Array {
  const leaves: number[] = [];
  const seen = new Set<number>();
  const walk = (number: number, depth: number): void => {
    if (depth > maxDepth || seen.has(number)) throw new Unscannable("a tree that refers to itself");
    seen.add(number);
    const page = file.copyOf(number);
    const header = headerAt(number);
    const type = page[header];
    if (type === leafTable) {
      leaves.push(number);
      return;
    }
    if (type !== interiorTable) throw new Unscannable("no table with row numbers");
    const children = childrenOf(page, header);
    // All leaves are at one depth: the first child tells for its siblings.
    const [first] = children;
    if (first !== undefined && file.copyOf(first)[headerAt(first)] === leafTable) {
      for (const child of children) leaves.push(child);
      if (leaves.length > file.pages) throw new Unscannable("a tree that refers to itself");
    } else for (const child of children) walk(child, depth + 1);
  };
  walk(root, 0);
  return Uint32Array.from(leaves);
}

function childrenOf(page: Buffer, header: number): readonly number[] {
  const cells = page.readUInt16BE(header + 3);
  const children: number[] = [];
  for (let cell = 0; cell < cells; cell++) {
    const at = page.readUInt16BE(header + 12 + 2 * cell);
    if (at + 4 > page.length) throw new Unscannable("a cell outside its page");
    children.push(page.readUInt32BE(at));
  }
  children.push(page.readUInt32BE(header + 8));
  return children;
}
