import { expect, test } from "vitest";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import { pipelineView } from "../../../server/src/views/index.ts";
import { artifact, buildTrace, builtTraceStart, run } from "../../generate/traceBuilder.ts";
import { definition, drawn, input, node } from "./pipelines.ts";

const taxi = [
  node("CsvExampleGen: ingest"),
  node("Transform: preprocess < CsvExampleGen.examples"),
  node("Trainer: train < Transform.transform_graph, Transform.transformed_examples"),
  node("Pusher: deploy < Trainer.model after CsvExampleGen"),
];

const history = buildTrace(
  run("g1", "CsvExampleGen", { writes: { examples: "e1" }, seconds: 60 }),
  run("x1", "Transform", { reads: { examples: "e1" }, writes: { transform_graph: "x1" }, seconds: 120 }),
  run("t1", "Trainer", { reads: { transform_graph: "x1" }, writes: { model: "m1" }, seconds: 420 }),
  run("p1", "Pusher", { reads: { model: "m1" }, writes: { pushed_model: "p1" }, cost: 0 }),
  run("g2", "CsvExampleGen", { writes: { examples: "e2" }, seconds: 60 }),
  run("x2", "Transform", { reads: { examples: "e2" }, writes: { transform_graph: "x2" }, seconds: 120 }),
  run("t2", "Trainer", { reads: { transform_graph: "x2" }, writes: { model: "m2" }, seconds: 420 }),
  run("p2", "Pusher", { reads: { model: "m2" }, writes: { pushed_model: "p2" }, state: "failed", cost: 0 }),
);

test("a definition is drawn without a trace", () => {
  const view = pipelineView(input(taxi, null));
  expect(drawn(view)).toEqual([
    "CsvExampleGen -(order)-> Pusher",
    "CsvExampleGen -examples-> Transform",
    "Trainer -model-> Pusher",
    "Transform -transform_graph, transformed_examples-> Trainer",
  ]);
  expect([view.notes, view.action]).toEqual([["No runs found."], "chooseTrace"]);
  const told = pipelineView({ ...input(taxi, null), lack: "m.sqlite does not exist yet." });
  expect([told.notes, told.action]).toEqual([["No runs found.", "m.sqlite does not exist yet."], "chooseTrace"]);
  expect(view.nodes.map(({ second, state }) => [second, state])).toEqual(Array(4).fill(["", null]));
});

test("while the trace is being read the picture says so, and asks for nothing", () => {
  const view = pipelineView({ ...input(taxi, null), pending: true });
  expect([view.notes, view.action]).toEqual([["The runs are being read."], undefined]);
});

test("every channel is a node when artifacts are asked for", () => {
  const view = pipelineView({ ...input(taxi, null), artifacts: true });
  expect(drawn(view)).toEqual([
    "CsvExampleGen -(order)-> Pusher",
    "CsvExampleGen -examples-> examples",
    "Trainer -model-> model",
    "Transform -transform_graph-> transform_graph",
    "Transform -transformed_examples-> transformed_examples",
    "examples -examples-> Transform",
    "model -model-> Pusher",
    "transform_graph -transform_graph-> Trainer",
    "transformed_examples -transformed_examples-> Trainer",
  ]);
});

test("nodes carry their runs, their median and their share of the cost", () => {
  const view = pipelineView(input(taxi, history));
  expect(view.nodes.map(({ label, second, costShare }) => [label, second, costShare])).toEqual([
    ["CsvExampleGen", "2 runs · 1m", 0.1],
    ["Transform", "2 runs · 2m", 0.2],
    ["Trainer", "2 runs · 7m", 0.7],
    ["Pusher", "2 runs · 0 s", 0],
  ]);
});

test("a node shows how its last execution ended, a trainer what became of its last model", () => {
  const view = pipelineView(input(taxi, history));
  expect(view.nodes.map(({ label, state }) => [label, state])).toEqual([
    ["CsvExampleGen", "complete"],
    ["Transform", "complete"],
    ["Trainer", "wasted"],
    ["Pusher", "failed"],
  ]);
});

test("a trainer whose last training failed shows that", () => {
  const failed = buildTrace(run("t1", "Trainer", { state: "failed" }));
  const [trainer] = pipelineView(input([node("Trainer: train")], failed)).nodes;
  expect(trainer?.state).toBe("failed");
});

test("the summary counts models, deployments and waste", () => {
  expect(pipelineView(input(taxi, history)).summary).toBe("2 models · 1 deployed · 50 % of 20m wasted");
});

test("of a range of time only what began in it counts", () => {
  const minutes = (from: number, to: number) => ({
    from: builtTraceStart + from * 60_000,
    to: builtTraceStart + to * 60_000,
  });
  const all = pipelineView(input(taxi, history));
  const some = pipelineView({ ...input(taxi, history), range: minutes(0, 1) });
  expect(some.summary).not.toBe(all.summary);
  expect([some.range, some.key === all.key]).toEqual([minutes(0, 1), false]);
  const none = pipelineView({ ...input(taxi, history), range: minutes(-9, -8) });
  expect(none.notes).toEqual(["Nothing of this pipeline began in this time."]);
});

test("a property that the user named replaces the compute time", () => {
  const settings = { ...defaultSettings, costProperty: "dollars" };
  expect(pipelineView({ ...input(taxi, history), settings }).summary).toBe(
    "2 models · 1 deployed · 50 % of 1,200 dollars wasted",
  );
});

test("models are listed newest first, with the reason", () => {
  const heads = pipelineView(input(taxi, history)).graphlets;
  expect(heads.map(({ label, status, reason }) => [label, status, reason])).toEqual([
    ["model 6", "wasted", "Not deployed: Pusher (execution 8) failed."],
    ["model 3", "pushed", null],
  ]);
});

test("nodes that only the trace knows are named", () => {
  const view = pipelineView(input(taxi.slice(0, 3), history));
  expect(view.notes).toEqual(["Only in the trace: Pusher."]);
});

test("a trace of another pipeline is said to be one", () => {
  const other = buildTrace(run("a", "Cleaner", { pipeline: "other" }));
  expect(pipelineView(input(taxi, other)).notes).toEqual(["The trace has no runs of this pipeline."]);
});

test("a pipeline without a name is found by the nodes it has in common with the trace", () => {
  const unnamed = { ...definition(...taxi).pipeline, name: null };
  expect(pipelineView({ ...input(taxi, history), pipeline: unnamed }).nodes[0]?.second).toBe("2 runs · 1m");
});

test("what could not be understood is said with the first place", () => {
  const { definition: whole, pipeline } = definition(...taxi);
  const location = pipeline.location;
  const problem = (message: string) => ({ code: "dynamic", message, location });
  const problems = [problem("The list is built by a function that is not in the workspace."), problem("Second.")];
  expect(pipelineView({ ...input(taxi, null), definition: { ...whole, problems }, pipeline }).notes).toContain(
    "Not all of this file could be understood: The list is built by a function that is not in the workspace. (and 1 more place)",
  );
});

test("a screen reader hears name, kind, state and figures", () => {
  expect(pipelineView(input(taxi, history)).nodes[2]?.description).toBe(
    "Trainer: train, wasted, 2 runs, last succeeded 1 hour ago, 7m median, 70 % of compute time, 2 models, 1 deployed",
  );
});

test("a large pipeline is narrowed around its trainer by whole steps", () => {
  const settings = { ...defaultSettings, graph: { ...defaultSettings.graph, maxNodes: 3 } };
  const view = pipelineView({ ...input(taxi, null), settings });
  expect(view.nodes.map(({ label }) => label)).toEqual(["Transform", "Trainer", "Pusher"]);
  expect(view.totalNodes).toBe(4);
  expect(view.notes).toContain("This graph has 4 nodes. Showing 1 step around Trainer; narrow with the search.");
});

test("a large pipeline is narrowed around what was searched", () => {
  const settings = { ...defaultSettings, graph: { ...defaultSettings.graph, maxNodes: 3 } };
  const view = pipelineView({ ...input(taxi, null), settings, around: "csv" });
  expect(view.nodes.map(({ label }) => label)).toEqual(["CsvExampleGen", "Transform", "Pusher"]);
});

test("a selection is drawn alone, with the edges between its nodes", () => {
  const view = pipelineView({ ...input(taxi, null), selection: "kind:train+" });
  expect(drawn(view)).toEqual(["Trainer -model-> Pusher"]);
  expect(view.totalNodes).toBe(4);
  expect(view.selection).toBe("kind:train+");
  expect(view.notes).toContain("2 of 4 nodes fit the selection kind:train+.");
});

test.each([
  ["kind:evaluate", "No node fits the selection kind:evaluate."],
  ["kind:trian", "The selection kind:trian cannot be used: There is no kind trian. train was probably meant."],
])("%s leaves the picture whole and says why", (selection, note) => {
  const view = pipelineView({ ...input(taxi, null), selection });
  expect(view.nodes.length).toBe(4);
  expect(view.notes).toContain(note);
});

test("nodes have the figures that selections go by", () => {
  const view = pipelineView({ ...input(taxi, history), selection: "kind:train runs>0 cost>0" });
  expect(view.nodes.map(({ label }) => label)).toEqual(["Trainer"]);
  expect(view.nodes[0]?.figures).toMatchObject({ runs: expect.any(Number), cost: expect.any(Number) });
});

test("status means of a trainer its newest model, of other nodes what their last run led to", () => {
  const { nodes: shown } = pipelineView(input(taxi, history));
  expect(shown.map(({ label, figures }) => `${label}: ${figures?.status}`)).toEqual([
    "CsvExampleGen: wasted",
    "Transform: wasted",
    "Trainer: wasted",
    "Pusher: wasted",
  ]);
});

test("the key stays when figures change", () => {
  expect(pipelineView(input(taxi, history)).key).toBe(pipelineView(input(taxi, null)).key);
});

test("a file that is half typed gives a sentence, not a failure", () => {
  expect(pipelineView(input([], null)).notes).toContain("No nodes found in this file.");
});

test("an artifact's blessing in the trace does not disturb the pipeline's picture", () => {
  const blessed = buildTrace(
    run("t", "Trainer", { writes: { model: "m" } }),
    run("e", "Evaluator", { reads: { model: "m" }, writes: { blessing: "b" } }),
    artifact("b", "ModelBlessing", { blessed: 0 }),
  );
  const view = pipelineView(input([node("Trainer: train"), node("Evaluator: evaluate < Trainer.model")], blessed));
  expect(drawn(view)).toEqual(["Trainer -model-> Evaluator"]);
});

test("a pipeline that trains nothing is told by its steps, not by models and waste", () => {
  const copies = buildTrace(run("a", "Extract", { seconds: 60 }), run("b", "Load", { seconds: 30 }));
  const steps = [node("Extract: other"), node("Load: other")];
  expect(pipelineView(input(steps, copies)).summary).toBe("2 steps · 1m 30s of compute time");
});
