import type { Graphlets } from "../../model/graphlet.ts";
import type { Settings } from "../../model/settings.ts";
import type { Trace } from "../../model/trace.ts";
import { visible } from "../../model/visible.ts";
import type { TreeFilter } from "../../protocol.ts";
import type { Paging } from "./page.ts";

/** What every level of the tree below a trace is made from. */
export interface TreeInput extends Paging {
  readonly trace: Trace;
  readonly graphlets: Graphlets;
  readonly filter: TreeFilter;
  readonly settings: Settings;
  /** Milliseconds since the epoch: what ages are counted from. */
  readonly now: number;
}

/** Longest name that is shown whole. */
const longest = 200;

/** A name from a trace as the tree shows it: on one line, of bounded length. */
export const shownName = (name: string): string =>
  visible(name.length > longest ? `${name.slice(0, longest - 1)}…` : name);

/** Index of a pipeline by its name, -1 for executions without one; null where there is none of that name. */
export function pipelineNamed({ pipelines }: Trace, name: string | null): number | null {
  if (name === null) return -1;
  const index = pipelines.findIndex((pipeline) => pipeline.name === name);
  return index < 0 ? null : index;
}
