import type { IdColumn, Texts, Trace, TraceRun } from "../model/trace.ts";
import { PackedTexts } from "../traces/packedTexts.ts";
import { packTexts } from "../traces/stringTable.ts";

/** Runs in one message: some milliseconds' work for who receives them. */
const runsAtOnce = 5_000;

type TextData = Pick<PackedTexts, "pieces" | "starts">;
type IdData = Extract<IdColumn, { type: "number" }> | { readonly type: "string"; readonly texts: TextData };

/** A trace as plain data: what a structured clone leaves whole. Its runs go beside it, a part at a time. */
export interface TraceParcel {
  readonly trace: Omit<Trace, "strings" | "runs">;
  readonly strings: TextData;
  readonly executionIds: IdData;
  readonly artifactIds: IdData;
}

/** Makes a parcel of a trace for another thread. */
export function parcelOf(trace: Trace): TraceParcel {
  const { strings, runs: _, executions, artifacts, ...rest } = trace;
  return {
    trace: { ...rest, executions: { ...executions, id: noIds }, artifacts: { ...artifacts, id: noIds } },
    strings: dataOf(strings),
    executionIds: idData(executions.id),
    artifactIds: idData(artifacts.id),
  };
}

/** The trace of a parcel that came from another thread. */
export function traceOf({ trace, strings, executionIds, artifactIds }: TraceParcel, runs: readonly TraceRun[]): Trace {
  return {
    ...trace,
    runs,
    strings: textsOf(strings),
    executions: { ...trace.executions, id: idsOf(executionIds) },
    artifacts: { ...trace.artifacts, id: idsOf(artifactIds) },
  };
}

/** Runs in parts, each of which is unpacked at once. */
export function* runParts(runs: readonly TraceRun[]): Generator<readonly TraceRun[]> {
  for (let from = 0; from < runs.length; from += runsAtOnce) yield runs.slice(from, from + runsAtOnce);
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
const idData = (ids: IdColumn): IdData => (ids.type === "number" ? ids : { type: "string", texts: dataOf(ids.values) });
const idsOf = (data: IdData): IdColumn =>
  data.type === "number" ? data : { type: "string", values: textsOf(data.texts) };
