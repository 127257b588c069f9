import { type Area, eachCell, nodeAt } from "./cells.ts";
import { drawEdge } from "./drawEdge.ts";
import { drawNode } from "./drawNode.ts";
import type { Emphasis } from "./emphasis.ts";
import { drawFar } from "./farView.ts";
import { at, rowItems } from "./rows.ts";
import { nodeName, type Scene } from "./scene.ts";
import { createSheet } from "./sheet.ts";
import { svg } from "./svg.ts";
import { createViewport, type Viewport } from "./viewport.ts";

/** What of the nodes stands out, by index; -1 for none. */
export interface Marks {
  readonly selected: number;
  /** Where the keyboard is. */
  readonly active: number;
  readonly emphasis: Emphasis | null;
  readonly matches: ReadonlySet<number>;
}

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
const farScale = 0.35;
const farNodes = 150;
/** Below this scale letters are left out. */
const plainScale = 0.3;
/** Milliseconds without a move after which the picture is painted anew at its own scale. */
const rest = 120;

/** Milliseconds of a frame for the far view's paths. */
const farBudget = 8;

const noMarks: Marks = { selected: -1, active: -1, emphasis: null, matches: new Set() };

/** Id of the SVG element of a node. */
export const nodeElementId = (node: number): string => `node-${node}`;

/** The node whose drawing holds an element; -1 for none. */
export const nodeOfElement = (element: Element): number =>
  Number(element.closest(".node")?.id.slice(nodeElementId(0).length - 1) ?? -1);

/** `still`: whether motion is unwelcome; `moved` is called after the viewport moved. */
export function createCanvas(still: () => boolean, moved: () => void): Canvas {
  const far = svg("g", { class: "far", "aria-hidden": "true" });
  const farFront = svg("g", { class: "far front", "aria-hidden": "true" });
  const edgeLayer = svg("g", { class: "edges", "aria-hidden": "true" });
  const frontEdges = svg("g", { class: "edges front", "aria-hidden": "true" });
  const nodeLayer = svg("g", { class: "nodes" });
  const world = svg("g", {}, far, farFront, edgeLayer, frontEdges, nodeLayer);
  const paper = svg("svg", { class: "canvas", role: "none", focusable: "false" }, world);
  const element = document.createElement("div");
  element.className = "board";
  element.append(paper);
  let scene: Scene | null = null;
  let marks = noMarks;
  let isFar = false;
  let frame = 0;
  /** Number of the last drawing: what it does not bear is out of view. */
  let turn = 0;
  const drawnNodes = new Map<number, SVGGElement>();
  const drawnEdges = new Map<number, SVGGElement>();
  let nodeTurn = new Int32Array(0);
  let edgeTurn = new Int32Array(0);
  /** Paths of the far view that are still being drawn: of all, and of what stands out. Null before the first far view. */
  let farWork: Generator<void, void> | null = null;
  let frontWork: Generator<void, void> | null = null;

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
  const schedule = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };

  const markNode = (node: number, group: SVGGElement): void => {
    const { emphasis, selected, active, matches } = marks;
    group.classList.toggle("dim", emphasis !== null && emphasis.nodes[node] !== 1);
    group.classList.toggle("selected", node === selected);
    group.classList.toggle("active", node === active);
    group.classList.toggle("match", matches.has(node));
  };
  const markEdge = (edge: number, group: SVGGElement): void => {
    const { emphasis } = marks;
    const front = emphasis !== null && emphasis.edges[edge] === 1;
    group.classList.toggle("dim", emphasis !== null && !front);
    group.classList.toggle("path", front);
    const layer = front ? frontEdges : edgeLayer;
    if (group.parentNode !== layer) layer.append(group);
  };
  const showNode = (current: Scene, node: number): void => {
    nodeTurn[node] = turn;
    if (drawnNodes.has(node)) return;
    const model = current.graph.nodes[node];
    if (!model) return;
    const { placement } = current;
    const frameOf = {
      id: nodeElementId(node),
      x: at(placement.x, node),
      y: at(placement.y, node),
      width: at(placement.width, node),
      height: at(placement.height, node),
      name: nodeName(current.graph, node),
      direction: placement.direction,
      hidden: current.graph.hidden.get(model.id),
    };
    const group = drawNode(model, frameOf, current.measure);
    markNode(node, group);
    drawnNodes.set(node, group);
    nodeLayer.append(group);
  };
  const showEdge = (current: Scene, edge: number): void => {
    if (edgeTurn[edge] === turn) return;
    edgeTurn[edge] = turn;
    if (drawnEdges.has(edge)) return;
    const model = current.graph.edges[edge];
    const route = current.placement.routes[edge];
    if (!model || !route) return;
    const group = drawEdge(model, route);
    markEdge(edge, group);
    drawnEdges.set(edge, group);
  };

  const draw = (): void => {
    cancelAnimationFrame(frame);
    frame = 0;
    const current = scene;
    if (!current) return;
    turn++;
    const transform = viewport.transform();
    const scale = transform.k;
    const area = sheet.lay(transform);
    setFar(current, scale < farScale && current.graph.nodes.length > farNodes);
    paper.classList.toggle("plain", scale < plainScale);
    if (!isFar) {
      eachCell(current.cells, area, (cell) => {
        for (const edge of rowItems(current.cells.edges, cell)) showEdge(current, edge);
        for (const node of rowItems(current.cells.nodes, cell)) showNode(current, node);
      });
    }
    for (const node of [marks.selected, marks.active]) if (node >= 0) showNode(current, node);
    for (const [node, group] of drawnNodes) if (nodeTurn[node] !== turn) remove(drawnNodes, node, group);
    for (const [edge, group] of drawnEdges) if (edgeTurn[edge] !== turn) remove(drawnEdges, edge, group);
    workOnFar();
  };

  /** A few milliseconds of the far view's paths in each frame. */
  const workOnFar = (): void => {
    const until = performance.now() + farBudget;
    for (const work of [farWork, frontWork]) {
      let done = false;
      while (work && !done && performance.now() < until) done = work.next().done === true;
      if (work && !done) schedule();
    }
  };
  const setFar = (current: Scene, next: boolean): void => {
    if (next === isFar) return;
    isFar = next;
    paper.classList.toggle("is-far", isFar);
    if (!isFar) return;
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
      paper.classList.remove("is-far");
      farWork = null;
      frontWork = null;
      for (const layer of [far, farFront, edgeLayer, frontEdges, nodeLayer]) layer.replaceChildren();
      drawnNodes.clear();
      drawnEdges.clear();
      nodeTurn = new Int32Array(next?.graph.nodes.length ?? 0);
      edgeTurn = new Int32Array(next?.graph.edges.length ?? 0);
      turn = 0;
      if (next) viewport.setBounds(next.placement.bounds, next.placement.direction);
      schedule();
    },
    setMarks(next) {
      const newEmphasis = next.emphasis !== marks.emphasis;
      marks = next;
      for (const [node, group] of drawnNodes) markNode(node, group);
      if (newEmphasis) for (const [edge, group] of drawnEdges) markEdge(edge, group);
      if (newEmphasis && scene) drawFarFront(scene);
      draw();
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

function remove(drawn: Map<number, SVGGElement>, index: number, group: SVGGElement): void {
  group.remove();
  drawn.delete(index);
}
