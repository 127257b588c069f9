import { Random } from "../../../generate/random.ts";

/** A file cut off at so many places, evenly over its length, its first and last bytes among them. */
export function truncated(bytes: Uint8Array, places: number): readonly Uint8Array[] {
  return Array.from({ length: places }, (_, index) => bytes.slice(0, Math.floor((index * bytes.length) / places)));
}

/** A file with one byte after the other changed, each in a copy of its own: where files say what they are, and anywhere. */
export function flipped(bytes: Uint8Array, count: number, seed: number): readonly Uint8Array[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const damaged = bytes.slice();
    const place = random.below(random.chance(0.2) ? Math.min(400, bytes.length) : bytes.length);
    damaged[place] = (damaged[place] ?? 0) ^ (1 + random.below(255));
    return damaged;
  });
}
