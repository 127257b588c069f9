import type { GraphView, HistoryView, ViewParams } from "../../../server/src/protocol.ts";

/** What a picture is asked for by, within one pipeline. */
export type Place = Pick<ViewParams, "level" | "trainer" | "against" | "range">;

/** Pictures in the order in which they were shown, and which of them is shown. */
export interface Trail {
  readonly places: readonly { readonly key: string; readonly place: Place }[];
  readonly at: number;
}

/** No more are kept: the oldest go. */
const longest = 50;

export const emptyTrail: Trail = { places: [], at: -1 };

/** How to ask for a picture again. */
export function placeOf(view: GraphView | HistoryView): Place {
  if (view.type === "history") return { level: "history" };
  const { level, graphlet, comparison, range } = view;
  return {
    level,
    ...(graphlet ? { trainer: graphlet.trainer } : {}),
    ...(range ? { range } : {}),
    ...(comparison ? { against: comparison.before.trainer } : {}),
  };
}

/** The trail with a picture that has come: where it is not the one that the trail is at, it cuts off what lay ahead. */
export function visited(trail: Trail, view: GraphView | HistoryView): Trail {
  if (trail.places[trail.at]?.key === view.key) return trail;
  const places = [...trail.places.slice(0, trail.at + 1), { key: view.key, place: placeOf(view) }].slice(-longest);
  return { places, at: places.length - 1 };
}

/** The trail one picture back (-1) or forward (1); itself where there is none. */
export const stepped = (trail: Trail, by: -1 | 1): Trail =>
  trail.places[trail.at + by] ? { ...trail, at: trail.at + by } : trail;

export const placeAt = ({ places, at }: Trail): Place | null => places[at]?.place ?? null;

/** The last graphlet, or pair of graphlets, that the trail came by; null where there is none. */
export function lastPlace({ places, at }: Trail, level: "graphlet" | "compare"): Place | null {
  for (let index = at; index >= 0; index--) {
    const place = places[index]?.place;
    if (place?.level === level) return place;
  }
  return null;
}
