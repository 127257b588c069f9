import type { TreeItem, TreePage } from "../../protocol.ts";

/** A part of a long list. */
export interface Paging {
  readonly offset: number;
  readonly limit: number;
}

/** Most items of one answer. */
const most = 1000;

/**
 * The rows that fit, made into items, after the first `offset` of them and at most `limit` (1,000); ends with the page. A generator that
 * gives way every 2,048 rows. `nothing`: what is said where none fits.
 */
export function* pageOf<T>(
  rows: Iterable<T>,
  fits: (row: T) => boolean,
  itemOf: (row: T) => TreeItem,
  paging: Paging,
  nothing: string | null,
): Generator<void, TreePage> {
  const offset = Math.max(0, Math.floor(paging.offset) || 0);
  const limit = Math.min(most, Math.max(1, Math.floor(paging.limit) || 1));
  const items: TreeItem[] = [];
  let seen = 0;
  let looked = 0;
  for (const row of rows) {
    if (++looked % 2048 === 0) yield;
    if (!fits(row) || seen++ < offset) continue;
    if (items.length === limit) return { items, more: true, message: null, failed: false };
    items.push(itemOf(row));
  }
  return { items, more: false, message: seen === 0 ? nothing : null, failed: false };
}

/** Indexes from the last to the first. */
export function* backwards(length: number): Generator<number> {
  for (let index = length - 1; index >= 0; index--) yield index;
}
