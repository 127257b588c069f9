/** Tells how wide texts are in the font of an element; remembers what it measured. */
export interface Measure {
  /** Width of a label in pixels. */
  readonly label: (text: string) => number;
  /** Width of secondary text, which is 0.92 of a label's size. */
  readonly second: (text: string) => number;
}

const secondScale = 0.92;
const cacheSize = 20_000;
/** Characters below this stand each for itself; what is made of them alone is as wide as they are, but for kerning. */
const plain = 0x7f;

function sumOfLetters(text: string, letters: Float64Array): number | null {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= plain) return null;
    sum += letters[code] ?? 0;
  }
  return sum;
}

/** Measures in the font that `element` has now. */
export function createMeasure(element: Element): Measure {
  const style = getComputedStyle(element);
  const context = document.createElement("canvas").getContext("2d");
  const size = Number.parseFloat(style.fontSize) || 13;
  if (context) context.font = `${style.fontWeight} ${size}px ${style.fontFamily}`;
  const exact = (text: string): number => (context ? context.measureText(text).width : text.length * size * 0.6);
  const letters = Float64Array.from({ length: plain }, (_, code) => exact(String.fromCharCode(code)));
  const cache = new Map<string, number>();
  const label = (text: string): number => {
    const sum = sumOfLetters(text, letters);
    if (sum !== null) return sum;
    let width = cache.get(text);
    if (width === undefined) {
      width = exact(text);
      if (cache.size >= cacheSize) cache.clear();
      cache.set(text, width);
    }
    return width;
  };
  return { label, second: (text) => label(text) * secondScale };
}
