import { batch, effect } from "@preact/signals";
import type { Canvas } from "../graph/canvas.ts";
import { counted, type GraphIndex, sameNodes } from "../graph/graphIndex.ts";
import { oneLine } from "../graph/label.ts";
import { layoutInput } from "../graph/layoutInput.ts";
import type { Measure } from "../graph/measure.ts";
import type { Scene } from "../graph/scene.ts";
import type { ElkEngine } from "../layout/elkEngine.ts";
import { type Layout, type LayoutRun, layoutGraph } from "../layout/layoutGraph.ts";
import type { Direction, Placement } from "../layout/placement.ts";
import { type Prepared, prepare } from "../layout/prepared.ts";
import type { QuickEngine } from "../layout/quickEngine.ts";
import { nextTurn } from "../layout/sliced.ts";
import { carryPlaces } from "./carryOver.ts";
import { nextView } from "./nextView.ts";
import type { Store } from "./store.ts";

/** Brings the store's graph onto the canvas: lays it out, keeps places and the view over changes, reports what it drew. */
export interface Painter {
  /** Ends a layout under way; the quick one stays. */
  cancel(): void;
  dispose(): void;
}

export interface PainterParts {
  readonly store: Store;
  readonly canvas: Canvas;
  readonly measure: Measure;
  readonly engines: { readonly elk: ElkEngine; readonly quick: QuickEngine };
  /** Milliseconds that ELK has. */
  readonly deadline: number;
}

/** Nodes that are made ready for layout in a task of their own. */
const many = 1_000;

/** Starts painting whatever graph the store holds, in the direction that it asks for. */
export function startPainter(parts: PainterParts): Painter {
  const { store, engines, deadline } = parts;
  let running: LayoutRun | null = null;
  let stop = new AbortController();

  const paint = (graph: GraphIndex, direction: Direction): void => {
    stop.abort();
    stop = new AbortController();
    running = null;
    const before = store.scene.peek();
    const same = before?.graph.view.key === graph.view.key && before.placement.direction === direction;
    const sameLayers = before?.graph.byKind === graph.byKind;
    const settled = store.layout.peek()?.provisional !== true;
    if (same && sameLayers && settled && sameNodes(before.graph, graph)) {
      replace(parts, graph, prepare(carryPlaces(before, graph)), store.layout.peek() ?? unknownLayout, 0);
      return;
    }
    if (graph.nodes.length === 0) {
      replace(
        parts,
        graph,
        prepare(emptyPlacement(direction)),
        { engine: "quick", provisional: false, reason: null },
        0,
      );
      return;
    }
    const { signal } = stop;
    const layOut = async (): Promise<void> => {
      if (graph.nodes.length > many) await nextTurn();
      if (signal.aborted) return;
      const input = layoutInput(graph, direction, parts.measure, same && sameLayers ? before : null);
      running = layoutGraph(input, engines, deadline, signal, (layout) => {
        if (!signal.aborted) replace(parts, graph, layout.picture, layout, layout.took);
      });
      await running.done;
    };
    layOut().catch((error: unknown) => {
      if (!signal.aborted) fail(store, error);
    });
  };

  const disposeEffect = effect(() => {
    const graph = store.graph.value;
    const direction = store.direction.value;
    const ready = store.panel.value.width > 0;
    if (
      graph &&
      ready &&
      (graph !== store.scene.peek()?.graph || direction !== store.scene.peek()?.placement.direction)
    ) {
      paint(graph, direction);
    }
  });
  return {
    cancel: () => running?.cancel(),
    dispose() {
      disposeEffect();
      stop.abort();
    },
  };
}

const unknownLayout = { engine: "quick", provisional: false, reason: null } as const;

const emptyPlacement = (direction: Direction): Placement => ({
  direction,
  x: new Float64Array(0),
  y: new Float64Array(0),
  width: new Float64Array(0),
  height: new Float64Array(0),
  routes: [],
  bounds: { width: 1, height: 1 },
});

/** Puts a picture on the canvas; what the user looks at stays where it is. */
function replace(
  { store, canvas, measure }: PainterParts,
  graph: GraphIndex,
  picture: Prepared,
  layout: Pick<Layout, "engine" | "provisional" | "reason">,
  took: number,
): void {
  try {
    const before = store.scene.peek();
    const after: Scene = { ...picture, graph, measure };
    const change = {
      before,
      after,
      wasProvisional: store.layout.peek()?.provisional === true,
      selected: store.selected.peek(),
      kept: store.look.peek().view,
      anchor: store.anchor.peek(),
    };
    canvas.setScene(after);
    const { view, touched } = nextView(change, canvas.viewport);
    canvas.viewport.set(view);
    canvas.viewport.setTouched(touched);
    const isNew = (id: string): boolean => before !== null && !before.graph.indexOf.has(id);
    if (change.selected !== null && isNew(change.selected)) canvas.reveal(graph.indexOf.get(change.selected) ?? -1);
    batch(() => {
      store.scene.value = after;
      store.layout.value = layout;
    });
    canvas.flush();
    if (!layout.provisional) store.anchor.value = null;
    if (before?.graph.view.key !== graph.view.key) store.announcement.value = pictureText(graph);
    const { key } = graph.view;
    const layoutMs = Math.round(took);
    store.post({
      type: "drawn",
      key,
      nodes: graph.nodes.length,
      edges: graph.edges.length,
      layout: layout.engine,
      layoutMs,
    });
  } catch (error) {
    fail(store, error);
  }
}

/** What is said of a new picture: what it is, what is found in it, and how large it is. */
function pictureText({ view, nodes, edges }: GraphIndex): string {
  const found = oneLine(view.comparison?.finding ?? view.summary).replace(/\.$/, "");
  const reason = view.graphlet && !view.comparison ? oneLine(view.graphlet.reason ?? "").replace(/\.$/, "") : "";
  const size = `${counted(nodes.length, "node")}, ${counted(edges.length, "edge")}`;
  return [oneLine(view.title), found, found.includes(reason) ? "" : reason, size]
    .filter((part) => part !== "")
    .join(". ");
}

/** Says that a picture could not be drawn, in place of it. */
export function fail(store: Store, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  store.post({ type: "error", message: `The graph could not be drawn: ${reason}`.slice(0, 2_000) });
  store.failure.value = {
    type: "failure",
    message: "The graph could not be drawn. The log says more.",
    action: "retry",
  };
}
