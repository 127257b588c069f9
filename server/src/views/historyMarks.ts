import { type Graphlet, type Graphlets, isCostKnown, type NotPushedReason } from "../model/graphlet.ts";
import { idAt, type Trace, type TraceId } from "../model/trace.ts";
import { type HistoryMarks, markStates } from "../protocol.ts";
import { graphletLabel } from "./labels.ts";
import { reasonWord } from "./words.ts";

/** From this many on, the same failure again and again is one mark. */
const foldFrom = 3;

/** Models that are marked before others get a turn. */
const atOnce = 500;

/**
 * Columns of a pipeline's models. `lanes`: indexes into `graphlets.list` by lane, each in order of start. Linear in the models
 * and their input spans; gives way again and again.
 */
export function* historyMarks(
  trace: Trace,
  graphlets: Graphlets,
  lanes: readonly (readonly number[])[],
): Generator<void, HistoryMarks> {
  const reasons: NotPushedReason[] = [];
  const codes = new Map<NotPushedReason, number>();
  const codeOf = (reason: NotPushedReason | null): number => {
    if (reason === null) return -1;
    const code = codes.get(reason) ?? reasons.push(reason) - 1;
    codes.set(reason, code);
    return code;
  };
  const trainer: TraceId[] = [];
  const label: string[] = [];
  const at: number[] = [];
  const state: number[] = [];
  const reason: number[] = [];
  const cost: (number | null)[] = [];
  const ownCost: number[] = [];
  const wasted: number[] = [];
  const overlap: (number | null)[] = [];
  const fold: number[] = [];
  for (const lane of lanes) {
    for (const time of timesOf(trace, graphlets, lane)) at.push(time);
    for (const length of foldsOf(graphlets, lane)) fold.push(length);
    yield;
    for (const [place, index] of lane.entries()) {
      if (place % atOnce === atOnce - 1) yield;
      const graphlet = graphlets.list[index];
      if (!graphlet) continue;
      trainer.push(idAt(trace.executions.id, graphlet.trainer));
      label.push(graphletLabel(trace, graphlet));
      state.push(markStates.indexOf(stateOf(graphlet)));
      reason.push(codeOf(graphlet.pushed ? null : graphlet.whyNotPushed));
      cost.push(isCostKnown(graphlet) ? rounded(graphlet.costSeconds) : null);
      ownCost.push(rounded(graphlet.ownCostSeconds));
      wasted.push(rounded(graphlet.wastedSeconds));
      overlap.push(overlapOf(graphlets, lane[place - 1] ?? -1, index));
    }
  }
  const texts = reasons.map((code) => reasonWord[code]);
  return { trainer, label, at, state, reason, reasons: texts, cost, ownCost, wasted, overlap, fold };
}

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

const failures: ReadonlySet<NotPushedReason | null> = new Set([
  "trainer-failed",
  "upstream-failed",
  "validation-failed",
  "push-failed",
]);

function stateOf({ status, whyNotPushed }: Graphlet): (typeof markStates)[number] {
  if (status !== "wasted") return status;
  if (failures.has(whyNotPushed)) return "failed";
  return whyNotPushed === "abandoned" ? "abandoned" : "wasted";
}

/** Start times that never fall: an unknown one is that of the model before, at the beginning that of the first known. */
function timesOf(trace: Trace, graphlets: Graphlets, lane: readonly number[]): number[] {
  const times = lane.map((index) => trace.executions.startedAt[graphlets.list[index]?.trainer ?? -1] ?? Number.NaN);
  let last = times.find(Number.isFinite) ?? 0;
  return times.map((time) => {
    if (time > last) last = time;
    return last;
  });
}

/** Lengths of the runs of one failure: at their first model; 0 at the others, 1 at what is in none. */
function foldsOf(graphlets: Graphlets, lane: readonly number[]): number[] {
  const failureOf = (place: number): NotPushedReason | null => {
    const graphlet = graphlets.list[lane[place] ?? -1];
    if (!graphlet) return null;
    const state = stateOf(graphlet);
    return state === "failed" || state === "abandoned" ? graphlet.whyNotPushed : null;
  };
  const folds = lane.map(() => 1);
  for (let start = 0; start < lane.length; ) {
    const failure = failureOf(start);
    let end = start + 1;
    while (failure !== null && end < lane.length && failureOf(end) === failure) end++;
    if (end - start >= foldFrom) {
      folds.fill(0, start, end);
      folds[start] = end - start;
    }
    start = end;
  }
  return folds;
}

/** Share of the data spans of two models that both have; null where there is none before, or neither has spans. */
function overlapOf(graphlets: Graphlets, before: number, index: number): number | null {
  const old = graphlets.list[before];
  const now = graphlets.list[index];
  if (!old || !now) return null;
  if (graphlets.previous[index] === before) return now.dataJaccard;
  const spans = new Set(old.inputSpans);
  const shared = now.inputSpans.filter((span) => spans.has(span)).length;
  const either = spans.size + now.inputSpans.length - shared;
  return either === 0 ? null : shared / either;
}
