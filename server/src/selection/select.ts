import { glob } from "../model/glob.ts";
import type { Comparison, Selection } from "./expression.ts";
import type { FieldName } from "./fields.ts";

/** A node that can be selected. What is not known, or does not apply to it, is null. */
export interface Selectable {
  /** Names that it goes by, the one that is shown first. */
  readonly names: readonly string[];
  /** Words and numbers by field; a number in the field's unit. */
  readonly fields: Readonly<Partial<Record<FieldName, string | number | null>>>;
}

/** Nodes with edges between their indexes. */
export interface SelectableGraph {
  readonly nodes: readonly Selectable[];
  readonly edges: readonly (readonly [from: number, to: number])[];
}

/**
 * Which nodes of a graph a selection means: 1 at their indexes, 0 else. A node without a field's value is in neither `field>1` nor
 * `field<=1`. Takes time proportional to (nodes + edges) × parts of the selection.
 */
export function select(graph: SelectableGraph, selection: Selection): Uint8Array {
  let rows: Rows | null = null;
  const around = (start: Uint8Array, before: number | null, after: number | null): Uint8Array => {
    rows ??= rowsOf(graph);
    const found = start.slice();
    if (before !== null) walk(rows.before, start, before, found);
    if (after !== null) walk(rows.after, start, after, found);
    return found;
  };
  const evaluate = (one: Selection): Uint8Array => {
    switch (one.type) {
      case "name":
        return marked(graph, nameTest(one.match, one.text));
      case "words": {
        const words = new Set(one.words);
        return marked(graph, ({ fields }) => words.has(String(fields[one.field] ?? "")));
      }
      case "number":
        return marked(graph, ({ fields }) => compares(fields[one.field], one.comparison, one.value));
      case "around":
        return around(evaluate(one.operand), one.before, one.after);
      case "not":
        return evaluate(one.operand).map((value) => 1 - value);
      default: {
        const isAnd = one.type === "and";
        const all = new Uint8Array(graph.nodes.length).fill(isAnd ? 1 : 0);
        for (const operand of one.operands) {
          const found = evaluate(operand);
          for (let at = 0; at < all.length; at++)
            all[at] = isAnd ? (all[at] ?? 0) & (found[at] ?? 0) : (all[at] ?? 0) | (found[at] ?? 0);
        }
        return all;
      }
    }
  };
  return evaluate(selection);
}

const marked = ({ nodes }: SelectableGraph, test: (node: Selectable) => boolean): Uint8Array =>
  Uint8Array.from(nodes, (node) => (test(node) ? 1 : 0));

function nameTest(match: "part" | "whole" | "exact", text: string): (node: Selectable) => boolean {
  if (match === "exact") return ({ names }) => names.includes(text);
  const lower = text.toLowerCase();
  if (match === "part") return ({ names }) => names.some((name) => name.toLowerCase().includes(lower));
  const fits = glob(lower);
  return ({ names }) => names.some((name) => fits(name.toLowerCase()));
}

function compares(value: string | number | null | undefined, comparison: Comparison, to: number): boolean {
  if (typeof value !== "number" || Number.isNaN(value)) return false;
  switch (comparison) {
    case "=":
      return value === to;
    case ">":
      return value > to;
    case ">=":
      return value >= to;
    case "<":
      return value < to;
    case "<=":
      return value <= to;
  }
}

interface Rows {
  readonly before: Neighbours;
  readonly after: Neighbours;
}

/** Neighbours of node n: `target[offsets[n] .. offsets[n + 1]]`. */
interface Neighbours {
  readonly offsets: Int32Array;
  readonly target: Int32Array;
}

function rowsOf({ nodes, edges }: SelectableGraph): Rows {
  const known = edges.filter(([from, to]) => from in nodes && to in nodes);
  return {
    before: neighboursOf(
      known.map(([from, to]) => [to, from]),
      nodes.length,
    ),
    after: neighboursOf(known, nodes.length),
  };
}

function neighboursOf(edges: readonly (readonly [number, number])[], count: number): Neighbours {
  const offsets = new Int32Array(count + 1);
  for (const [from] of edges) offsets[from + 1] = (offsets[from + 1] ?? 0) + 1;
  for (let at = 0; at < count; at++) offsets[at + 1] = (offsets[at + 1] ?? 0) + (offsets[at] ?? 0);
  const next = offsets.slice();
  const target = new Int32Array(edges.length);
  for (const [from, to] of edges) {
    const place = next[from] ?? 0;
    target[place] = to;
    next[from] = place + 1;
  }
  return { offsets, target };
}

/** Marks in `found` what lies so many steps from the start. */
function walk({ offsets, target }: Neighbours, start: Uint8Array, steps: number, found: Uint8Array): void {
  const seen = start.slice();
  let now: number[] = [];
  for (let at = 0; at < start.length; at++) if (start[at]) now.push(at);
  for (let step = 0; step < steps && now.length > 0; step++) {
    const next: number[] = [];
    for (const node of now) {
      const end = offsets[node + 1] ?? 0;
      for (let edge = offsets[node] ?? 0; edge < end; edge++) {
        const other = target[edge] ?? -1;
        if (seen[other]) continue;
        seen[other] = 1;
        found[other] = 1;
        next.push(other);
      }
    }
    now = next;
  }
}
