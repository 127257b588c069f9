import { at } from "../graph/rows.ts";
import type { HistoryIndex } from "./historyIndex.ts";

const buckets = 40;
const width = 160;
const height = 28;

/** Cost over all of the time, what of it was wasted in its colour. Decoration beside the figures. */
export function Sparkline({ index }: { readonly index: HistoryIndex }) {
  const { order, positions, view } = index;
  if (order.length < 2) return null;
  const first = at(positions.time, at(order, 0));
  const length = Math.max(1, at(positions.time, at(order, order.length - 1)) - first);
  const cost = new Float64Array(buckets);
  const wasted = new Float64Array(buckets);
  for (const mark of order) {
    const bucket = Math.min(buckets - 1, Math.floor(((at(positions.time, mark) - first) / length) * buckets));
    cost[bucket] = at(cost, bucket) + (view.marks.ownCost[mark] ?? 0);
    wasted[bucket] = at(wasted, bucket) + (view.marks.wasted[mark] ?? 0);
  }
  const most = Math.max(...cost);
  if (most <= 0) return null;
  const step = width / buckets;
  const bars = (values: Float64Array): string =>
    [...values]
      .map((value, bucket) => {
        const tall = (value / most) * height;
        return tall <= 0
          ? ""
          : `M${(bucket * step).toFixed(1)} ${height}v${(-tall).toFixed(1)}h${step - 1}v${tall.toFixed(1)}z`;
      })
      .join("");
  return (
    <figure class="sparkline">
      <svg width={width} height={height} aria-hidden="true" focusable="false">
        <path class="spent" d={bars(cost)} />
        <path class="lost" d={bars(wasted)} />
      </svg>
      <figcaption class="second">spent and wasted over time</figcaption>
    </figure>
  );
}
