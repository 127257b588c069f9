import type { Graphlet } from "../model/graphlet.ts";
import { artifactCode, operatorCode, stateCode } from "../model/kinds.ts";
import { type EdgeRows, idAt, type Trace, textOf } from "../model/trace.ts";
import type { ViewEdge } from "../protocol.ts";
import { holds, nodeName, targetsOf } from "./rows.ts";

/** A node of a graphlet's picture: one execution or artifact, or a stack of like ones. */
export interface Item {
  readonly id: string;
  readonly of: "execution" | "artifact";
  /** Rows of the trace, ascending. */
  readonly rows: readonly number[];
  /** Artifacts that no member made: a warm-start parent's model, a baseline. */
  readonly boundary: boolean;
}

export interface Picture {
  readonly items: readonly Item[];
  readonly edges: readonly ViewEdge[];
}

/** From this many on, like executions or artifacts are one stack. */
export const stackFrom = 5;

const none: ReadonlySet<string> = new Set();

type Style = ViewEdge["style"];
/** An item that makes or reads an artifact. */
export interface End {
  readonly item: string;
  readonly key: string;
  readonly style: Style;
}
/** By the items' ids. */
export interface Ends {
  readonly makers: Map<string, End>;
  readonly readers: Map<string, End>;
}

/**
 * What is drawn of a graphlet: its members, with at least five runs of one node stacked; the artifacts between them as edges
 * where they have one maker and one reader and `all` does not ask for every artifact, else as nodes, like ones stacked; and
 * the artifacts that come from outside. `opened`: ids of stacks that are drawn as their members. Linear in the members and their edges but for sorting.
 */
export function pictureOf(trace: Trace, graphlet: Graphlet, all: boolean, opened = none): Picture {
  const executions = executionItems(trace, graphlet, opened);
  const edges = new EdgeSet();
  const groups = new Map<string, { readonly artifacts: number[]; readonly ends: Ends }>();
  for (const [artifact, ends] of artifactEnds(trace, graphlet, executions.itemOf)) {
    const [maker] = ends.makers.values();
    const [reader] = ends.readers.values();
    if (!all && maker && reader && ends.makers.size === 1 && ends.readers.size === 1) {
      edges.add(maker.item, reader.item, reader.style, maker.key || reader.key);
    } else if (all || isShown(trace, artifact, ends)) {
      const like = likeness(trace, artifact, ends);
      const group = groups.get(like);
      if (group) group.artifacts.push(artifact);
      else groups.set(like, { artifacts: [artifact], ends });
    }
  }
  const items = [...executions.items];
  for (const { artifacts, ends } of groups.values()) {
    for (const item of stacked(artifacts, "artifact", (row) => `a:${idAt(trace.artifacts.id, row)}`, ends, opened)) {
      items.push(item);
      for (const maker of ends.makers.values()) edges.add(maker.item, item.id, maker.style, maker.key);
      for (const reader of ends.readers.values()) edges.add(item.id, reader.item, reader.style, reader.key);
    }
  }
  return { items, edges: edges.list() };
}

/** Id of an execution that is drawn alone. */
export const executionItemId = (trace: Trace, row: number): string => `e:${idAt(trace.executions.id, row)}`;

function executionItems(
  trace: Trace,
  graphlet: Graphlet,
  opened: ReadonlySet<string>,
): { readonly items: readonly Item[]; readonly itemOf: ReadonlyMap<number, string> } {
  const byNode = new Map<string, number[]>();
  for (const row of graphlet.executions) {
    const name = row === graphlet.trainer ? "" : nodeName(trace, row);
    const rows = byNode.get(name);
    if (rows) rows.push(row);
    else byNode.set(name, [row]);
  }
  const items: Item[] = [];
  const itemOf = new Map<number, string>();
  for (const rows of byNode.values()) {
    for (const item of stacked(rows, "execution", (row) => executionItemId(trace, row), null, opened)) {
      items.push(item);
      for (const row of item.rows) itemOf.set(row, item.id);
    }
  }
  return { items, itemOf };
}

/** One item for all from five on, but for stacks that are opened; else one each. A stack is called by its first row, so that its id stays when it grows. */
function stacked(
  rows: readonly number[],
  of: Item["of"],
  idOf: (row: number) => string,
  ends: Ends | null,
  opened: ReadonlySet<string>,
): readonly Item[] {
  const boundary = ends !== null && ends.makers.size === 0;
  const [first] = rows;
  const stack = first === undefined ? "" : `s:${idOf(first)}`;
  if (rows.length >= stackFrom && !opened.has(stack)) return [{ id: stack, of, rows, boundary }];
  return rows.map((row) => ({ id: idOf(row), of, rows: [row], boundary }));
}

/** Every artifact that a member reads or writes, with the items at its ends. `itemOf`: execution row → id of its item. */
export function artifactEnds(
  trace: Trace,
  graphlet: Graphlet,
  itemOf: ReadonlyMap<number, string>,
): ReadonlyMap<number, Ends> {
  const ends = new Map<number, Ends>();
  const at = (artifact: number): Ends => {
    const known = ends.get(artifact);
    if (known) return known;
    const fresh: Ends = { makers: new Map(), readers: new Map() };
    ends.set(artifact, fresh);
    return fresh;
  };
  for (const row of graphlet.executions) {
    const item = itemOf.get(row) ?? "";
    for (const { artifact, key } of edgesOf(trace, trace.writes, row)) {
      at(artifact).makers.set(item, { item, key, style: "plain" });
    }
    for (const { artifact, key } of edgesOf(trace, trace.reads, row)) {
      const style = readStyle(trace, graphlet, row, artifact, key);
      at(artifact).readers.set(item, { item, key, style });
    }
  }
  return ends;
}

/** Edges of an execution with their keys. */
export function* edgesOf(trace: Trace, edges: EdgeRows, row: number): Generator<{ artifact: number; key: string }> {
  for (let edge = edges.offsets[row] ?? 0; edge < (edges.offsets[row + 1] ?? 0); edge++) {
    yield { artifact: edges.target[edge] ?? 0, key: textOf(trace.strings, edges.key[edge]) };
  }
}

function readStyle(trace: Trace, graphlet: Graphlet, reader: number, artifact: number, key: string): Style {
  if (key === "baseline_model") return "baseline";
  if (key === "base_model") return "warm-start";
  const { kind, state, run } = trace.executions;
  let handedOn = false;
  for (const writer of targetsOf(trace.writers, artifact)) {
    if (writer === graphlet.trainer) return "plain";
    if (state[writer] === stateCode.cached) {
      handedOn ||= run[writer] === run[reader] && (run[writer] ?? -1) >= 0;
    } else if (kind[writer] === operatorCode.train && holds(graphlet.up, reader)) {
      return "warm-start";
    }
  }
  return handedOn ? "cached" : "plain";
}

/** Whether an artifact that is no edge is drawn without being asked for. What nobody reads is not, but for the model's own fate. */
export function isShown(trace: Trace, artifact: number, ends: Ends): boolean {
  const kind = trace.artifacts.kind[artifact] ?? 0;
  if (kind === artifactCode.cache) return false;
  return ends.readers.size > 0 || fate.has(kind);
}

/** Kinds of the artifacts that tell what became of a model. */
export const fate: ReadonlySet<number> = new Set([artifactCode.model, artifactCode.blessing, artifactCode.pushed]);

/** The same for artifacts that may be drawn as one stack. */
function likeness(trace: Trace, artifact: number, ends: Ends): string {
  const texts = (side: ReadonlyMap<string, End>): string[] =>
    [...side.values()].map(({ item, key, style }) => `${item} ${style} ${key}`).sort();
  return JSON.stringify([trace.artifacts.type[artifact], texts(ends.makers), texts(ends.readers)]);
}

/** Edges by ends and style, with the keys of the channels that each stands for. */
class EdgeSet {
  readonly #edges = new Map<string, { from: string; to: string; style: Style; keys: Map<string, number> }>();

  add(from: string, to: string, style: Style, key: string): void {
    if (from === to) return;
    const id = JSON.stringify([from, to, style]);
    const edge = this.#edges.get(id) ?? { from, to, style, keys: new Map() };
    edge.keys.set(key, (edge.keys.get(key) ?? 0) + 1);
    this.#edges.set(id, edge);
  }

  list(): ViewEdge[] {
    return [...this.#edges].map(([id, { from, to, style, keys }]) => ({
      id,
      from,
      to,
      style,
      label: [...keys]
        .filter(([key]) => key !== "")
        .map(([key, count]) => (count > 1 ? `${key} ×${count}` : key))
        .join(", "),
    }));
  }
}
