import { deserialize, serialize } from "node:v8";
import type { NodeHistory } from "../graphlets/nodeHistory.ts";

/** Histories of one pipeline's nodes as bytes: what few will ask for goes between threads, and into files, without being looked at. */
export interface PackedHistories {
  readonly pipeline: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Histories that were made with a trace. */
export interface Histories {
  /** Those of a pipeline's nodes by name, made anew each time; nothing where they were not made. */
  get(pipeline: number): ReadonlyMap<string, NodeHistory> | undefined;
}

export const packHistories = (pipeline: number, histories: ReadonlyMap<string, NodeHistory>): PackedHistories => ({
  pipeline,
  bytes: new Uint8Array(serialize(histories)),
});

/** Histories that are unpacked when they are asked for. */
export function historiesOf(packed: readonly PackedHistories[]): Histories {
  const known = new Map(packed.map(({ pipeline, bytes }) => [pipeline, bytes]));
  return {
    get(pipeline) {
      const bytes = known.get(pipeline);
      return bytes && (deserialize(bytes) as ReadonlyMap<string, NodeHistory>);
    },
  };
}
