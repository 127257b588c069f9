import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Canvas } from "../graph/canvas.ts";
import type { Painter } from "./painter.ts";
import type { Store } from "./store.ts";

/** What every part of the shell may use. */
export interface Shell {
  readonly store: Store;
  readonly canvas: Canvas;
  readonly painter: Painter;
}

export const ShellContext = createContext<Shell | null>(null);

/** The shell's parts; throws outside of the shell. */
export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error("Used outside of the shell.");
  return shell;
}
