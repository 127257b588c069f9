import { placeLabels } from "./labels.ts";
import type { PlotScene } from "./plot.ts";
import { ticksOf } from "./timeAxis.ts";

export const axisHeight = 24;

/** The time under the lanes. Dragging on it selects a range. */
export function Axis({ scene }: { readonly scene: PlotScene }) {
  const { index, items, window, width } = scene;
  const scale = width / (window.to - window.from);
  const ticks = ticksOf(index, items.spacing, window.from, window.to, width, document.documentElement.lang);
  const xOf = (place: number): number => (place - window.from) * scale;
  const labels = placeLabels(
    ticks.map(({ place, text }) => ({ x: xOf(place), text })),
    width,
  );
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
      {ticks.map(({ place, text }, tick) => {
        const label = labels[tick];
        return (
          <g key={place} transform={`translate(${xOf(place).toFixed(1)} 0)`}>
            <path class="tick" d="M0 0V5" />
            {label && (
              <text x={label.aside} y="17" text-anchor={label.anchor}>
                {text}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
