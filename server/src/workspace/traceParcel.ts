import type { Ints } from "../model/intColumn.ts";
import type { IdColumn, NumberIds, Texts, Trace } from "../model/trace.ts";
import { PackedTexts } from "../traces/packedTexts.ts";
import { packTexts } from "../traces/stringTable.ts";

type TextData = Pick<PackedTexts, "pieces" | "starts">;
type IdData = NumberIds | { readonly type: "string"; readonly texts: TextData };

/** A trace as plain data, in a few typed arrays whatever its size: what goes between threads, and into files, at the speed of memory. */
export interface TraceParcel {
  readonly trace: Omit<Trace, "strings" | "runs">;
  readonly strings: TextData;
  readonly executionIds: IdData;
  readonly artifactIds: IdData;
  readonly runs: { readonly names: TextData; readonly pipeline: Ints };
}

/** Makes a parcel of a trace for another thread. */
export function parcelOf(trace: Trace): TraceParcel {
  const { strings, runs, executions, artifacts, ...rest } = trace;
  return {
    trace: { ...rest, executions: { ...executions, id: noIds }, artifacts: { ...artifacts, id: noIds } },
    strings: dataOf(strings),
    executionIds: idData(executions.id),
    artifactIds: idData(artifacts.id),
    runs: { names: dataOf(runs.names), pipeline: runs.pipeline },
  };
}

/** The trace of a parcel that came from another thread. */
export function traceOf({ trace, strings, executionIds, artifactIds, runs }: TraceParcel): Trace {
  return {
    ...trace,
    runs: { names: textsOf(runs.names), pipeline: runs.pipeline },
    strings: textsOf(strings),
    executions: { ...trace.executions, id: idsOf(executionIds) },
    artifacts: { ...trace.artifacts, id: idsOf(artifactIds) },
  };
}

/** Memory of all typed arrays in plain data, each once: it can be handed over instead of copied. */
export function buffersIn(data: unknown, found = new Set<ArrayBuffer>()): ReadonlySet<ArrayBuffer> {
  if (ArrayBuffer.isView(data)) found.add(data.buffer as ArrayBuffer);
  else if (typeof data === "object" && data !== null) {
    for (const inner of Object.values(data)) if (typeof inner === "object") buffersIn(inner, found);
  }
  return found;
}

const noIds: IdColumn = { type: "string", values: [] };

const dataOf = (texts: Texts): TextData => {
  const { pieces, starts } = packTexts(texts);
  return { pieces, starts };
};
const textsOf = ({ pieces, starts }: TextData): PackedTexts => new PackedTexts(pieces, starts);
const idData = (ids: IdColumn): IdData => (ids.type === "string" ? { type: "string", texts: dataOf(ids.values) } : ids);
const idsOf = (data: IdData): IdColumn =>
  data.type === "string" ? { type: "string", values: textsOf(data.texts) } : data;
