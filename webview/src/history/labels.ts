/** Where a label of the axis stands: its text's anchor, and how far it is from its tick. */
export interface Label {
  readonly anchor: "start" | "middle" | "end";
  readonly aside: number;
}

/** Pixels beside the edge within which a label does not stand across its tick. */
const edge = 30;
/** Pixels of a character, and between two labels, at least. */
const character = 6.6;
const gap = 6;

/**
 * Labels at places from left to right on an axis `width` pixels wide, null for one that would run into the one before it: those at the edges
 * stand beside their ticks, and need more room than the others.
 */
export function placeLabels(
  texts: readonly { readonly x: number; readonly text: string }[],
  width: number,
): (Label | null)[] {
  let end = Number.NEGATIVE_INFINITY;
  return texts.map(({ x, text }) => {
    const length = text.length * character;
    const label: Label =
      x > width - edge
        ? { anchor: "end", aside: -2 }
        : x < edge
          ? { anchor: "start", aside: 2 }
          : { anchor: "middle", aside: 0 };
    const start = x - (label.anchor === "end" ? length : label.anchor === "start" ? 0 : length / 2);
    if (start < end + gap) return null;
    end = start + length;
    return label;
  });
}
