import { expect, test } from "vitest";
import { lensesOf } from "../../../server/src/features/lensesOf.ts";
import { run } from "../../generate/traceBuilder.ts";
import { pipelineOf } from "../waste/pipelineText.ts";
import { context, reportOf } from "./report.ts";

const uri = "file:///pipeline.py";
const pipeline = pipelineOf("CsvExampleGen", "Trainer < CsvExampleGen.examples", "Pusher < Trainer.model");
const steps = [
  run("g", "CsvExampleGen", { writes: { examples: "e" }, start: 0 }),
  run("t", "Trainer", { reads: { examples: "e" }, writes: { model: "m" }, start: 60, seconds: 3600 }),
];

test("nodes that ran have their history, a trainer its models", () => {
  const lenses = lensesOf(reportOf(pipeline, ...steps), uri, context);
  expect(lenses.map(({ range, command }) => [range.start.line, command?.title])).toEqual([
    [0, "▅ 1 run · last succeeded 4 hours ago · 1m median"],
    [1, "▅ 1 run · last succeeded 3 hours ago · 1 h median"],
    [1, "1 model · none deployed · 100 % of 1 h wasted"],
    [1, "Show graph"],
  ]);
});

test("a trainer's lens says what its cost is of", () => {
  const lenses = lensesOf(reportOf(pipeline, ...steps), uri, context);
  expect(lenses.map(({ command }) => command?.tooltip?.split(",")[0])).toEqual([
    undefined,
    undefined,
    "The cost is that of all steps of these models",
    undefined,
  ]);
});

test("a trainer's lens leads to its newest model, another node's to the pipeline", () => {
  const lenses = lensesOf(reportOf(pipeline, ...steps), uri, context);
  expect(lenses.slice(0, 2).map(({ command }) => command?.arguments)).toEqual([
    [{ uri, node: "CsvExampleGen", level: "pipeline", pipeline: "taxi" }],
    [{ uri, node: "Trainer", level: "graphlet", pipeline: "taxi", trainer: 2 }],
  ]);
});

test("without a trace one place says so", () => {
  expect(lensesOf(reportOf(pipeline), uri, context).map(({ command }) => command?.title)).toEqual([
    "No runs found",
    "Choose trace…",
  ]);
});

test("a foreign trace says no more than none", () => {
  const report = reportOf(pipeline, run("x", "Other"));
  expect(lensesOf(report, uri, context).map(({ command }) => command?.title)).toEqual([
    "No runs found",
    "Choose trace…",
  ]);
});

test("nodes of another file have no lens here", () => {
  expect(lensesOf(reportOf(pipeline, ...steps), "file:///other.py", context)).toEqual([]);
});

test("nodes that one text makes are told apart, the fourth and further ones counted", () => {
  const names = ["fit@a", "fit@b", "fit@c", "fit@d", "fit@e"];
  const made = pipelineOf(...names);
  const [first] = made.nodes;
  const template = {
    ...made,
    nodes: made.nodes.map((node) => ({ ...node, nameRange: first?.nameRange ?? node.nameRange })),
  };
  const runs = names.map((name, index) => run(`r${index}`, name, { start: index }));
  const titles = lensesOf(reportOf(template, ...runs), uri, context).map(({ command }) => command?.title);
  expect(titles.map((title) => title?.split(" ")[0])).toEqual(["fit@a:", "fit@b:", "fit@c:", "2"]);
  expect(titles.at(-1)).toBe("2 more");
});
