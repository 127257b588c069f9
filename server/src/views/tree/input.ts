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
  /** Name of the reader's time zone; without it times are in UTC. */
  readonly timeZone?: string | undefined;
}

/** Longest name that is shown whole. */
const longest = 200;

/** A name from a trace as the tree shows it: on one line, of bounded length. */
export const shownName = (name: string): string =>
  visible(name.length > longest ? `${name.slice(0, longest - 1)}…` : name);

/** Longest name that something can be asked for again by. */
const longestAsked = 1000;

/** A name from a trace as requests name the thing again. One that is longer than any real one is cut: then it is not found again. */
export const askedName = <T extends string | null>(name: T): T =>
  (name === null ? name : name.slice(0, longestAsked)) as T;

/** Index of a pipeline by its name, -1 for executions without one; null where there is none of that name. */
export function pipelineNamed({ pipelines }: Trace, name: string | null): number | null {
  if (name === null) return -1;
  const index = pipelines.findIndex((pipeline) => pipeline.name === name);
  return index < 0 ? null : index;
}

/** What a pipeline is called; null or empty for executions without one. */
export const pipelineLabel = (name: string | null): string =>
  name === null || name === "" ? "no pipeline" : shownName(name);
