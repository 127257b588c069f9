import { useLayoutEffect, useRef } from "preact/hooks";
import { itemBox } from "./heights.ts";
import type { Item } from "./items.ts";
import { itemWords } from "./markWords.ts";
import type { PlotScene } from "./plot.ts";

interface Properties {
  readonly scene: PlotScene;
  readonly item: Item;
  /** Pixels by which the lanes are scrolled. */
  readonly scrollTop: number;
  /** Little height: it takes two lines in the place of five, and covers less. */
  readonly low: boolean;
}

/** What is known of the item under the pointer, or where the keyboard is. Screen readers hear it from the item itself. */
export function Tip({ scene, item, scrollTop, low }: Properties) {
  const card = useRef<HTMLDivElement>(null);
  const { x, top, bottom } = itemBox(scene, item);
  const { title, lines, action } = itemWords(scene.index, item);
  useLayoutEffect(() => {
    const element = card.current;
    const room = element?.parentElement;
    if (!element || !room) return;
    const left = Math.max(4, Math.min(x - element.offsetWidth / 2, room.clientWidth - element.offsetWidth - 4));
    const over = top - scrollTop - element.offsetHeight - 8;
    const y = over >= 2 ? over : Math.min(bottom - scrollTop + 8, room.clientHeight - element.offsetHeight - 2);
    element.style.transform = `translate(${Math.round(left)}px, ${Math.round(y)}px)`;
  });
  return (
    <div class={low ? "tip low" : "tip"} ref={card} aria-hidden="true">
      <p class="tip-title">{title}</p>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p class="second">{action}</p>
    </div>
  );
}
