import { describe, expect, test } from "vitest";
import {
  bestOf,
  isForeign,
  match,
  type SummaryPipeline,
  summarize,
  type TraceSummary,
  whyPaired,
} from "../../../server/src/workspace/pairing.ts";
import { buildTrace, builtTraceStart, run } from "../../generate/traceBuilder.ts";
import { pipelineOf } from "../waste/pipelineText.ts";

/** A trace's pipelines: `taxi: Gen Trainer Pusher`. */
function traceOf(...pipelines: readonly string[]): TraceSummary {
  return {
    updatedAt: Number.NaN,
    pipelines: pipelines.map((text, index): SummaryPipeline => {
      const [name = "", nodes = ""] = text.split(": ");
      return { index, name, nodes: new Set(nodes.split(" ")), executions: 1 };
    }),
  };
}

interface Asked {
  /** Name of the definition's pipeline; `taxi` where not given. */
  readonly name?: string | null;
  readonly nodes: string;
  readonly format?: string;
  /** The user or the definition says that this is the trace. */
  readonly named?: boolean;
}

const definitionOf = ({ name = "taxi", nodes }: Asked) => ({ ...pipelineOf(...nodes.split(" ")), name });

/** `by name: taxi`, or `none`. */
function check(asked: Asked, trace: TraceSummary, expected: string): void {
  const found = match(definitionOf(asked), asked.format ?? "tfx-python", trace, asked.named ?? false);
  expect(found ? `by ${found.by}: ${found.pipeline.name}` : "none").toBe(expected);
}

describe("match", () => {
  test("by name, whatever the nodes are", () =>
    check({ nodes: "A B C" }, traceOf("x: A B C", "taxi: D"), "by name: taxi"));
  test("by nodes where the definition has no name", () =>
    check({ name: null, nodes: "A B C D" }, traceOf("x: A B C", "y: E"), "by nodes: x"));
  test("too few nodes in common prove nothing", () => check({ name: null, nodes: "A B" }, traceOf("x: A B"), "none"));
  test("too small a share of nodes in common proves nothing", () =>
    check({ name: null, nodes: "A B C" }, traceOf("x: A B C D E F"), "none"));
  test("under another name more must be the same", () => check({ nodes: "A B C D" }, traceOf("x: A B C"), "none"));
  test("all nodes the same under another name", () =>
    check({ nodes: "A B C D" }, traceOf("x: A B C D"), "by nodes: x"));
  test("where the trace is named, any node will do", () =>
    check({ nodes: "A B C D", named: true }, traceOf("x: A E F"), "by nodes: x"));
  test("where the trace is named, none will not", () => check({ nodes: "A", named: true }, traceOf("x: B"), "none"));
  test("a notebook is the interactive pipeline", () =>
    check(
      { name: null, nodes: "A B C", format: "tfx-notebook" },
      traceOf("interactive: A B C D E"),
      "by interactive: interactive",
    ));
  test("sessions with other nodes are another notebook's", () =>
    check({ name: null, nodes: "A B C", format: "tfx-notebook" }, traceOf("interactive: A"), "none"));
});

test("a match by nodes under another name may be another pipeline's", () => {
  const definition = definitionOf({ nodes: "A B C" });
  const found = match(definition, "tfx-python", traceOf("x: A B C"), false);
  expect(found && isForeign(found, definition)).toBe(true);
  const own = match(definition, "tfx-python", traceOf("taxi: A B C"), false);
  expect(own && isForeign(own, definition)).toBe(false);
});

test("of several the one with the name wins, then nodes in common, then the nearer, then the newer", () => {
  const [pipeline] = traceOf("x: A").pipelines;
  if (!pipeline) throw new Error("no pipeline");
  const candidate = (store: string, by: "name" | "nodes", common: number, updatedAt: number, away = 1) => ({
    store,
    match: { pipeline, by, common },
    away,
    updatedAt,
  });
  expect(
    [
      [candidate("nodes", "nodes", 9, 9), candidate("name", "name", 1, 1)],
      [candidate("few", "nodes", 3, 9), candidate("many", "nodes", 5, 1)],
      [candidate("far", "name", 3, 9, 2), candidate("near", "name", 3, 1)],
      [candidate("old", "name", 3, 1), candidate("new", "name", 3, 2), candidate("unknown", "name", 3, Number.NaN)],
    ].map((candidates) => bestOf(candidates)?.store),
  ).toEqual(["name", "many", "near", "new"]);
  expect(bestOf([])).toBeNull();
});

test("why, in a sentence", () => {
  const definition = definitionOf({ nodes: "A B C" });
  const why = (trace: TraceSummary) =>
    whyPaired({ by: "search" }, match(definition, "tfx-python", trace, false), definition, "m.db");
  expect(why(traceOf("taxi: A"))).toBe("A pipeline in m.db has the definition's name, taxi.");
  expect(why(traceOf("x: A B C"))).toBe(
    "3 of the definition's 3 node names are in m.db; there the pipeline is called x.",
  );
  expect(why(traceOf("x: D"))).toBe("No pipeline in m.db has this definition's name or nodes.");
});

test("a trace in names", () => {
  const { trace } = buildTrace(
    run("g", "CsvExampleGen", { pipeline: "taxi", start: 0, seconds: 60 }),
    run("t", "Trainer", { pipeline: "taxi", start: 5, seconds: 60 }),
    run("o", "Trainer", { pipeline: "other", node: "Other", start: 1, seconds: 60 }),
  );
  const { pipelines, updatedAt } = summarize(trace);
  expect(pipelines.map(({ name, nodes }) => [name, [...nodes]])).toEqual([
    ["taxi", ["CsvExampleGen", "Trainer"]],
    ["other", ["Other"]],
  ]);
  expect(updatedAt).toBe(builtTraceStart + 6 * 60_000);
});
