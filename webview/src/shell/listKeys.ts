import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { keepInside } from "./popup.ts";

/** Id of an option's element. */
export const optionId = (list: string, index: number): string => `${list}-option-${index}`;

interface ListKeys {
  readonly active: number;
  readonly properties: {
    readonly ref: RefObject<HTMLDivElement | null>;
    readonly "aria-activedescendant": string;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
}

/**
 * Whether a key press is VS Code's or the browser's: with Ctrl, Cmd or Alt, but for the characters that keyboards write with AltGr or
 * Option.
 */
export const isForOthers = (event: KeyboardEvent): boolean =>
  event.ctrlKey || event.metaKey ? !event.getModifierState("AltGraph") : event.altKey && event.key.length > 1;

/** A list box that takes the focus and is walked by keys: arrows, Home, End, Enter, Escape. */
export function useListKeys(
  name: string,
  count: number,
  start: number,
  choose: (index: number) => void,
  leave: () => void,
): ListKeys {
  const ref = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(start);
  useLayoutEffect(() => {
    if (ref.current) keepInside(ref.current);
    ref.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => scrollToOption(name, active), [name, active]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isForOthers(event)) return;
    const next = listStep(event.key, active, count);
    if (next !== null) setActive(next);
    else if (event.key === "Enter" || event.key === " ") choose(active);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { active, properties: { ref, "aria-activedescendant": optionId(name, active), onKeyDown } };
}

const page = 10;

/** Where a key leads in a list; null for keys that lead nowhere. */
export function listStep(key: string, index: number, count: number): number | null {
  const within = (next: number): number => Math.max(0, Math.min(count - 1, next));
  switch (key) {
    case "ArrowDown":
      return within(index + 1);
    case "ArrowUp":
      return within(index - 1);
    case "PageDown":
      return within(index + page);
    case "PageUp":
      return within(index - page);
    case "Home":
      return 0;
    case "End":
      return within(count - 1);
    default:
      return null;
  }
}

/** Brings an option into view. */
export const scrollToOption = (list: string, index: number): void =>
  document.getElementById(optionId(list, index))?.scrollIntoView({ block: "nearest" });
