import { expect, test } from "vitest";
import type { Details, DetailsRow } from "../../../server/src/protocol.ts";
import { type DetailsInput, detailsOf, propertiesWanted } from "../../../server/src/views/index.ts";
import { artifact, buildTrace, run } from "../../generate/traceBuilder.ts";
import { input, node } from "./pipelines.ts";

const nodes = [
  node("CsvExampleGen: ingest"),
  node("Trainer: train < CsvExampleGen.examples"),
  node("Pusher: deploy < Trainer.model"),
];
const built = buildTrace(
  run("g", "CsvExampleGen", { writes: { examples: "e1" }, seconds: 60, run: "one" }),
  run("t1", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" }, seconds: 60, code: "v1", run: "one" }),
  run("p1", "Pusher", { reads: { model: "m1" }, writes: { pushed_model: "p1" }, cost: 0, run: "one" }),
  run("t2", "Trainer", {
    reads: { examples: "e1", base_model: "m1" },
    writes: { model: "m2" },
    seconds: 180,
    code: "v2",
    run: "two",
  }),
  artifact("e1", "Examples", { span: "41", uri: "/data/41", content: "abc" }),
  artifact("m1", "Model", { uri: "/models/1" }),
);

const ask = (changed: Partial<DetailsInput> & { readonly selected: string }): Details | null =>
  detailsOf({ ...input(nodes, built), level: "graphlet", ...changed });

/** Rows of a section as `label: value`. */
const lines = (details: Details | null, title: string): string[] =>
  rows(details, title).map(({ label, value, time }) =>
    time === undefined ? `${label}: ${value}` : `${label}: ${value} · ${new Date(time).toISOString().slice(0, 16)}Z`,
  );

function rows(details: Details | null, title: string): readonly DetailsRow[] {
  return details?.sections.find((section) => section.title === title)?.rows ?? [];
}

test("an execution: state, times, duration and share", () => {
  expect(lines(ask({ selected: "e:4" }), "Execution")).toEqual([
    "Execution: 4",
    "Node: Trainer",
    "Type: Trainer",
    "Kind: train",
    "State: complete",
    "Run: two",
    "Started: 1 hour ago · 2026-03-01T00:03Z",
    "Last update: 1 hour ago · 2026-03-01T00:06Z",
    "Duration: 3m · 75 % of this model's compute time",
    "Record: Open record",
    "Counts as: wasted",
  ]);
});

test("an execution leads to its node in the definition", () => {
  const node = rows(ask({ selected: "e:4" }), "Execution").find(({ label }) => label === "Node");
  expect(node?.link).toEqual({ type: "source", node: "Trainer" });
});

test("an execution leads to its record, a training to the explanation of its model", () => {
  const links = ["Execution", "Model"].flatMap((title) => rows(ask({ selected: "e:4" }), title));
  expect(links.filter(({ link }) => link?.type === "record").map(({ label, link }) => [label, link])).toEqual([
    ["Record", { type: "record", record: { type: "execution", id: 4 } }],
    ["Why", { type: "record", record: { type: "explanation", trainer: 4 } }],
  ]);
});

test("a training says what became of its model and how it compares with the one before", () => {
  expect(lines(ask({ selected: "e:4" }), "Model")).toEqual([
    "Outcome: wasted",
    "Why: Not deployed: nothing that deploys ran after Trainer.",
    "Cost: 4m · 3m of it not shared with earlier models",
    "Data spans: 1",
    "Data: 100 % in common with model 2",
    "Code: changed since the model before",
    "Warm start: from model 2",
  ]);
});

test("inputs lead to what is drawn", () => {
  expect(rows(ask({ selected: "e:4" }), "Inputs")).toEqual([
    { label: "examples", value: "span 41" },
    { label: "base_model", value: "model 2", link: { type: "select", node: "a:2" } },
  ]);
});

test("properties are shown as they were read", () => {
  const properties = [{ name: "module_file", value: "trainer.py", custom: true }];
  expect(rows(ask({ selected: "e:4", properties }), "Properties")).toEqual([
    { label: "module_file", value: "trainer.py", copy: true },
  ]);
});

test("properties that could not be read say why", () => {
  const properties = "metadata.sqlite: the file is gone.";
  expect(lines(ask({ selected: "e:4", properties }), "Properties")).toEqual([": metadata.sqlite: the file is gone."]);
});

test("an artifact: identity and a URI to copy", () => {
  const shown = rows(ask({ selected: "a:2" }), "Artifact");
  expect(shown[0]).toEqual({ label: "Artifact", value: "2", copy: true });
  expect(shown[1]).toEqual({ label: "URI", value: "/models/1", copy: true });
  expect(shown.at(-1)).toEqual({ label: "Origin", value: "from outside this graphlet" });
});

test("an artifact leads to its readers in the picture and to the graphlet of a maker outside it", () => {
  expect(rows(ask({ selected: "a:2" }), "Lineage")).toEqual([
    { label: "Made by", value: "Trainer (execution 2)", link: { type: "graphlet", trainer: 2 } },
    { label: "Read by", value: "Pusher (execution 3)", link: { type: "graphlet", trainer: 2 } },
    { label: "", value: "Trainer (execution 4)", link: { type: "select", node: "e:4" } },
  ]);
});

test("an artifact that is drawn as an edge has details all the same", () => {
  expect(ask({ selected: "a:1" })?.title).toBe("span 41");
});

test("a stack lists its rows, newest first", () => {
  const many = buildTrace(
    ...Array.from({ length: 6 }, (_, index) =>
      run(`g${index}`, "CsvExampleGen", { writes: { examples: `e${index}` } }),
    ),
    run("t", "Trainer", { reads: { examples: ["e0", "e1", "e2", "e3", "e4", "e5"] }, writes: { model: "m" } }),
  );
  const details = detailsOf({ ...input(nodes, many), level: "graphlet", selected: "s:e:1" });
  expect(details?.title).toBe("CsvExampleGen · ×6 runs");
  expect(lines(details, "Runs")[0]).toBe("execution 6: complete · 1m · 1 hour ago · 2026-03-01T00:05Z");
});

test("a definition's node: its history", () => {
  expect(lines(ask({ level: "pipeline", selected: "d:Trainer" }), "History")).toEqual([
    "Runs: 2 runs",
    "Last started: 1 hour ago · 2026-03-01T00:03Z",
    "Last succeeded: 1 hour ago · 2026-03-01T00:06Z",
    "Median: 2m",
    "Cost: 4m · 80 % of this pipeline's compute time",
    "Wasted: 3m · 75 %",
    "Models: 2 models · 1 deployed",
    "All their steps: 60 % of 5m wasted",
  ]);
});

test("a definition's trainer: its last models, newest first, each leading to its graphlet", () => {
  expect(rows(ask({ level: "pipeline", selected: "d:Trainer" }), "Last models")).toEqual([
    {
      label: "model 4",
      value: "1 hour ago · Not deployed: nothing that deploys ran after Trainer.",
      link: { type: "graphlet", trainer: 4 },
    },
    { label: "model 2", value: "1 hour ago · deployed", link: { type: "graphlet", trainer: 2 } },
  ]);
});

test("a definition's node without runs says so", () => {
  const details = detailsOf({ ...input(nodes, null), level: "pipeline", selected: "d:Pusher" });
  expect(lines(details, "History")).toEqual(["Runs: No runs found"]);
  expect(rows(details, "Inputs")).toEqual([
    { label: "model", value: "Trainer · model", link: { type: "select", node: "d:Trainer" } },
  ]);
});

test("an output channel: its maker and its readers", () => {
  const details = ask({ level: "pipeline", selected: "o:Trainer/model" });
  expect(details?.title).toBe("model");
  expect(lines(details, "Read by")).toEqual(["model: Pusher"]);
});

test.each(["e:99", "a:99", "s:e:1", "nonsense", ""])("no details of what is not there: %s", (selected) => {
  expect(ask({ selected })).toBeNull();
});

test("only single rows of the trace have properties to read", () => {
  expect(propertiesWanted(built.trace, "e:4")).toEqual({ of: "execution", id: 4 });
  expect(propertiesWanted(built.trace, "a:2")).toEqual({ of: "artifact", id: 2 });
  for (const selected of ["e:99", "e:", "e:x", "s:e:1", "d:Trainer"]) {
    expect(propertiesWanted(built.trace, selected)).toBeNull();
  }
});

test("also where ids follow each other and only the first is kept", () => {
  const { executions } = built.trace;
  const trace = {
    ...built.trace,
    executions: { ...executions, id: { type: "sequence" as const, first: 11, count: 4 } },
  };
  expect(propertiesWanted(trace, "e:14")).toEqual({ of: "execution", id: 14 });
  expect(propertiesWanted(trace, "e:15")).toBeNull();
});
