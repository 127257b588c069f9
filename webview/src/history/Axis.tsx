import type { PlotScene } from "./plot.ts";
import { ticksOf } from "./timeAxis.ts";

export const axisHeight = 24;

/** The time under the lanes. Dragging on it selects a range. */
export function Axis({ scene }: { readonly scene: PlotScene }) {
  const { index, items, window, width } = scene;
  const scale = width / (window.to - window.from);
  const ticks = ticksOf(index, items.spacing, window.from, window.to, width, document.documentElement.lang);
  const brush = scene.brush;
  return (
    <svg class="axis" width={width} height={axisHeight} aria-hidden="true" focusable="false">
      <title>Drag along the dates to select a range</title>
      {brush && (
        <rect
          class="brush-area"
          x={(brush.from - window.from) * scale}
          width={Math.max(1, (brush.to - brush.from) * scale)}
          height={axisHeight}
        />
      )}
      {ticks.map(({ place, text }) => {
        const x = (place - window.from) * scale;
        return (
          <g key={place} transform={`translate(${x.toFixed(1)} 0)`}>
            <path class="tick" d="M0 0V5" />
            <text
              x={x > width - 30 ? -2 : x < 30 ? 2 : 0}
              y="17"
              text-anchor={x > width - 30 ? "end" : x < 30 ? "start" : "middle"}
            >
              {text}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
