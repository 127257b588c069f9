import { type Area, nodeAt } from "./cells.ts";
import { createDrawn, type Marks, type Missing, nodeElementId, noMarks } from "./drawn.ts";
import { drawFar } from "./farView.ts";
import { at } from "./rows.ts";
import type { Scene } from "./scene.ts";
import { createSheet } from "./sheet.ts";
import { svg } from "./svg.ts";
import { createViewport, type Viewport } from "./viewport.ts";

/** The drawing: an SVG in which only what is in view exists. */
export interface Canvas {
  readonly element: HTMLElement;
  readonly viewport: Viewport;
  setScene(scene: Scene | null): void;
  setMarks(marks: Marks): void;
  /** Brings a node into view. */
  reveal(node: number): void;
  /** Whether the whole of a node is in view. */
  isSeen(node: number): boolean;
  /** Node at a place of the window, -1 for none. */
  hit(clientX: number, clientY: number): number;
  /** Calls back after every move of the view; what it gives ends that. */
  onMoved(listener: () => void): () => void;
  /** Draws what has come into view since the last frame, now. */
  flush(): void;
}

/** Below this scale a picture of more than {@link farNodes} nodes is drawn as merged paths. */
const farScale = 0.42;
const farNodes = 150;
/** Below this scale letters are left out. */
const plainScale = 0.3;
/** Milliseconds without a move after which the picture is painted anew at its own scale. */
const rest = 120;

/** Milliseconds of a frame for what can come later: the far view's paths, and what is about to come into view. */
const farBudget = 8;
const aheadBudget = 4;
/** Nodes and edges in view that are drawn in one frame, however often it is drawn in. */
const atOnce = 200;

/** The node whose drawing holds an element; -1 for none. */
export const nodeOfElement = (element: Element): number =>
  Number(element.closest(".node")?.id.slice(nodeElementId(0).length - 1) ?? -1);

/** `still`: whether motion is unwelcome; `moved` is called after the viewport moved. */
export function createCanvas(still: () => boolean, moved: () => void): Canvas {
  const far = svg("g", { class: "far", "aria-hidden": "true" });
  const farFront = svg("g", { class: "far front", "aria-hidden": "true" });
  const drawn = createDrawn();
  const world = svg("g", {}, far, farFront, ...drawn.layers);
  const paper = svg("svg", { class: "canvas", role: "none", focusable: "false" }, world);
  const element = document.createElement("div");
  element.className = "board";
  element.append(paper);
  let scene: Scene | null = null;
  let marks = noMarks;
  let isFar = false;
  let frame = 0;
  /** Paths of the far view that are still being drawn: of all, and of what stands out. Null before the first far view. */
  let farWork: Generator<void, void> | null = null;
  let frontWork: Generator<void, void> | null = null;
  /** What is still to be drawn on the sheet: first what is in view. */
  let ahead: Generator<void, void> | null = null;
  /** What of {@link atOnce} this frame has left. */
  let left = atOnce;
  /** The far view stands until the picture under it is drawn. */
  let isCovered = false;
  let needsLaying = false;

  const listeners = new Set<() => void>();
  let resting: ReturnType<typeof setTimeout> | undefined;
  const viewport = createViewport(
    element,
    () => {
      const transform = viewport.transform();
      if (!sheet.follow(transform)) schedule();
      else if (!sheet.sharp(transform)) {
        clearTimeout(resting);
        resting = setTimeout(schedule, rest);
      }
      moved();
      for (const listener of listeners) listener();
    },
    still,
  );
  const sheet = createSheet(paper, world, viewport.size);
  const nextFrame = (): void => {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      left = atOnce;
      if (needsLaying) draw();
      else work(true);
    });
  };
  const schedule = (): void => {
    needsLaying = true;
    nextFrame();
  };

  const draw = (): void => {
    cancelAnimationFrame(frame);
    frame = 0;
    needsLaying = false;
    const current = scene;
    if (!current) return;
    const transform = viewport.transform();
    const scale = transform.k;
    const area = sheet.lay(transform);
    setFar(current, scale < farScale && current.graph.nodes.length > farNodes);
    paper.classList.toggle("plain", scale < plainScale);
    drawn.begin(current, marks);
    ahead = isFar ? null : drawing(drawn.wanted(viewport.area()), drawn.wanted(area));
    showMarked();
    drawn.sweep();
    // What is in view comes at once, unless the far view shows it meanwhile.
    if (ahead && !isCovered) ahead.next();
    work(false);
  };
  const showMarked = (): void => {
    for (const node of [marks.selected, marks.active]) if (node >= 0) drawn.showNode(node);
  };

  /** Draws what is in view, much of it at once, but in steps where the far view covers it; then, in steps, what is around. */
  function* drawing(inView: Missing, around: Missing): Generator<void, void> {
    for (const _ of drawn.show(inView)) if (isCovered || --left < 0) yield;
    uncover();
    yield;
    yield* drawn.show(around);
  }
  const uncover = (): void => {
    isCovered = false;
    paper.classList.remove("is-far", "is-covered");
  };

  /** A few milliseconds in each frame of what can come later. `isOwnFrame`: nothing else is drawn in this one. */
  const work = (isOwnFrame: boolean): void => {
    for (const [steps, budget] of [
      [farWork, farBudget],
      [frontWork, farBudget],
      [ahead, !isOwnFrame ? 0 : isCovered ? farBudget : aheadBudget],
    ] as const) {
      const until = performance.now() + budget;
      let done = false;
      while (steps && !done && performance.now() < until) done = steps.next().done === true;
      if (steps && !done) nextFrame();
    }
    if (left < atOnce) nextFrame();
  };
  const setFar = (current: Scene, next: boolean): void => {
    if (next === isFar) return;
    isFar = next;
    isCovered = !isFar;
    paper.classList.toggle("is-covered", isCovered);
    if (!isFar) return;
    paper.classList.add("is-far");
    farWork ??= drawFar(current, far, null);
    drawFarFront(current);
  };
  const drawFarFront = (current: Scene): void => {
    farFront.replaceChildren();
    far.classList.toggle("dim", marks.emphasis !== null);
    frontWork = isFar && marks.emphasis ? drawFar(current, farFront, marks.emphasis) : null;
  };

  const areaOf = (node: number): Area | null => {
    const placement = scene?.placement;
    if (!placement || node < 0 || node >= placement.x.length) return null;
    const left = at(placement.x, node);
    const top = at(placement.y, node);
    return { left, top, right: left + at(placement.width, node), bottom: top + at(placement.height, node) };
  };

  return {
    element,
    viewport,
    setScene(next) {
      scene = next;
      marks = noMarks;
      isFar = false;
      uncover();
      ahead = null;
      farWork = null;
      frontWork = null;
      for (const layer of [far, farFront]) layer.replaceChildren();
      drawn.clear(next);
      if (next) viewport.setBounds(next.placement.bounds, next.placement.direction);
      schedule();
    },
    setMarks(next) {
      const newEmphasis = next.emphasis !== marks.emphasis;
      marks = next;
      drawn.mark(next, newEmphasis);
      if (!scene) return;
      if (newEmphasis) drawFarFront(scene);
      showMarked();
      work(false);
    },
    reveal(node) {
      const area = areaOf(node);
      if (area) viewport.reveal(area);
    },
    isSeen(node) {
      const area = areaOf(node);
      const seen = viewport.area();
      return (
        area !== null &&
        area.left >= seen.left &&
        area.right <= seen.right &&
        area.top >= seen.top &&
        area.bottom <= seen.bottom
      );
    },
    hit(clientX, clientY) {
      if (!scene) return -1;
      const { left, top } = element.getBoundingClientRect();
      const [x, y] = viewport.transform().invert([clientX - left, clientY - top]);
      return nodeAt(scene.cells, scene.placement, x, y);
    },
    onMoved(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush: draw,
  };
}
