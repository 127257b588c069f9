import { intAt } from "../model/intColumn.ts";
import { artifactCode } from "../model/kinds.ts";
import { idAt, type Trace, textOf } from "../model/trace.ts";
import { type IntList, pushInt } from "./intList.ts";
import { artifactTrait } from "./lineage.ts";

/** Appends the identities of the data that an ingest execution wrote: its content where the trace has it, else itself. */
export function appendSpans(list: IntList, { artifacts, writes }: Trace, ingest: number): void {
  const end = writes.offsets[ingest + 1] as number;
  for (let edge = writes.offsets[ingest] as number; edge < end; edge++) {
    const artifact = writes.target[edge] as number;
    if (artifacts.kind[artifact] !== artifactCode.data) continue;
    const content = intAt(artifacts.content, artifact);
    pushInt(list, content >= 0 ? content : -1 - artifact);
  }
}

/**
 * Appends the contents of the data that a step read and no step made. Traces of ML Metadata have a step that ingests; elsewhere data may come
 * from outside, known by a digest alone.
 */
export function appendOutsideSpans(list: IntList, { artifacts, reads }: Trace, traits: Uint8Array, row: number): void {
  const end = reads.offsets[row + 1] as number;
  for (let edge = reads.offsets[row] as number; edge < end; edge++) {
    const artifact = reads.target[edge] as number;
    const content = intAt(artifacts.content, artifact);
    if (artifacts.kind[artifact] !== artifactCode.data || content < 0) continue;
    if ((traits[artifact] as number) & artifactTrait.makerless) pushInt(list, content);
  }
}

/** The identity of a span in words: its content, or `artifact 41` where the trace has none. */
export function spanText(trace: Trace, span: number): string {
  if (span >= 0) return textOf(trace.strings, span);
  return `artifact ${idAt(trace.artifacts.id, -1 - span)}`;
}
