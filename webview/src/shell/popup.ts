import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Room that a popup keeps to the panel's rim. */
const rim = 8;

/** Moves an element that reaches beyond the panel's left or right rim back inside. */
export function keepInside(element: HTMLElement): void {
  element.style.translate = "0";
  const { left, right } = element.getBoundingClientRect();
  const over = Math.max(0, right - (window.innerWidth - rim));
  element.style.translate = `${-Math.min(over, Math.max(0, left - rim))}px`;
}

/** Closes a popup when the pointer or the focus goes elsewhere. */
export function usePopup(frame: RefObject<HTMLElement | null>, open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return undefined;
    const leave = (event: Event): void => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) close();
    };
    document.addEventListener("pointerdown", leave, true);
    document.addEventListener("focusin", leave, true);
    return () => {
      document.removeEventListener("pointerdown", leave, true);
      document.removeEventListener("focusin", leave, true);
    };
  }, [open, frame, close]);
}
