import type { Source } from "./feature.ts";

/** How much later deployments come when models are stopped. */
export interface Delay {
  /** Mean added delay of a deployment, those that are kept included, hours; NaN where there are none. */
  readonly hours: number;
  /** Deployments that are lost and that no kept one of the same node follows: their delay is unknown and not in the mean. */
  readonly open: number;
}

/**
 * The added delay of the deployments: where a deployed model is stopped, its users wait until the next deployment of the same train node that is
 * kept. `stops`: whether a graphlet is stopped. Linear in the deployments.
 */
export function delayOf(
  source: Source,
  stops: (graphlet: number) => boolean,
  isTried: (graphlet: number) => boolean,
): Delay {
  let sum = 0;
  let known = 0;
  let open = 0;
  for (const { uses, usedGraphlets } of source.lanes) {
    let next = Number.NaN;
    for (let use = uses.length - 1; use >= 0; use--) {
      const graphlet = usedGraphlets[use] as number;
      const at = uses[use] as number;
      const stopped = stops(graphlet);
      if (!stopped) next = at;
      if (!isTried(graphlet)) continue;
      if (stopped && Number.isNaN(next)) open++;
      else {
        known++;
        sum += stopped ? next - at : 0;
      }
    }
  }
  return { hours: known === 0 ? Number.NaN : sum / known / 3_600_000, open };
}
