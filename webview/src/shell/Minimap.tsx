import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { drawMap, isBetterLeft, mapSize, needsMap, onMap } from "../graph/minimap.ts";
import type { Scene } from "../graph/scene.ts";
import { useShell } from "./context.ts";

/** The whole drawing small, with a frame around what is in view; a press or drag on it goes there. For pointers alone. */
export function Minimap() {
  const { store, canvas } = useShell();
  const { viewport } = canvas;
  const scene = store.scene.value;
  const [needed, setNeeded] = useState(false);
  useEffect(() => {
    const look = (): void =>
      setNeeded(scene !== null && needsMap(scene.placement.bounds, viewport.transform().k, viewport.size()));
    look();
    return canvas.onMoved(look);
  }, [canvas, viewport, scene]);
  return scene && needed && store.look.value.minimap ? <MapPane scene={scene} /> : null;
}

function MapPane({ scene }: { readonly scene: Scene }) {
  const { store, canvas } = useShell();
  const { viewport } = canvas;
  const picture = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { bounds } = scene.placement;
  const size = mapSize(bounds);
  const emphasis = store.emphasis.value;

  useLayoutEffect(() => {
    const element = picture.current;
    if (!element) return undefined;
    const draw = (): void => drawMap(element, scene, size, emphasis?.nodes ?? null);
    draw();
    const themes = new MutationObserver(draw);
    themes.observe(document.body, { attributes: true, attributeFilter: ["class"] });
    return () => themes.disconnect();
  }, [scene, emphasis]);
  useLayoutEffect(() => {
    const place = (): void => {
      if (!frame.current) return;
      const { left, top, right, bottom } = onMap(viewport.area(), bounds, size);
      Object.assign(frame.current.style, {
        translate: `${left}px ${top}px`,
        width: `${Math.max(4, right - left)}px`,
        height: `${Math.max(4, bottom - top)}px`,
      });
    };
    place();
    return canvas.onMoved(place);
  }, [canvas, viewport, scene]);

  const goTo = (event: PointerEvent): void => {
    if (event.buttons !== 1 || !(event.currentTarget instanceof HTMLElement)) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    event.currentTarget.setPointerCapture(event.pointerId);
    viewport.setTouched(true);
    viewport.set({
      scale: viewport.view().scale,
      x: ((event.clientX - left) / size.width) * bounds.width,
      y: ((event.clientY - top) / size.height) * bounds.height,
    });
  };
  // Where it lies is chosen once a picture or panel: it does not jump about while the user moves.
  const { width, height } = store.panel.value;
  const isLeft = useMemo(
    () => isBetterLeft(scene, viewport.area(), viewport.transform().k),
    [scene, viewport, width, height],
  );
  return (
    <div class={isLeft ? "minimap left" : "minimap"} aria-hidden="true" onPointerDown={goTo} onPointerMove={goTo}>
      <canvas ref={picture} style={{ width: `${size.width}px`, height: `${size.height}px` }} />
      <div ref={frame} class="minimap-frame" />
    </div>
  );
}
