import { expect, test } from "vitest";
import { type HistoryView, markStates } from "../../../server/src/protocol.ts";
import { historySteps, historyView } from "../../../server/src/views/index.ts";
import { buildTrace, type ExecutionSpec, run, type Step } from "../../generate/traceBuilder.ts";
import { input, node } from "./pipelines.ts";

const nodes = [
  node("CsvExampleGen: ingest"),
  node("Trainer: train < CsvExampleGen.examples"),
  node("Trainer.challenger: train < CsvExampleGen.examples"),
];

/** Data and a training on it; its span is its data's name. */
const training = (name: string, span: string, spec: ExecutionSpec = {}): readonly Step[] => [
  run(`gen-${name}`, "CsvExampleGen", { writes: { examples: span } }),
  run(name, "Trainer", { reads: { examples: span }, writes: { model: `m-${name}` }, ...spec }),
];
const pushed = (name: string): Step =>
  run(`push-${name}`, "Pusher", { reads: { model: `m-${name}` }, writes: { pushed_model: `p-${name}` } });
const failing = { state: "failed", writes: [] } as const;

function history(...steps: readonly Step[]): HistoryView {
  const view = historyView(input(nodes, buildTrace(...steps)));
  if (view.type === "failure") throw new Error(view.message);
  return view;
}
const states = ({ marks }: HistoryView): string[] => marks.state.map((code) => markStates[code] ?? "");

test("one lane a train node, in the definition's order, then those of the trace alone", () => {
  const view = history(
    ...training("a", "e1", { node: "Old" }),
    ...training("b", "e2", { node: "Trainer.challenger" }),
    ...training("c", "e3"),
    ...training("d", "e4"),
  );
  expect(view.lanes).toEqual([
    { node: "Trainer", definitionNode: "Trainer", first: 0, count: 2 },
    { node: "Trainer.challenger", definitionNode: "Trainer.challenger", first: 2, count: 1 },
    { node: "Old", definitionNode: null, first: 3, count: 1 },
  ]);
  expect(view.marks.trainer).toEqual([6, 8, 4, 2]);
  expect(view.marks.label[0]).toMatch(/^model \d+$/);
});

test("what became of each model, and why it was not deployed", () => {
  const view = history(...training("a", "e1"), pushed("a"), ...training("b", "e2"), ...training("c", "e3", failing));
  expect(states(view)).toEqual(["pushed", "wasted", "failed"]);
  expect(view.marks.reason.map((code) => view.marks.reasons[code] ?? null)).toEqual([
    null,
    "nothing that deploys ran",
    "its training failed",
  ]);
});

test("data in common is counted with the model before in the lane", () => {
  const shared = run("more", "Trainer.other", { kind: "train", node: "Trainer.challenger", reads: { examples: "e1" } });
  const view = history(...training("a", "e1"), shared, ...training("b", "e2"));
  expect(view.marks.overlap).toEqual([null, 0, null]);
  const again = run("b", "Trainer", { reads: { examples: "e1" }, writes: { model: "m-b" } });
  expect(history(...training("a", "e1"), shared, again).marks.overlap).toEqual([null, 1, null]);
});

test("own costs and what of them was wasted sum up without counting twice", () => {
  const both = run("b", "Trainer", { reads: { examples: "e1" }, writes: { model: "m-b" }, seconds: 100 });
  const { marks } = history(...training("a", "e1", { seconds: 10 }), pushed("a"), both);
  expect(marks.cost).toEqual([130, 160]);
  expect(marks.ownCost).toEqual([130, 100]);
  expect(marks.wasted).toEqual([0, 100]);
});

test("the pipeline's cost holds what led to no model, too", () => {
  const lost = run("lost", "CsvExampleGen", { writes: { examples: "e9" }, seconds: 40 });
  expect(history(...training("a", "e1", { seconds: 10 }), lost).cost).toBe(110);
});

test("three and more of the same failure in a row are one fold", () => {
  const bad = (name: string) => training(name, `e-${name}`, failing);
  const good = (name: string) => training(name, `e-${name}`);
  const view = history(...bad("a"), ...bad("b"), ...good("c"), ...bad("d"), ...bad("e"), ...bad("f"), ...good("g"));
  expect(view.marks.fold).toEqual([1, 1, 1, 3, 0, 0, 1]);
});

test("models that nothing deploys are many, not one failure", () => {
  const view = history(...training("a", "e1"), ...training("b", "e2"), ...training("c", "e3"));
  expect(view.marks.fold).toEqual([1, 1, 1]);
});

test("an unknown start is that of the model before, and the view says so", () => {
  const view = history(...training("a", "e1", { start: null }), ...training("b", "e2", { start: 60 }));
  expect(view.marks.at[0]).toBe(view.marks.at[1]);
  expect(view.notes).toEqual(["When 1 model began is not known: shown with the model before."]);
});

test("says what is missing without a trace and without models", () => {
  expect(historyView(input(nodes, null))).toMatchObject({ type: "failure", message: "No runs found." });
  expect(historyView({ ...input(nodes, null), lack: "m.sqlite does not exist yet." })).toEqual({
    type: "failure",
    message: "No runs found. m.sqlite does not exist yet.",
    action: "chooseTrace",
  });
  const none = buildTrace(run("gen", "CsvExampleGen", { writes: { examples: "e1" } }));
  expect(historyView(input(nodes, none))).toEqual({
    type: "failure",
    message: "The trace has no model of this pipeline.",
    action: "chooseTrace",
  });
});

test("where nothing is known to train, says how to name what does", () => {
  const gen = buildTrace(run("gen", "CsvExampleGen", { writes: { examples: "e1" } }));
  expect(historyView(input([node("CsvExampleGen: ingest")], gen))).toEqual({
    type: "failure",
    message: "No step of this pipeline counts as training. Name the one that trains in graphlet.operatorKinds.",
    action: "setKinds",
  });
});

test("of very many models the newest are shown", () => {
  const steps = Array.from({ length: 20_001 }, (_, index) =>
    run(`t${index}`, "Trainer", { reads: { examples: "e1" }, writes: { model: `m${index}` } }),
  );
  const view = history(...steps);
  expect([view.total, view.marks.trainer.length, view.marks.trainer[0]]).toEqual([20_001, 20_000, 2]);
  expect(view.notes).toEqual(["This pipeline has 20,001 models. Showing the newest 20,000."]);
});

test("others get a turn while many models are marked", () => {
  const steps = Array.from({ length: 1_100 }, (_, at) => run(`t${at}`, "Trainer", { writes: { model: `m${at}` } }));
  const given = input(nodes, buildTrace(...steps));
  const turns = [...historySteps(given)].length;
  expect(turns).toBeGreaterThan(3);
});
