import { expect, test } from "vitest";
import { compareDetails } from "../../../server/src/views/index.ts";
import { artifact, buildTrace, run } from "../../generate/traceBuilder.ts";
import { input, node } from "./pipelines.ts";

const nodes = [node("CsvExampleGen: ingest"), node("Trainer: train < CsvExampleGen.examples")];
const built = buildTrace(
  run("gen-a", "CsvExampleGen", { writes: { examples: "e1" } }),
  run("a", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" }, code: "c" }),
  run("gen-b", "CsvExampleGen", { writes: { examples: "e2" } }),
  run("b", "Trainer", { reads: { examples: "e2" }, writes: { model: "m2" }, code: "d" }),
  run("eval", "Evaluator", { reads: { model: "m2" }, writes: { blessing: "b1" } }),
  artifact("e1", "Examples", { span: "1" }),
  artifact("e2", "Examples", { span: "2" }),
);

/** Sections as `title: label value, …`. */
const sections = (selected: string): string[] | undefined =>
  compareDetails({ ...input(nodes, built), propertiesOf: () => null }, selected)?.sections.map(
    ({ title, rows }) => `${title}: ${rows.map(({ label, value }) => `${label} ${value}`).join(", ")}`,
  );

test("both executions of a node, with what changed", () => {
  const [head = "", older = "", newer = ""] = sections("n:Trainer") ?? [];
  expect(head).toBe("Comparison: Compared Trainer: train, changed, code, complete, Node Trainer");
  expect(older).toMatch(/^model \d: Execution 2, State complete, .*Duration 1m, Code c$/);
  expect(newer).toMatch(/^model \d: Execution 4, State complete, .*Duration 1m, Code d$/);
});

test("says that a model has none of it", () => {
  expect(sections("n:Evaluator")?.[1]).toMatch(/^model \d: {2}has none$/);
});

test("links lead to the records and to the definition", () => {
  const details = compareDetails({ ...input(nodes, built), propertiesOf: () => null }, "n:Trainer");
  const links = details?.sections.flatMap(({ rows }) => rows.flatMap(({ link }) => (link ? [link] : [])));
  expect(links).toEqual([
    { type: "source", node: "Trainer" },
    { type: "record", record: { type: "execution", id: 2 } },
    { type: "record", record: { type: "execution", id: 4 } },
  ]);
});

test("nothing for what is not in the picture", () => {
  expect(sections("n:Pusher")).toBeUndefined();
});
