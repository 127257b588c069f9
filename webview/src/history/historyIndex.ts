import type { TraceId } from "../../../server/src/model/trace.ts";
import { type HistoryView, markStates } from "../../../server/src/protocol.ts";
import { at as valueAt } from "../graph/rows.ts";

/** How marks are placed: by when their training began, or one beside the other in that order. */
export type Spacing = "time" | "even";

/** A history by index, with what drawing and walking need. Marks are by lane, then time. */
export interface HistoryIndex {
  readonly view: HistoryView;
  readonly count: number;
  readonly rowOf: ReadonlyMap<TraceId, number>;
  /** Mark → lane. */
  readonly lane: Int32Array;
  /** Mark → place along the axis: milliseconds, and number in order of time over all lanes. Neither falls within a lane. */
  readonly positions: Readonly<Record<Spacing, Float64Array>>;
  /** Marks in order of time over all lanes. */
  readonly order: Int32Array;
  /** Lane → models that were deployed. */
  readonly deployed: Int32Array;
  /** NaN where unknown. */
  readonly cost: Float64Array;
  /** Whether any model is known to have cost anything. */
  readonly hasCosts: boolean;
  /** Cost of a bar of full height: of the dearest model but for outliers, which are cut off. */
  readonly fullCost: number;
}

const pushed = markStates.indexOf("pushed");

/** Share of models whose bars are drawn in true height. */
const inScale = 0.95;

/** Indexes a view; n log n. */
export function indexHistory(view: HistoryView): HistoryIndex {
  const { marks, lanes } = view;
  const count = marks.trainer.length;
  const at = Float64Array.from(marks.at);
  const lane = new Int32Array(count);
  const deployed = new Int32Array(lanes.length);
  for (const [index, { first, count: length }] of lanes.entries()) lane.fill(index, first, first + length);
  for (const [mark, state] of marks.state.entries()) {
    const of = valueAt(lane, mark);
    if (state === pushed) deployed[of] = valueAt(deployed, of) + 1;
  }
  const order = Int32Array.from(at, (_, mark) => mark).sort((a, b) => valueAt(at, a) - valueAt(at, b) || a - b);
  const even = new Float64Array(count);
  for (const [place, mark] of order.entries()) even[mark] = place;
  const cost = Float64Array.from(marks.cost, (one) => one ?? Number.NaN);
  const known = cost.filter(Number.isFinite).sort();
  const top = known[Math.min(known.length - 1, Math.floor(known.length * inScale))];
  return {
    view,
    count,
    rowOf: new Map(marks.trainer.map((id, mark) => [id, mark])),
    lane,
    positions: { time: at, even },
    order,
    deployed,
    cost,
    hasCosts: (known.at(-1) ?? 0) > 0,
    fullCost: top !== undefined && top > 0 ? top : 1,
  };
}
