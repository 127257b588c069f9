import { effect } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { isGroupId } from "../fold/groups.ts";
import { nodeOfElement } from "../graph/canvas.ts";
import { nodeElementId } from "../graph/drawn.ts";
import { oneLine } from "../graph/label.ts";
import { stepOf, walk } from "../graph/navigate.ts";
import type { Scene } from "../graph/scene.ts";
import { useShell } from "./context.ts";
import { firstView } from "./firstView.ts";
import { HopChooser } from "./HopChooser.tsx";
import { Minimap } from "./Minimap.tsx";

const zoomStep = 1.25;

/** The drawing with its keys and pointer. One tab stop; the node where the keyboard is, is its active descendant. */
export function GraphPane() {
  const { store, canvas } = useShell();
  const host = useRef<HTMLDivElement>(null);
  /** Node from which the last step along an edge came, to go back by the same way. */
  const cameFrom = useRef<string | null>(null);

  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    element.append(canvas.element);
    const measure = (): void => canvas.viewport.setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(() => {
      const current = store.scene.peek();
      const selected = store.selectedIndex.peek();
      const wasSeen = canvas.isSeen(selected);
      measure();
      if (current && !canvas.viewport.touched()) canvas.viewport.set(firstView(current, canvas.viewport, selected));
      else if (wasSeen) canvas.reveal(selected);
      canvas.flush();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [canvas, store]);

  useEffect(
    () =>
      effect(() => {
        const scene = store.scene.value;
        const active = scene?.graph.indexOf.get(store.active.value ?? "") ?? -1;
        const selected = store.selectedIndex.value;
        canvas.setMarks({ selected, active, emphasis: store.emphasis.value, matches: matchesIn(scene) });
      }),
    [canvas, store],
  );
  useEffect(() => {
    let lastScene = store.scene.peek();
    let lastId = store.selected.peek();
    return effect(() => {
      const current = store.scene.value;
      const id = store.selected.value;
      if (current === lastScene && id !== lastId) canvas.viewport.setTouched(true);
      if (id !== lastId) canvas.reveal(store.selectedIndex.value);
      lastScene = current;
      lastId = id;
    });
  }, [canvas, store]);

  const matchesIn = (current: Scene | null): ReadonlySet<number> => {
    const complete = store.complete.value;
    const ids = complete && current ? store.found.value.matches.map((node) => complete.nodes[node]?.id ?? "") : [];
    return new Set(ids.map((id) => current?.graph.indexOf.get(id) ?? -1));
  };

  const scene = store.scene.value;
  const activeIndex = scene?.graph.indexOf.get(store.active.value ?? "");
  const moveTo = (current: Scene, node: number): void => {
    const id = current.graph.nodes[node]?.id;
    if (id === undefined) return;
    cameFrom.current = store.active.value;
    store.active.value = id;
    canvas.reveal(node);
  };
  const activate = (id: string | null, inside: boolean): void => {
    if (id === null) return;
    if (store.canOpen(id) && (inside || isGroupId(id))) store.open(id);
    else store.select(id, true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!scene || scene.graph.nodes.length === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = stepOf(event.key, scene.placement.direction);
    if (step && event.shiftKey && (step === "forward" || step === "back")) {
      if (store.active.value !== null) store.toggleSide(store.active.value, step === "forward" ? "down" : "up");
    } else if (step) {
      const from = cameFrom.current === null ? null : (scene.graph.indexOf.get(cameFrom.current) ?? null);
      if (activeIndex === undefined) moveTo(scene, scene.reading.sequence[0] ?? 0);
      else moveTo(scene, walk(scene.graph, scene.placement, scene.reading, activeIndex, step, from));
    } else if (event.key === "Enter" || event.key === " ") {
      activate(store.active.value, event.shiftKey);
    } else if (event.key === "+" || event.key === "=") canvas.viewport.zoomBy(zoomStep);
    else if (event.key === "-") canvas.viewport.zoomBy(1 / zoomStep);
    else if (event.key === "0") canvas.viewport.fit();
    else if (event.key === "m") store.changeLook({ minimap: !store.look.value.minimap });
    else return;
    event.preventDefault();
  };
  const onFocus = (): void => {
    if (activeIndex !== undefined || !scene) return;
    const first = scene.graph.nodes[scene.reading.sequence[0] ?? -1];
    store.active.value = store.selected.value ?? first?.id ?? null;
  };
  const onClick = (event: MouseEvent): void => {
    const badge = event.target instanceof Element ? event.target.closest(".badge") : null;
    const id = scene?.graph.nodes[canvas.hit(event.clientX, event.clientY)]?.id ?? null;
    if (badge) {
      const owner = scene?.graph.nodes[nodeOfElement(badge)]?.id;
      if (owner !== undefined) store.toggleSide(owner, badge.getAttribute("data-side") === "up" ? "up" : "down");
    } else if (id !== null) store.select(id, true);
    else if (store.selected.value !== null) store.select(null, false);
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const id = scene?.graph.nodes[canvas.hit(event.clientX, event.clientY)]?.id;
    if (id !== undefined && store.canOpen(id)) store.open(id);
  };
  const title = scene ? oneLine(scene.graph.view.title) : "";
  return (
    <div class="graph-pane">
      <div
        id="graph"
        class="graph"
        ref={host}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the role is `application`: it takes the arrow keys.
        tabIndex={0}
        aria-roledescription="graph"
        aria-label={scene ? `${title}: ${scene.graph.nodes.length} nodes, ${scene.graph.edges.length} edges` : "Graph"}
        aria-describedby="graph-keys"
        {...(activeIndex === undefined ? {} : { "aria-activedescendant": nodeElementId(activeIndex) })}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onClick={onClick}
        onDblClick={onDoubleClick}
      />
      <p id="graph-keys" class="visually-hidden">
        Arrow keys follow the edges and go from neighbour to neighbour, Enter shows the code, Shift with an arrow along
        the edges shows or hides what lies there, Shift with Enter opens a stack, slash searches, M shows or hides the
        map, Escape clears the selection.
      </p>
      <Minimap />
      {store.selectedIndex.value >= 0 && <HopChooser />}
    </div>
  );
}
