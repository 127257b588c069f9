/** Whole numbers of 32 bits that look random and are the same for the same seed. */
export type Seeded = () => number;

/** Numbers for one of several independent uses of a seed (mulberry32). */
export function seeded(seed: number, use = 0): Seeded {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(use + 1, 0xc2b2ae35)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return (value ^ (value >>> 14)) >>> 0;
  };
}

/** A whole number from 0 to below the limit. */
export const below = (random: Seeded, limit: number): number => Math.floor((random() / 0x1_0000_0000) * limit);
