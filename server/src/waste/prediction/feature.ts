import type { GraphletColumns } from "../../graphlets/columns.ts";
import type { Trace } from "../../model/trace.ts";
import type { Fates } from "./fates.ts";
import type { Lane } from "./lanes.ts";

/** What one column of the table tells. */
export interface Feature {
  /** Stable, kebab-case. */
  readonly name: string;
  /** For an explanation: `hours since the last deployment`. */
  readonly words: string;
  /** Code of the first point at which it is known. */
  readonly since: number;
}

/** All that the measures of features rest on. */
export interface Source {
  readonly trace: Trace;
  readonly graphlets: GraphletColumns;
  readonly fates: Fates;
  readonly lanes: readonly Lane[];
  /** When a member of each graphlet first failed, and when a check first blessed the model and first did not; infinity for never. */
  readonly failedAt: Float64Array;
  readonly blessedAt: Float64Array;
  readonly notBlessedAt: Float64Array;
  /** Share of spans that each has in common with the model of the same node before; NaN where there is none. */
  readonly similarity: Float64Array;
  /** 1 where code or parameters differ from those of the model of the same node before, 0 where not, NaN where unknown. */
  readonly changed: Float64Array;
}

/** The model and the time that a row of the table is about. */
export interface Scene {
  readonly source: Source;
  graphlet: number;
  /** Row of its train execution. */
  trainer: number;
  lane: Lane;
  /** Its place in the lane. */
  place: number;
  /** Number of models of the lane before it whose training had begun at the time. */
  before: number;
  /** Code of the point. */
  point: number;
  /** Milliseconds since the epoch: only what had happened by then may be looked at. */
  at: number;
  /** Uses of models before this time count: those known at the time, and never the model's own. */
  usesBefore: number;
}

/** Features that are measured together: one number each, NaN where unknown; those that are not yet known at the point are left alone. */
export interface FeatureGroup {
  readonly features: readonly Feature[];
  readonly measure: (scene: Scene, out: Float64Array) => void;
}

/** The graphlet that is `back` models before the scene's one (1: the last); -1 where there is none. */
export function priorGraphlet({ lane, before }: Scene, back: number): number {
  const place = before - back;
  return place >= 0 ? (lane.graphlets[place] as number) : -1;
}

export const hourMs = 3_600_000;
