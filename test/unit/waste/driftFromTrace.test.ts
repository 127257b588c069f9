import { expect, test } from "vitest";
import type { ExecutionState } from "../../../server/src/model/kinds.ts";
import { run, type Step } from "../../generate/traceBuilder.ts";
import { found, messages } from "./findings.ts";
import { pipelineOf, withNode } from "./pipelineText.ts";

const pipeline = pipelineOf("CsvExampleGen", "Trainer < CsvExampleGen.examples", "Pusher < Trainer.model");

interface Given {
  readonly state?: ExecutionState;
  readonly pipeline?: string;
  readonly from?: number;
}

/** Runs of these nodes, ten minutes apart; the last node ends in the state. */
const runs = (
  count: number,
  nodes: string,
  { state = "complete", pipeline: name = "taxi", from = 0 }: Given = {},
): Step[] =>
  Array.from({ length: count }, (_, at): Step[] => {
    const i = from + at;
    return nodes.split(" ").map((node, j, all) =>
      run(`${node}${i}`, node.split(".")[0] ?? node, {
        node,
        run: `r${i}`,
        pipeline: name,
        start: i * 10 + j,
        state: j === all.length - 1 ? state : "complete",
      }),
    );
  }).flat();

const lacks = "pipeline: The last 3 runs (newest 1 day ago) ran Trainer.wide, which the definition lacks.";
const missing = "pipeline: Pusher has never run (newest 1 day ago).";

test("a node that runs and is not in the definition", () => {
  expect(
    messages("drift-from-trace", { pipeline, steps: runs(3, "CsvExampleGen Trainer Trainer.wide Pusher") }),
  ).toEqual([lacks]);
});

test("a node of the definition that does not run", () => {
  expect(messages("drift-from-trace", { pipeline, steps: runs(3, "CsvExampleGen Trainer") })).toEqual([missing]);
});

test("both at once are one finding", () => {
  expect(messages("drift-from-trace", { pipeline, steps: runs(3, "CsvExampleGen Trainer Evaluator") })).toEqual([
    "pipeline: The last 3 runs (newest 1 day ago) ran Evaluator, which the definition lacks. Pusher has never run.",
  ]);
});

test("more than three names are counted", () => {
  const steps = runs(3, "CsvExampleGen Trainer Pusher A B C D E");
  expect(messages("drift-from-trace", { pipeline, steps })[0]).toContain("ran A, B, C and 2 more, which");
});

test("a node that ran before may come from a cache that leaves no trace", () => {
  const steps = [...runs(1, "CsvExampleGen Trainer Pusher"), ...runs(3, "CsvExampleGen Trainer", { from: 1 })];
  expect(messages("drift-from-trace", { pipeline, steps })).toEqual([]);
});

test("where both agree nothing is said", () => {
  expect(messages("drift-from-trace", { pipeline, steps: runs(5, "CsvExampleGen Trainer Pusher") })).toEqual([]);
});

test("two runs prove nothing", () => {
  expect(messages("drift-from-trace", { pipeline, steps: runs(2, "CsvExampleGen Trainer") })).toEqual([]);
});

test("a node that ran in one of them alone is no drift", () => {
  const steps = [...runs(2, "CsvExampleGen Trainer Pusher A"), ...runs(1, "CsvExampleGen Trainer Pusher", { from: 2 })];
  expect(messages("drift-from-trace", { pipeline, steps })).toEqual([]);
});

test.each<ExecutionState>(["failed", "running", "canceled"])(
  "a run with a step that is %s did not come to its end",
  (state) => {
    expect(messages("drift-from-trace", { pipeline, steps: runs(4, "CsvExampleGen Trainer", { state }) })).toEqual([]);
  },
);

test("a run of a few steps alone is not whole", () => {
  const wide = pipelineOf("A", "B", "C", "D", "E");
  expect(messages("drift-from-trace", { pipeline: wide, steps: runs(3, "A B") })).toEqual([]);
  expect(messages("drift-from-trace", { pipeline: wide, steps: runs(3, "A B C") })).toHaveLength(1);
});

test("a node under a condition may be left out", () => {
  const conditional = withNode(pipeline, "Pusher", { condition: "blessed" });
  expect(messages("drift-from-trace", { pipeline: conditional, steps: runs(3, "CsvExampleGen Trainer") })).toEqual([]);
});

test("resolvers run without a trace, or in one", () => {
  const resolved = pipelineOf("CsvExampleGen", "Trainer", "Pusher", "Resolver");
  expect(messages("drift-from-trace", { pipeline: resolved, steps: runs(3, "CsvExampleGen Trainer Pusher") })).toEqual(
    [],
  );
  const steps = runs(3, "CsvExampleGen Trainer Resolver Pusher");
  expect(messages("drift-from-trace", { pipeline, steps })).toEqual([]);
});

test("what begins and ends a group is no node", () => {
  const grouped = { ...pipeline, groups: [{ id: "inner", nodes: ["Trainer"] }] };
  const steps = runs(3, "inner_begin CsvExampleGen Trainer inner_end Pusher");
  expect(messages("drift-from-trace", { pipeline: grouped, steps })).toEqual([]);
});

test("a trace of another name may be another pipeline's", () => {
  const steps = runs(3, "CsvExampleGen Trainer", { pipeline: "other" });
  expect(messages("drift-from-trace", { pipeline, steps })).toEqual([]);
});

test("a definition whose name is not known has no trace of its name", () => {
  const nameless = { ...pipeline, name: null };
  expect(messages("drift-from-trace", { pipeline: nameless, steps: runs(3, "CsvExampleGen Trainer") })).toEqual([]);
});

test("notebooks run what was wanted at the time", () => {
  const steps = runs(3, "CsvExampleGen Trainer");
  expect(messages("drift-from-trace", { pipeline, steps, format: "tfx-notebook" })).toEqual([]);
  const sessions = runs(3, "CsvExampleGen Trainer", { pipeline: "interactive-2026-03-01" });
  expect(messages("drift-from-trace", { pipeline: { ...pipeline, name: "interactive" }, steps: sessions })).toEqual([]);
});

test("a text that was not understood whole may hold the node", () => {
  const problem = { code: "module-not-found", message: "", location: pipeline.location };
  const steps = runs(3, "CsvExampleGen Trainer Trainer.wide Pusher");
  expect(messages("drift-from-trace", { pipeline: { ...pipeline, problems: [problem] }, steps })).toEqual([]);
});

test("an old trace is of an old definition", () => {
  const steps = runs(3, "CsvExampleGen Trainer");
  expect(messages("drift-from-trace", { pipeline, steps, settings: { staleAfterDays: 1 } })).toEqual([]);
  expect(messages("drift-from-trace", { pipeline, steps, settings: { staleAfterDays: 0 } })).toEqual([missing]);
});

test("stands at the pipeline's name, and points at what is missing", () => {
  const nameLocation = {
    uri: "file:///pipeline.py",
    range: { start: { line: 9, character: 4 }, end: { line: 9, character: 10 } },
  };
  const [finding] = found("drift-from-trace", {
    pipeline: { ...pipeline, nameLocation },
    steps: runs(3, "CsvExampleGen Trainer"),
  });
  expect(finding?.location).toEqual(nameLocation);
  expect(finding?.related.map(({ message }) => message)).toEqual(["Pusher is in none of the runs."]);
});

test("without a name in the text it stands where the pipeline begins", () => {
  const location = {
    uri: "file:///pipeline.py",
    range: { start: { line: 3, character: 2 }, end: { line: 8, character: 1 } },
  };
  const [finding] = found("drift-from-trace", {
    pipeline: { ...pipeline, location },
    steps: runs(3, "CsvExampleGen Trainer"),
  });
  expect(finding?.location.range).toEqual({ start: { line: 3, character: 2 }, end: { line: 3, character: 2 } });
});
