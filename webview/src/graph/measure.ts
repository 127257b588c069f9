/** Tells how wide texts are in the font of an element; remembers what it measured. */
export interface Measure {
  /** Width of a label in pixels. */
  readonly label: (text: string) => number;
  /** Width of secondary text, which is 0.92 of a label's size. */
  readonly second: (text: string) => number;
}

const secondScale = 0.92;
const cacheSize = 20_000;

/** Measures in the font that `element` has now. */
export function createMeasure(element: Element): Measure {
  const style = getComputedStyle(element);
  const context = document.createElement("canvas").getContext("2d");
  const size = Number.parseFloat(style.fontSize) || 13;
  if (context) context.font = `${style.fontWeight} ${size}px ${style.fontFamily}`;
  const cache = new Map<string, number>();
  const label = (text: string): number => {
    let width = cache.get(text);
    if (width === undefined) {
      width = context ? context.measureText(text).width : text.length * size * 0.6;
      if (cache.size >= cacheSize) cache.clear();
      cache.set(text, width);
    }
    return width;
  };
  return { label, second: (text) => label(text) * secondScale };
}
