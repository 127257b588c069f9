import { expect, test } from "vitest";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import type { GraphView, ViewFailure } from "../../../server/src/protocol.ts";
import { type GraphletViewInput, graphletView } from "../../../server/src/views/index.ts";
import { artifact, type BuiltTrace, buildTrace, run, type Step } from "../../generate/traceBuilder.ts";
import { drawn, input, node } from "./pipelines.ts";

const nodes = [node("CsvExampleGen: ingest"), node("Trainer: train < CsvExampleGen.examples")];

/** The picture of a trace's newest model. */
function view(built: BuiltTrace, changed: Partial<GraphletViewInput> = {}): GraphView {
  return picture(graphletView({ ...input(nodes, built), ...changed }));
}

function picture(answer: GraphView | ViewFailure): GraphView {
  if (answer.type === "failure") throw new Error(answer.message);
  return answer;
}

const gen = run("gen", "CsvExampleGen", { writes: { examples: "e1" }, seconds: 30 });
const train = run("t", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" }, seconds: 60 });
const evaluate = run("eval", "Evaluator", { reads: { model: "m1", examples: "e1" }, writes: { blessing: "b1" } });
const push = run("push", "Pusher", { reads: { model: "m1", model_blessing: "b1" }, writes: { pushed_model: "p1" } });
const small = buildTrace(gen, train, evaluate, push, artifact("e1", "Examples", { span: "41" }));

test("artifacts with one maker and one reader are edges, others are nodes", () => {
  expect(drawn(view(small))).toEqual([
    "CsvExampleGen -examples-> span 41",
    "Evaluator -blessing-> Pusher",
    "Pusher -pushed_model-> deployed model",
    "Trainer -model-> model 2",
    "model 2 -model-> Evaluator",
    "model 2 -model-> Pusher",
    "span 41 -examples-> Evaluator",
    "span 41 -examples-> Trainer",
  ]);
});

test("every artifact is a node when artifacts are asked for", () => {
  const all = drawn(view(small, { artifacts: true }));
  expect(all).toContain("Evaluator -blessing-> blessing 3");
  expect(all).toContain("blessing 3 -model_blessing-> Pusher");
});

test("executions carry their duration, their share of the model's cost and their state", () => {
  const trainer = view(small).nodes.find(({ label }) => label === "Trainer");
  expect([trainer?.second, trainer?.state, trainer?.definitionNode]).toEqual(["1m · 29 %", "pushed", "Trainer"]);
  expect(trainer?.description).toBe(
    "Trainer: train, execution 2, deployed, 1m, 29 % of this model's compute time, started 1 hour ago",
  );
});

test("steps of a deployed model count as used, and so do those of one that a deployed one started from", () => {
  const status = (label: string): unknown => view(small).nodes.find((one) => one.label === label)?.figures?.status;
  expect(["CsvExampleGen", "Trainer", "Pusher", "span 41"].map(status)).toEqual([
    "useful",
    "pushed",
    "useful",
    undefined,
  ]);
});

test("an execution that the definition does not have stands for none of its nodes", () => {
  expect(view(small).nodes.find(({ label }) => label === "Evaluator")?.definitionNode).toBeNull();
});

test("the model of a warm start comes from outside, dashed", () => {
  const warm = buildTrace(
    gen,
    train,
    run("t2", "Trainer", { reads: { examples: "e1", base_model: "m1" }, writes: { model: "m2" } }),
  );
  const newest = view(warm);
  expect(drawn(newest)).toContain("model 2 -base_model(warm-start)-> Trainer");
  expect(newest.nodes.find(({ label }) => label === "model 2")?.boundary).toBe(true);
});

test("the baseline that a model was compared with comes from outside, dashed", () => {
  const compared = buildTrace(
    gen,
    train,
    run("t2", "Trainer", { reads: { examples: "e1" }, writes: { model: "m2" } }),
    run("eval", "Evaluator", { reads: { model: "m2", baseline_model: "m1" }, writes: { blessing: "b2" } }),
  );
  expect(drawn(view(compared))).toContain("model 3 -baseline_model(baseline)-> Evaluator");
});

test("what a cached execution handed on is dotted", () => {
  const cached = buildTrace(
    run("g1", "CsvExampleGen", { writes: { examples: "e1" }, run: "one" }),
    run("g2", "CsvExampleGen", { writes: { examples: "e1" }, run: "two", state: "cached" }),
    run("t", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" }, run: "two" }),
  );
  expect(drawn(view(cached))).toEqual(["CsvExampleGen -examples(cached)-> Trainer", "Trainer -model-> model 2"]);
});

const spans = (count: number): Step[] =>
  Array.from({ length: count }, (_, index) =>
    run(`gen${index}`, "CsvExampleGen", { writes: { examples: `e${index}` }, seconds: 10 }),
  );
const windowOf = (count: number): BuiltTrace =>
  buildTrace(
    ...spans(count),
    run("x", "Transform", {
      reads: { examples: Array.from({ length: count }, (_, index) => `e${index}`) },
      writes: { transform_graph: "x1" },
    }),
    run("t", "Trainer", { reads: { transform_graph: "x1" }, writes: { model: "m1" } }),
    ...Array.from({ length: count }, (_, index) => artifact(`e${index}`, "Examples", { span: String(index) })),
  );

test("five runs of a node are one stack, and what they hand over is one edge", () => {
  const stacked = view(windowOf(5));
  expect(drawn(stacked)).toContain("CsvExampleGen -examples ×5-> Transform");
  const stack = stacked.nodes.find(({ shape }) => shape === "stack");
  expect([stack?.count, stack?.second]).toEqual([5, "×5 runs · 50 s · 29 %"]);
});

test("four runs of a node are four nodes", () => {
  expect(view(windowOf(4)).nodes.filter(({ label }) => label === "CsvExampleGen")).toHaveLength(4);
});

test("like artifacts of one maker and one reader are one stack", () => {
  const stacked = view(windowOf(10), { artifacts: true });
  expect(stacked.nodes.find(({ shape, kind }) => shape === "stack" && kind === "data")?.label).toBe("×10 spans");
});

test("a stack that is opened is drawn as its members", () => {
  const stack = view(windowOf(5)).nodes.find(({ shape }) => shape === "stack");
  const opened = view(windowOf(5), { opened: [stack?.id ?? ""] });
  expect(opened.nodes.filter(({ label }) => label === stack?.label)).toHaveLength(5);
  expect(opened.nodes.filter(({ shape }) => shape === "stack")).toEqual([]);
});

test("a stack shows the worst of its states", () => {
  const failing = buildTrace(
    run("gen", "CsvExampleGen", { writes: { examples: "e1" } }),
    run("t", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" } }),
    ...Array.from({ length: 6 }, (_, index) =>
      run(`eval${index}`, "Evaluator", { reads: { model: "m1" }, state: index === 2 ? "failed" : "complete" }),
    ),
  );
  expect(view(failing).nodes.find(({ label }) => label === "Evaluator")?.state).toBe("failed");
});

test("the head says what became of the model and why", () => {
  expect(view(buildTrace(gen, train)).graphlet).toMatchObject({
    label: "model 2",
    status: "wasted",
    reason: "Not deployed: nothing that deploys ran after Trainer.",
  });
});

test("the summary gives fate, age, cost and data", () => {
  expect(view(buildTrace(gen, train)).summary).toBe("wasted · 1 hour ago · 1m 30s of compute time · 1 data span");
});

test.each([
  [["e1"], "wasted · 1 hour ago · 1m 30s of compute time · 1 data span, the same as the model before"],
  [["e2"], "wasted · 1 hour ago · 1m 30s of compute time · 1 data span, none of it in the model before"],
  [["e1", "e2"], "wasted · 1 hour ago · 2m of compute time · 2 data spans, 50 % as the model before"],
])("the summary compares the data with the model before: %s", (examples, summary) => {
  const next = buildTrace(
    gen,
    train,
    run("gen2", "CsvExampleGen", { writes: { examples: "e2" }, seconds: 30 }),
    run("t2", "Trainer", { reads: { examples }, writes: { model: "m2" }, seconds: 60 }),
  );
  expect(view(next).summary).toBe(summary);
});

test("what is not known of the cost is said", () => {
  const open = buildTrace(
    gen,
    run("t", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" }, cost: Number.NaN }),
  );
  expect(view(open).notes).toContain("The compute time of 1 step is not known.");
});

const two = buildTrace(
  gen,
  train,
  run("c", "Trainer", { node: "Trainer.challenger", reads: { examples: "e1" }, writes: { model: "m2" } }),
);

test("without a choice the newest model is shown", () => {
  expect(view(two).graphlet?.node).toBe("Trainer.challenger");
});

test("a node's newest model can be asked for", () => {
  expect(view(two, { node: "Trainer" }).graphlet?.trainer).toBe(2);
});

test("one model can be asked for by its train execution", () => {
  expect(view(two, { trainer: 2 }).title).toBe("Trainer · model 2");
});

test.each([
  ["No runs found.", input(nodes, null)],
  ["The trace has no model of this pipeline.", input(nodes, buildTrace(gen))],
  ["The trace has no model of execution 99.", { ...input(nodes, small), trainer: 99 }],
  ["The trace has no model of Tuner.", { ...input(nodes, small), node: "Tuner" }],
])("%s", (message, asked) => {
  expect(graphletView(asked)).toMatchObject({ type: "failure", message });
});

test("a large picture is narrowed around the trainer", () => {
  const settings = { ...defaultSettings, graph: { ...defaultSettings.graph, maxNodes: 4 } };
  const narrowed = view(small, { settings });
  expect(narrowed.nodes.map(({ label }) => label).sort()).toEqual(["Trainer", "model 2", "span 41"]);
  expect(narrowed.notes).toContain("This graph has 7 nodes. Showing 1 step around Trainer; narrow with the search.");
});

test("the list of models goes around an old one that is shown, and holds 200 at most", () => {
  const many = buildTrace(
    ...Array.from({ length: 450 }, (_, index) => run(`t${index}`, "Trainer", { writes: { model: `m${index}` } })),
  );
  const heads = view(many, { trainer: 100 }).graphlets;
  expect(heads).toHaveLength(200);
  expect(heads.some(({ trainer }) => trainer === 100)).toBe(true);
  expect(view(many).graphlets[0]?.trainer).toBe(450);
});
