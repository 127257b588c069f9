import { relative, sep } from "node:path";
import { isInside } from "../../workspace/paths.ts";
import type { Place } from "./report.ts";

/** A path as told: from the folder in which the program runs where it lies inside, with forward slashes; else whole. */
export function nameOf(path: string, cwd: string): string {
  if (!isInside(path, cwd)) return path;
  const way = relative(cwd, path);
  return way === "" ? "." : way.split(sep).join("/");
}

/** `pipeline.py:12:5`, `notebook.ipynb:cell 3:12:5`: lines and characters from 1. */
export function placeName({ path, cell, range }: Place, cwd: string): string {
  const { line, character } = range.start;
  const within = cell === null ? "" : `cell ${cell}:`;
  return `${nameOf(path, cwd)}:${within}${line + 1}:${character + 1}`;
}
