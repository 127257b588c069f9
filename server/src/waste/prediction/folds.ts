import type { Source } from "./feature.ts";
import { below, seeded } from "./seeded.ts";

/**
 * Divides the graphlets into parts of about equal size with whole pipelines in each: the part of each graphlet. Models without a pipeline are one.
 * The same seed gives the same parts.
 */
export function foldsByPipeline({ trace, graphlets }: Source, parts: number, seed: number): Uint8Array {
  const { pipeline } = trace.executions;
  const pipelineOf = (graphlet: number): number => (pipeline[graphlets.trainer[graphlet] as number] as number) + 1;
  const sizes = new Int32Array(trace.pipelines.length + 1);
  for (let graphlet = 0; graphlet < graphlets.count; graphlet++) {
    const one = pipelineOf(graphlet);
    sizes[one] = (sizes[one] as number) + 1;
  }
  const random = seeded(seed);
  const chance = Float64Array.from(sizes, () => random());
  const order = [...sizes.keys()].sort((a, b) => (chance[a] as number) - (chance[b] as number));
  const filled = new Int32Array(parts);
  const partOf = new Uint8Array(sizes.length);
  for (const one of order) {
    const least = Math.min(...filled);
    const free = [...filled.keys()].filter((part) => (filled[part] as number) === least);
    const part = free[below(random, free.length)] as number;
    partOf[one] = part;
    filled[part] = (filled[part] as number) + (sizes[one] as number);
  }
  return Uint8Array.from({ length: graphlets.count }, (_, graphlet) => partOf[pipelineOf(graphlet)] as number);
}
