import type { IntLists } from "./columns.ts";

/** |A ∩ B| of the lists of two graphlets, both ascending. Linear in their lengths. */
export function countCommon({ offsets, values }: IntLists, a: number, b: number): number {
  let i = offsets[a] as number;
  let j = offsets[b] as number;
  const endA = offsets[a + 1] as number;
  const endB = offsets[b + 1] as number;
  let common = 0;
  while (i < endA && j < endB) {
    const difference = (values[i] as number) - (values[j] as number);
    if (difference === 0) common++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return common;
}

/** |A ∩ B| / |A ∪ B| of the lists of two graphlets, both ascending; NaN where both are empty. */
export function jaccard(lists: IntLists, a: number, b: number): number {
  const common = countCommon(lists, a, b);
  return common / (lengthOf(lists, a) + lengthOf(lists, b) - common);
}

/** How long the list of a graphlet is. */
export const lengthOf = ({ offsets }: IntLists, graphlet: number): number =>
  (offsets[graphlet + 1] as number) - (offsets[graphlet] as number);
