import type { ZoomTransform } from "d3-zoom";
import type { Area } from "./cells.ts";
import type { Size } from "./viewport.ts";

/** The part of the drawing that is painted, larger than what is in view: moving it costs no painting. */
export interface Sheet {
  /**
   * Moves what is painted to where the view is. False where the view has left it, or where it would be seen much enlarged
   * or reduced: then it is to be laid anew.
   */
  follow(transform: ZoomTransform): boolean;
  /** Lays the sheet around the view and says what part of the drawing lies on it. */
  lay(transform: ZoomTransform): Area;
  /** Whether what is painted is seen at its own scale. */
  readonly sharp: (transform: ZoomTransform) => boolean;
  /** The sheet's part of the drawing. */
  readonly area: () => Area;
}

/** How far the sheet reaches beyond the panel on every side: a share of the panel's size. */
const overhang = 0.4;
/** How much larger or smaller than painted the sheet may be seen while it moves. */
const stretch = 1.6;

/** `sheet` is the element that is moved by CSS, `world` the group in it with the drawing's coordinates. */
export function createSheet(sheet: SVGSVGElement, world: SVGGElement, size: () => Size): Sheet {
  let laid: ZoomTransform | null = null;
  let overX = 0;
  let overY = 0;
  let width = 0;
  let height = 0;

  const area = (): Area => {
    if (!laid) return { left: 0, top: 0, right: 0, bottom: 0 };
    const [left, top] = laid.invert([-overX, -overY]);
    const [right, bottom] = laid.invert([width - overX, height - overY]);
    return { left, top, right, bottom };
  };
  return {
    area,
    sharp: (transform) => laid !== null && Math.abs(transform.k / laid.k - 1) < 0.001,
    follow(transform) {
      if (!laid) return false;
      const scale = transform.k / laid.k;
      const x = transform.x - scale * (laid.x + overX);
      const y = transform.y - scale * (laid.y + overY);
      sheet.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
      const { width: seenWidth, height: seenHeight } = size();
      const covers = x <= 0 && y <= 0 && x + scale * width >= seenWidth && y + scale * height >= seenHeight;
      return covers && scale < stretch && scale > 1 / stretch;
    },
    lay(transform) {
      const seen = size();
      overX = Math.round(seen.width * overhang);
      overY = Math.round(seen.height * overhang);
      const nextWidth = Math.round(seen.width) + 2 * overX;
      const nextHeight = Math.round(seen.height) + 2 * overY;
      if (nextWidth !== width || nextHeight !== height) {
        width = nextWidth;
        height = nextHeight;
        sheet.setAttribute("width", String(width));
        sheet.setAttribute("height", String(height));
      }
      laid = transform;
      world.setAttribute("transform", `translate(${transform.x + overX} ${transform.y + overY}) scale(${transform.k})`);
      sheet.style.transform = `translate(${-overX}px, ${-overY}px)`;
      return area();
    },
  };
}
