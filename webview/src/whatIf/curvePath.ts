import type { TradeOffStep } from "../../../server/src/protocol.ts";

/** Size of the chart in its own units. Kept deployments go to the right, saved cost up. */
export const chart = { width: 320, height: 160, left: 40, top: 20, right: 10, bottom: 30 } as const;

/** Where a share of kept deployments and one of saved cost stand; what is unknown counts as nothing. */
export function placeOf(kept: number | null, avoided: number | null): { readonly x: number; readonly y: number } {
  const { width, height, left, right, top, bottom } = chart;
  return {
    x: round(left + clamped(kept) * (width - left - right)),
    y: round(height - bottom - clamped(avoided) * (height - top - bottom)),
  };
}

/** The curve from stopping none to stopping all. */
export const curvePath = (steps: readonly TradeOffStep[]): string =>
  pathOf(steps.map((step) => placeOf(step.keptShare, step.avoided)));

/** The area between the ends of the intervals of what is saved. */
export function bandPath(steps: readonly TradeOffStep[]): string {
  const upper = steps.map((step) => placeOf(step.keptShare, step.avoidedTo ?? step.avoided));
  const lower = steps.map((step) => placeOf(step.keptShare, step.avoidedFrom ?? step.avoided)).reverse();
  return steps.length === 0 ? "" : `${pathOf([...upper, ...lower])}Z`;
}

const pathOf = (points: readonly { readonly x: number; readonly y: number }[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");

const clamped = (share: number | null): number => Math.min(1, Math.max(0, share ?? 0));
const round = (value: number): number => Math.round(value * 10) / 10;
