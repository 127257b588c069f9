/** A part of a division of pipelines: number `index` (from 0) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Whether a key is the shard's: each key is exactly one shard's, whatever else there is. */
export const isOfShard = (key: string, { index, count }: Shard): boolean => count === 1 || hash(key) % count === index;

/** As {@link isOfShard}, of the name of a pipeline within one store; null: executions without a pipeline. */
export const isPipelineOfShard = (name: string | null, shard: Shard): boolean => isOfShard(name ?? "", shard);

/** FNV-1a over UTF-16 units, then mixed so that its low bits depend on all. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  value = Math.imul(value ^ (value >>> 15), 0x846ca68b);
  return (value ^ (value >>> 16)) >>> 0;
}
