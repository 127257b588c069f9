import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Selection } from "../../../server/src/selection/expression.ts";
import { parseSelection } from "../../../server/src/selection/parse.ts";
import { printName, printSelection } from "../../../server/src/selection/print.ts";
import { type Selectable, type SelectableGraph, select } from "../../../server/src/selection/select.ts";

const node = (name: string, fields: Selectable["fields"] = {}): Selectable => ({ names: [name], fields });

/** gen → transform → trainer → evaluator → pusher, and transform → challenger. */
const graph: SelectableGraph = {
  nodes: [
    node("CsvExampleGen", { kind: "ingest", runs: 40, cost: 30 }),
    node("Transform", { kind: "preprocess", runs: 40, cost: 90 }),
    node("Trainer", { kind: "train", runs: 40, cost: 600, state: "complete", status: "pushed" }),
    node("Trainer.challenger", { kind: "train", runs: 12, cost: 700, state: "failed", status: "wasted" }),
    node("Evaluator", { kind: "evaluate", runs: 40, cost: null }),
    node("Pusher", { kind: "deploy", runs: 9 }),
  ],
  edges: [
    [0, 1],
    [1, 2],
    [1, 3],
    [2, 4],
    [4, 5],
  ],
};

const selected = (text: string): string => {
  const { selection, problem } = parseSelection(text);
  if (!selection) throw new Error(problem?.message ?? "empty");
  const found = select(graph, selection);
  return graph.nodes.flatMap(({ names }, at) => (found[at] ? names : [])).join(" ");
};

describe("of a pipeline", () => {
  test.each([
    ["trainer", "Trainer Trainer.challenger"],
    ["Trainer*", "Trainer Trainer.challenger"],
    ["*er", "Trainer Trainer.challenger Evaluator Pusher".replace("Evaluator ", "")],
    ['"Trainer"', "Trainer"],
    ["kind:train,deploy", "Trainer Trainer.challenger Pusher"],
    ["state:failed", "Trainer.challenger"],
    ["status:deployed", "Trainer"],
    ["cost>10m", "Trainer.challenger"],
    ["cost>=10m", "Trainer Trainer.challenger"],
    ["cost<=1m", "CsvExampleGen"],
    ["not cost<=1m and not cost>1m", "Evaluator Pusher"],
    ["+Pusher", "CsvExampleGen Transform Trainer Evaluator Pusher"],
    ["1+Pusher", "Evaluator Pusher"],
    ["Transform+1", "Transform Trainer Trainer.challenger"],
    ["1+Evaluator+1", "Trainer Evaluator Pusher"],
    ["0+Evaluator", "Evaluator"],
    ["kind:train not status:wasted", "Trainer"],
    ["+(kind:evaluate or kind:tune)", "CsvExampleGen Transform Trainer Evaluator"],
    ["runs:40 (kind:ingest or evaluator)", "CsvExampleGen Evaluator"],
    ["nothing", ""],
  ])("%s", (text, expected) => expect(selected(text)).toBe(expected));
});

test("edges to nodes that are not there are passed over", () => {
  const broken = { nodes: graph.nodes.slice(0, 1), edges: [[0, 7] as const, [-1, 0] as const] };
  expect([
    ...select(broken, { type: "around", operand: { type: "name", match: "part", text: "" }, before: 9, after: 9 }),
  ]).toEqual([1]);
});

const names = fc.constantFrom("a", "b", "c", "ab", "x y", "not", "k:v");
const steps = fc.constantFrom(null, 0, 1, 2, Number.POSITIVE_INFINITY);
const { selection } = fc.letrec<{ selection: Selection }>((tie) => ({
  selection: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    names.map((text): Selection => ({ type: "name", match: "exact", text })),
    fc.constantFrom<Selection>(
      { type: "name", match: "part", text: "a" },
      { type: "name", match: "whole", text: "a*" },
      { type: "words", field: "kind", words: ["train", "deploy"] },
      { type: "number", field: "cost", comparison: ">", value: 1.5 },
      { type: "number", field: "started", comparison: "<=", value: Date.UTC(2026, 1, 3, 4, 5) },
    ),
    fc.record({ type: fc.constant("not" as const), operand: tie("selection") }),
    fc.record({
      type: fc.constantFrom("and" as const, "or" as const),
      operands: fc.array(tie("selection"), { minLength: 2, maxLength: 3 }),
    }),
    fc
      .record({ type: fc.constant("around" as const), operand: tie("selection"), before: steps, after: steps })
      .filter(({ before, after }) => before !== null || after !== null),
  ),
}));
const graphs = fc.integer({ min: 0, max: 7 }).chain((count) =>
  fc.record({
    nodes: fc.array(
      fc.record({
        names: fc.tuple(names),
        fields: fc.record({
          kind: fc.constantFrom("train", "other", null),
          cost: fc.constantFrom(null, 1, 2, Number.NaN),
          started: fc.constant(0),
        }),
      }),
      { minLength: count, maxLength: count },
    ),
    edges: fc.array(fc.tuple(fc.nat(Math.max(0, count - 1)), fc.nat(Math.max(0, count - 1))), { maxLength: 12 }),
  }),
);

/** The same, node by node and without care for speed. */
function holds(of: SelectableGraph, at: number, one: Selection): boolean {
  const found = of.nodes[at];
  if (!found) return false;
  switch (one.type) {
    case "name": {
      const [name = ""] = found.names;
      if (one.match === "exact") return name === one.text;
      return one.match === "part" ? name.includes(one.text) : name.startsWith("a");
    }
    case "words":
      return one.words.includes(String(found.fields[one.field]));
    case "number": {
      const value = found.fields[one.field];
      if (typeof value !== "number") return false;
      return one.comparison === ">" ? value > one.value : value <= one.value;
    }
    case "not":
      return !holds(of, at, one.operand);
    case "and":
      return one.operands.every((operand) => holds(of, at, operand));
    case "or":
      return one.operands.some((operand) => holds(of, at, operand));
    case "around":
      return [...of.nodes.keys()].some(
        (start) =>
          holds(of, start, one.operand) &&
          (start === at || isWithin(of, at, start, one.before) || isWithin(of, start, at, one.after)),
      );
  }
}

/** A way of at most so many edges leads from one to the other. */
function isWithin(of: SelectableGraph, from: number, to: number, most: number | null): boolean {
  let reached = new Set([from]);
  for (let step = 0; step < Math.min(most ?? 0, of.nodes.length); step++) {
    reached = new Set([...reached, ...of.edges.flatMap(([a, b]) => (reached.has(a) ? [b] : []))]);
  }
  return reached.has(to);
}

describe("of any graph", () => {
  test("each node is selected that the selection says", () => {
    fc.assert(
      fc.property(graphs, selection, (of, one) => {
        expect([...select(of, one)]).toEqual(of.nodes.map((_, at) => Number(holds(of, at, one))));
      }),
    );
  });

  test("a selection that is printed and read selects the same", () => {
    fc.assert(
      fc.property(graphs, selection, (of, one) => {
        const read = parseSelection(printSelection(one));
        expect(read.problem).toBeNull();
        if (read.selection) expect([...select(of, read.selection)]).toEqual([...select(of, one)]);
      }),
    );
  });
});

test("any text is read, or its problem lies within it", () => {
  const parts = fc.constantFrom(
    "and",
    "or",
    "not",
    "(",
    ")",
    "+",
    "2",
    '"',
    "\\",
    "kind:",
    "cost>",
    "60s",
    "a",
    " ",
    "é",
    "\u202e",
    ",",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 3 })), { maxLength: 20 }), (pieces) => {
      const text = pieces.join("");
      const { problem, selection } = parseSelection(text);
      expect(selection === null).toBe(problem !== null || text.trim() === "");
      if (!problem) return;
      expect(problem.from).toBeGreaterThanOrEqual(0);
      expect(problem.to).toBeLessThanOrEqual(text.length);
      expect(problem.message).toMatch(/\.$/);
    }),
  );
});

test("any name can be written so that it means that name alone", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      const { selection } = parseSelection(printName(name));
      const one = { nodes: [node(name), node(`${name}x`)], edges: [] };
      expect(selection && select(one, selection)[0]).toBe(1);
    }),
  );
});
