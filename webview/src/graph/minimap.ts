import { colorRole, colorRoles } from "../icons/glyphs.ts";
import type { Area } from "./cells.ts";
import { at } from "./rows.ts";
import type { Scene } from "./scene.ts";
import type { Size } from "./viewport.ts";

/** Size of the largest map, in pixels, and the least that a side of it is. */
const largest: Size = { width: 168, height: 112 };
const least = 28;
/** Pixels between the map's far side and the panel's rim. */
const mapMargin = 12;
/** A node is seen however small the map. */
const leastNode = 1.5;

/** Size of the map of a drawing: of its shape, but never a hair's breadth. */
export function mapSize(drawing: Size): Size {
  const scale = Math.min(largest.width / drawing.width, largest.height / drawing.height);
  return {
    width: Math.round(Math.max(least, drawing.width * scale)),
    height: Math.round(Math.max(least, drawing.height * scale)),
  };
}

/** Whether a drawing reaches far enough beyond the panel for a map to help. */
export const needsMap = (drawing: Size, scale: number, panel: Size): boolean =>
  (drawing.width * scale > panel.width * 1.2 || drawing.height * scale > panel.height * 1.2) &&
  panel.width >= 360 &&
  panel.height >= 280;

/** Whether a map at the panel's right upper corner would lie over more nodes than one at its left. Linear. */
export function isBetterLeft(
  { placement: { x, y, width, height, bounds } }: Scene,
  area: Area,
  scale: number,
): boolean {
  const map = mapSize(bounds);
  const across = (map.width + mapMargin) / scale;
  const bottom = area.top + (map.height + mapMargin) / scale;
  let right = 0;
  let left = 0;
  for (let node = 0; node < x.length; node++) {
    const [start, end] = [at(x, node), at(x, node) + at(width, node)];
    if (at(y, node) > bottom || at(y, node) + at(height, node) < area.top) continue;
    if (end > area.right - across && start < area.right) right++;
    if (start < area.left + across && end > area.left) left++;
  }
  return left < right;
}

/** Where on the map a part of the drawing lies, within the map. */
export function onMap(area: Area, drawing: Size, map: Size): Area {
  const across = (x: number): number => Math.min(map.width, Math.max(0, (x / drawing.width) * map.width));
  const along = (y: number): number => Math.min(map.height, Math.max(0, (y / drawing.height) * map.height));
  return { left: across(area.left), right: across(area.right), top: along(area.top), bottom: along(area.bottom) };
}

/** Draws every node in the colour of its kind, what stands out of it in full. Linear; some milliseconds for 20,000 nodes. */
export function drawMap(canvas: HTMLCanvasElement, scene: Scene, map: Size, shown: Uint8Array | null): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(map.width * ratio);
  canvas.height = Math.round(map.height * ratio);
  const context = canvas.getContext("2d");
  if (!context) return;
  const { placement, graph } = scene;
  const x = (map.width / Math.max(1, placement.bounds.width)) * ratio;
  const y = (map.height / Math.max(1, placement.bounds.height)) * ratio;
  const colors = roleColors(canvas);
  graph.nodes.forEach(({ kind }, node) => {
    context.fillStyle = colors.get(colorRole(kind)) ?? "gray";
    context.globalAlpha = shown === null || shown[node] === 1 ? 1 : 0.35;
    context.fillRect(
      at(placement.x, node) * x,
      at(placement.y, node) * y,
      Math.max(leastNode * ratio, at(placement.width, node) * x),
      Math.max(leastNode * ratio, at(placement.height, node) * y),
    );
  });
}

/** Colour of each role in the theme of an element. */
function roleColors(element: HTMLElement): ReadonlyMap<string, string> {
  const probe = document.createElement("span");
  element.parentElement?.append(probe);
  const colors = new Map<string, string>();
  for (const role of colorRoles) {
    probe.className = `role-${role}`;
    colors.set(role, getComputedStyle(probe).getPropertyValue("--kind").trim());
  }
  probe.remove();
  return colors;
}
