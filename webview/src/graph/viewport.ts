import { select } from "d3-selection";
import { type D3ZoomEvent, type ZoomTransform, zoom, zoomIdentity } from "d3-zoom";
import type { Bounds, Direction } from "../layout/placement.ts";
import type { Area } from "./cells.ts";

/** What part of the drawing is in view: scale, and the drawing's point in the middle of the panel. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Moves and scales the drawing. All sizes in pixels of the panel, places in pixels of the drawing. */
export interface Viewport {
  readonly view: () => View;
  readonly transform: () => ZoomTransform;
  readonly size: () => Size;
  /** Part of the drawing that is in view. */
  readonly area: () => Area;
  /** Tells the panel's size. What is in view stays where it is, but for what rested in the middle: it does so again. */
  setSize(size: Size): void;
  setBounds(bounds: Bounds, direction: Direction): void;
  set(view: View): void;
  /** The view in which the whole drawing is seen, never larger than natural size; its start stays near the panel's. */
  whole(): View;
  fit(): void;
  zoomBy(factor: number): void;
  panBy(x: number, y: number): void;
  /** Brings an area into view by the shortest way, above what lies over the bottom; smoothly where motion is welcome. */
  reveal(area: Area): void;
  /** The user has taken hold of the picture since it was shown or fitted: it no longer moves of itself. */
  readonly touched: () => boolean;
  setTouched(touched: boolean): void;
}

const padding = 16;
/** What lies over the bottom of the picture where a node is selected: the chooser of steps up and down. */
const chooser = 36;
/** A panel lower than this has no room to spare for it. */
const low = 200;
/** Free room before the drawing's start where there is more room than it needs. */
const headroom = 40;
const smallest = 0.02;
const largest = 2.5;
/** How far the drawing may be pushed beyond the panel's rim, in its pixels. */
const slack = 600;
const motion = 160;

/**
 * What lies in the middle of a panel that has more room than a drawing needs, both in the drawing's pixels: along the flow
 * the drawing's start stays near the panel's.
 */
export function restingMiddle(length: number, room: number, alongFlow: boolean): number {
  const spare = Math.max(0, room - length);
  return length / 2 + (alongFlow ? Math.max(0, spare / 2 - headroom) : 0);
}

/** One of the panel's sides before and after it changed. */
interface Side {
  /** Of the drawing, in its pixels; so is `middle`, what was in the middle of the panel. */
  readonly length: number;
  readonly middle: number;
  readonly was: number;
  readonly is: number;
  readonly alongFlow: boolean;
}

/** What is in the middle of a panel of another size: what rested stays at rest, or begins at the panel's start; else nothing moves. */
function middleAfter(scale: number, { length, middle, was, is, alongFlow }: Side): number {
  const rested =
    length * scale + 2 * padding <= was + 1 &&
    Math.abs(middle - restingMiddle(length, was / scale, alongFlow)) * scale < 1;
  if (!rested) return middle + (is - was) / 2 / scale;
  return length * scale + 2 * padding <= is + 1
    ? restingMiddle(length, is / scale, alongFlow)
    : (is / 2 - padding) / scale;
}

/** `changed` is called after every move. Wheel scrolls, with Ctrl or Cmd (and a pinch) it zooms; dragging pans. */
export function createViewport(element: HTMLElement, changed: () => void, still: () => boolean): Viewport {
  let size: Size = { width: 1, height: 1 };
  let bounds: Bounds = { width: 1, height: 1 };
  let direction: Direction = "down";
  let transform = zoomIdentity;
  let touched = false;
  const selection = select<HTMLElement, null>(element);
  const behavior = zoom<HTMLElement, null>()
    .scaleExtent([smallest, largest])
    .extent(() => [
      [0, 0],
      [size.width, size.height],
    ])
    .filter((event: MouseEvent) => (event.type === "wheel" ? event.ctrlKey || event.metaKey : event.button === 0))
    .clickDistance(4)
    .on("zoom", (event: D3ZoomEvent<HTMLElement, null>) => {
      transform = event.transform;
      if (event.sourceEvent) {
        touched = true;
        stop();
      }
      changed();
    });
  selection.call(behavior).on("dblclick.zoom", null);
  element.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 18 : event.deltaMode === 0 ? 1 : size.height;
      const sideways = event.shiftKey && event.deltaX === 0;
      panBy(-unit * (sideways ? event.deltaY : event.deltaX), sideways ? 0 : -unit * event.deltaY);
    },
    { passive: false },
  );

  /** Frame of the move under way, 0 for none. */
  let moving = 0;
  const stop = (): void => {
    cancelAnimationFrame(moving);
    moving = 0;
  };
  const apply = (next: ZoomTransform): void => {
    stop();
    selection.call(behavior.transform, next);
  };
  const glide = (x: number, y: number): void => {
    stop();
    if (still()) {
      apply(zoomIdentity.translate(transform.x + x, transform.y + y).scale(transform.k));
      return;
    }
    const from = transform;
    const began = performance.now();
    const frame = (): void => {
      const share = Math.min(1, (performance.now() - began) / motion);
      const eased = 1 - (1 - share) ** 3;
      selection.call(behavior.transform, zoomIdentity.translate(from.x + x * eased, from.y + y * eased).scale(from.k));
      moving = share < 1 ? requestAnimationFrame(frame) : 0;
    };
    frame();
  };
  const viewOf = (view: View): ZoomTransform =>
    zoomIdentity
      .translate(size.width / 2 - view.x * view.scale, size.height / 2 - view.y * view.scale)
      .scale(view.scale);
  const fitScale = (): number =>
    Math.max(
      smallest,
      Math.min(1, (size.width - 2 * padding) / bounds.width, (size.height - 2 * padding) / bounds.height),
    );
  const whole = (): View => {
    const scale = fitScale();
    return {
      scale,
      x: restingMiddle(bounds.width, size.width / scale, direction === "right"),
      y: restingMiddle(bounds.height, size.height / scale, direction === "down"),
    };
  };
  const view = (): View => {
    const [x, y] = transform.invert([size.width / 2, size.height / 2]);
    return { scale: transform.k, x, y };
  };
  const panBy = (x: number, y: number): void => {
    touched = true;
    stop();
    selection.call(behavior.translateBy, x / transform.k, y / transform.k);
  };

  return {
    view,
    transform: () => transform,
    size: () => size,
    area: () => {
      const [left, top] = transform.invert([0, 0]);
      const [right, bottom] = transform.invert([size.width, size.height]);
      return { left, top, right, bottom };
    },
    setSize(next) {
      const { scale, x, y } = view();
      const sides = [
        { length: bounds.width, was: size.width, is: next.width, middle: x, alongFlow: direction === "right" },
        { length: bounds.height, was: size.height, is: next.height, middle: y, alongFlow: direction === "down" },
      ] as const;
      const [across, along] = sides.map((side) => middleAfter(scale, side));
      size = next;
      if (across !== undefined && along !== undefined) apply(viewOf({ scale, x: across, y: along }));
    },
    setBounds(next, flow) {
      direction = flow;
      bounds = { width: Math.max(1, next.width), height: Math.max(1, next.height) };
      behavior.translateExtent([
        [-slack, -slack],
        [bounds.width + slack, bounds.height + slack],
      ]);
    },
    set: (next) => apply(viewOf(next)),
    whole,
    fit() {
      touched = true;
      apply(viewOf(whole()));
    },
    zoomBy(factor) {
      touched = true;
      stop();
      selection.call(behavior.scaleBy, factor);
    },
    panBy,
    reveal(area) {
      const move = (start: number, end: number, room: number): number => {
        const least = start - padding;
        const most = end + padding;
        if (most - least > room) return room / 2 - (start + end) / 2;
        return least < 0 ? -least : most > room ? room - most : 0;
      };
      const [left, top] = transform.apply([area.left, area.top]);
      const [right, bottom] = transform.apply([area.right, area.bottom]);
      const x = move(left, right, size.width);
      const y = move(top, bottom, size.height < low ? size.height : size.height - chooser);
      if (x !== 0 || y !== 0) glide(x, y);
    },
    touched: () => touched,
    setTouched(next) {
      touched = next;
    },
  };
}
