import type { TradeOffCurve } from "../../../server/src/protocol.ts";
import { bandPath, chart, curvePath, placeOf } from "./curvePath.ts";

const ticks = [0, 0.5, 1];

/** The trade-off as a curve: deployments kept to the right, saved cost up, the chosen step and the simple rules as marks. */
export function Chart({ curve, at }: { readonly curve: TradeOffCurve; readonly at: number }) {
  const step = curve.steps[at];
  const point = placeOf(step?.keptShare ?? null, step?.avoided ?? null);
  const corner = placeOf(0, 0);
  const far = placeOf(1, 1);
  return (
    <svg
      class="what-if-chart"
      viewBox={`0 0 ${chart.width} ${chart.height}`}
      role="img"
      aria-label={`Share of the waste that is saved against share of the deployments that are kept, ${curve.title}. ${step?.text ?? ""}`}
    >
      {ticks.map((tick) => {
        const { x } = placeOf(tick, 0);
        const { y } = placeOf(0, tick);
        const percent = `${tick * 100}\u00a0%`;
        return (
          <g key={tick}>
            <path class="grid" d={`M${corner.x} ${y}H${far.x}M${x} ${corner.y}V${far.y}`} />
            <text x={corner.x - 6} y={y + 4} text-anchor="end">
              {percent}
            </text>
            <text x={x} y={corner.y + 13} text-anchor={tick === 1 ? "end" : tick === 0 ? "start" : "middle"}>
              {percent}
            </text>
          </g>
        );
      })}
      <text x={far.x} y={chart.height - 3} text-anchor="end">
        deployments kept
      </text>
      <text x={corner.x} y={chart.top - 9}>
        waste saved
      </text>
      <path class="band" d={bandPath(curve.steps)} />
      <path class="curve" d={curvePath(curve.steps)} />
      {curve.rules.map(({ words, step: ruled }) => {
        const { x, y } = placeOf(ruled.keptShare, ruled.avoided);
        return (
          <path key={words} class="rule" d={`M${x - 4} ${y}h8M${x} ${y - 4}v8`}>
            <title>{`${words}: ${ruled.text}`}</title>
          </path>
        );
      })}
      <path class="drop" d={`M${point.x} ${corner.y}V${point.y}H${corner.x}`} />
      <circle class="point" cx={point.x} cy={point.y} r={4.5} />
    </svg>
  );
}
