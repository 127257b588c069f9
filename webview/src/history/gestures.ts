import type { Window } from "./timeline.ts";

/** Pixels that the pointer may move in a click. */
const clickDistance = 4;

/** What the pointer does on the lanes and the axis; places and lengths in pixels from the left upper corner of the plot. */
export interface Gestures {
  /** The window is moved by so many pixels. */
  pan(by: number): void;
  /** The window is made `factor` times as narrow around a place. */
  zoom(factor: number, x: number): void;
  /** A range is being drawn; `done` with its last word. */
  brush(from: number, to: number, done: boolean): void;
  hover(x: number, y: number): void;
  leave(): void;
  click(x: number, y: number, mark: boolean): void;
  /** Whether the lanes scroll up and down by themselves. */
  scrolls(): boolean;
}

/** Listens to the pointer and the wheel: dragging pans, with Shift or on the axis it selects a range; Ctrl or Cmd with the wheel, and a pinch, zoom. */
export function listenToGestures(element: HTMLElement, axis: Element, gestures: Gestures): () => void {
  let start: { readonly x: number; readonly y: number; last: number; moved: boolean; readonly brush: boolean } | null =
    null;
  const placeOf = (event: MouseEvent): { x: number; y: number } => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest("button"))) return;
    const { x, y } = placeOf(event);
    const onAxis = event.target instanceof Node && axis.contains(event.target);
    start = { x, y, last: x, moved: false, brush: event.shiftKey || onAxis };
  };
  const onMove = (event: PointerEvent): void => {
    const { x, y } = placeOf(event);
    if (!start) {
      gestures.hover(x, y);
      return;
    }
    if (!start.moved && Math.hypot(x - start.x, y - start.y) < clickDistance) return;
    if (!start.moved) element.setPointerCapture(event.pointerId);
    start.moved = true;
    if (start.brush) gestures.brush(start.x, x, false);
    else gestures.pan(x - start.last);
    start.last = x;
  };
  const onUp = (event: PointerEvent): void => {
    const began = start;
    start = null;
    if (!began) return;
    const { x, y } = placeOf(event);
    if (!began.moved) gestures.click(x, y, event.ctrlKey || event.metaKey);
    else if (began.brush) gestures.brush(began.x, x, true);
  };
  const onCancel = (): void => {
    start = null;
  };
  const onWheel = (event: WheelEvent): void => {
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 18 : event.deltaMode === 0 ? 1 : element.clientWidth;
    if (event.ctrlKey || event.metaKey) gestures.zoom(Math.exp((-event.deltaY * unit) / 400), placeOf(event).x);
    else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY) || !gestures.scrolls()) {
      gestures.pan(-unit * (Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY));
    } else return;
    event.preventDefault();
  };
  const leave = (): void => gestures.leave();
  element.addEventListener("pointerdown", onDown);
  element.addEventListener("pointermove", onMove);
  element.addEventListener("pointerup", onUp);
  element.addEventListener("pointercancel", onCancel);
  element.addEventListener("pointerleave", leave);
  element.addEventListener("wheel", onWheel, { passive: false });
  return () => {
    element.removeEventListener("pointerdown", onDown);
    element.removeEventListener("pointermove", onMove);
    element.removeEventListener("pointerup", onUp);
    element.removeEventListener("pointercancel", onCancel);
    element.removeEventListener("pointerleave", leave);
    element.removeEventListener("wheel", onWheel);
  };
}

/** A window moved by a share of its length, kept where a part of the whole stays in it. */
export function moved({ from, to }: Window, share: number, whole: Window): Window {
  const length = to - from;
  const start = Math.min(Math.max(from + share * length, whole.from - length / 2), whole.to - length / 2);
  return { from: start, to: start + length };
}

/** A window `factor` times as narrow around a place (share of its length), from the whole down to `least`; null for the whole. */
export function zoomed(window: Window, factor: number, place: number, whole: Window, least: number): Window | null {
  const length = Math.max(least, (window.to - window.from) / factor);
  if (length >= whole.to - whole.from) return null;
  const fixed = window.from + place * (window.to - window.from);
  return moved({ from: fixed - place * length, to: fixed + (1 - place) * length }, 0, whole);
}
