import { effect } from "@preact/signals";
import type { SavedState } from "./saved.ts";
import type { Store } from "./store.ts";

const saveDelay = 200;

/** Keeps the store's state over reloads: writes it a little after the last change. Nothing is written before the first picture. */
export function keepState(store: Store, write: (state: SavedState) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const look = store.look.value;
    const state = store.panelState();
    const timeline = store.timeline.kept();
    const own = { look, hops: store.hops.value, folds: store.folds() };
    clearTimeout(timer);
    if (state) timer = setTimeout(() => write({ ...state, ...own, ...(timeline ? { timeline } : {}) }), saveDelay);
  });
}
