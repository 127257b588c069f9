import { type PanelState, type TimeRange, viewLevels } from "../../../server/src/protocol.ts";
import { type KeptFold, readFolds } from "../fold/keptFolds.ts";
import type { Hops } from "../graph/emphasis.ts";
import type { KeptTimeline } from "../history/timeline.ts";
import type { Direction } from "../layout/placement.ts";

/** What outlives a reload: the panel's state for the host, and the view's own. */
export interface SavedState extends PanelState {
  readonly look: Look;
  readonly timeline?: KeptTimeline;
  readonly hops?: Hops;
  readonly folds?: readonly KeptFold[];
}

export interface Look {
  /** The user's choice; `auto` goes by the panel's shape. */
  readonly direction: Direction | "auto";
  readonly outline: boolean;
  readonly details: boolean;
  readonly minimap: boolean;
  /** Where the user had moved to in which picture; null: as it comes. */
  readonly view: KeptView | null;
}

/** A scale, and the drawing's point in the panel's upper left corner. */
export interface KeptView {
  readonly key: string;
  readonly direction: Direction;
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

/** The panel's part of a kept state; null where there is none or it is not one. */
export function readPanelState(value: unknown): PanelState | null {
  if (!isRecord(value)) return null;
  const { uri, pipeline, level: wanted, trainer, against, selected, artifacts, selection, opened, locked } = value;
  const level = viewLevels.find((one) => one === wanted);
  const range = readRange(value["range"]);
  const isId = (id: unknown): id is string | number => typeof id === "string" || typeof id === "number";
  const fits =
    typeof uri === "string" &&
    level !== undefined &&
    (pipeline === null || typeof pipeline === "string") &&
    (trainer === null || isId(trainer)) &&
    (selected === null || typeof selected === "string");
  if (!fits) return null;
  return {
    uri,
    pipeline,
    level,
    trainer,
    selected,
    ...(isId(against) ? { against } : {}),
    ...(range ? { range } : {}),
    ...(artifacts === true ? { artifacts } : {}),
    ...(typeof selection === "string" ? { selection } : {}),
    ...(Array.isArray(opened) && opened.every((id) => typeof id === "string") ? { opened } : {}),
    ...(locked === true ? { locked } : {}),
  };
}

/** A range of time, or of places of an axis; null for anything else. */
export function readRange(value: unknown): TimeRange | null {
  if (!isRecord(value)) return null;
  const { from, to } = value;
  if (typeof from !== "number" || typeof to !== "number" || !Number.isFinite(from) || !Number.isFinite(to)) return null;
  return from <= to ? { from, to } : null;
}

/** What was kept of the history, unchecked. */
export const keptTimeline = (value: unknown): unknown => (isRecord(value) ? value["timeline"] : null);

/** What was kept of folds; empty where nothing was. */
export const keptFolds = (value: unknown): readonly KeptFold[] => (isRecord(value) ? readFolds(value["folds"]) : []);

/** How far from the selection nodes stood out. */
export function keptHops(value: unknown): Hops {
  const hops = isRecord(value) && isRecord(value["hops"]) ? value["hops"] : {};
  const steps = (count: unknown): number | null => (count === 1 || count === 2 || count === 3 ? count : null);
  return { up: steps(hops["up"]), down: steps(hops["down"]) };
}

/** The view's own part of a kept state; what is missing or odd is as at first. */
export function readLook(value: unknown): Look {
  const look = isRecord(value) && isRecord(value["look"]) ? value["look"] : {};
  const { direction, outline, details, minimap, view } = look;
  return {
    direction: direction === "down" || direction === "right" ? direction : "auto",
    outline: outline === true,
    details: details !== false,
    minimap: minimap !== false,
    view: readView(view),
  };
}

function readView(value: unknown): Look["view"] {
  if (!isRecord(value)) return null;
  const { key, direction, scale, left, top } = value;
  const finite = [scale, left, top].every((number) => typeof number === "number" && Number.isFinite(number));
  if (typeof key !== "string" || (direction !== "down" && direction !== "right") || !finite) return null;
  return { key, direction, scale: Number(scale), left: Number(left), top: Number(top) };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
