import type { IdColumn, NumberIds, Texts, Trace, TraceRun } from "../model/trace.ts";
import { decodeText, PackedTexts } from "../traces/packedTexts.ts";
import { packTexts } from "../traces/stringTable.ts";

/** Runs unpacked between two pauses. */
const runsAtOnce = 1_000;

type TextData = Pick<PackedTexts, "pieces" | "starts">;
type IdData = NumberIds | { readonly type: "string"; readonly texts: TextData };

/** A trace as plain data, in a few typed arrays whatever its size: what goes between threads, and into files, at the speed of memory. */
export interface TraceParcel {
  readonly trace: Omit<Trace, "strings" | "runs">;
  readonly strings: TextData;
  readonly executionIds: IdData;
  readonly artifactIds: IdData;
  /** Runs from the first one on that whoever gets the parcel does not have from the one before. */
  readonly runs: { readonly known: number; readonly names: TextData; readonly pipeline: Int32Array };
}

/** Makes a parcel of a trace for another thread. `known`: the runs of the parcel before, which are not sent again where they are the same objects. */
export function parcelOf(trace: Trace, known: readonly TraceRun[] = []): TraceParcel {
  const { strings, runs, executions, artifacts, ...rest } = trace;
  return {
    trace: { ...rest, executions: { ...executions, id: noIds }, artifacts: { ...artifacts, id: noIds } },
    strings: dataOf(strings),
    executionIds: idData(executions.id),
    artifactIds: idData(artifacts.id),
    runs: runData(runs, known),
  };
}

function runData(runs: readonly TraceRun[], known: readonly TraceRun[]): TraceParcel["runs"] {
  const isLonger = known.every((run, index) => run === runs[index]);
  const fresh = isLonger ? runs.slice(known.length) : runs;
  return {
    known: isLonger ? known.length : 0,
    names: dataOf(fresh.map(({ name }) => name)),
    pipeline: Int32Array.from(fresh, ({ pipeline }) => pipeline),
  };
}

/** The trace of a parcel that came from another thread, `before` with the runs of the parcel before. Gives way while runs become objects: `pause` is awaited where it gives something to wait for. */
export async function traceOf(
  parcel: TraceParcel,
  pause: () => Promise<void> | undefined,
  before: readonly TraceRun[] = [],
): Promise<Trace> {
  const { trace, strings, executionIds, artifactIds } = parcel;
  return {
    ...trace,
    runs: await runsOf(parcel.runs, pause, before),
    strings: textsOf(strings),
    executions: { ...trace.executions, id: idsOf(executionIds) },
    artifacts: { ...trace.artifacts, id: idsOf(artifactIds) },
  };
}

async function runsOf(
  { known, names, pipeline }: TraceParcel["runs"],
  pause: () => Promise<void> | undefined,
  before: readonly TraceRun[],
): Promise<readonly TraceRun[]> {
  if (known > before.length) throw new RangeError("runs from before are missing");
  const runs = before.slice(0, known);
  for (let run = 0; run < pipeline.length; run++) {
    if (run % runsAtOnce === 0) await pause();
    runs.push({ name: decodeText(names.pieces, names.starts, run), pipeline: pipeline[run] as number });
  }
  return runs;
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
