import { describe, expect, test } from "vitest";
import { nodeHistories } from "../../../server/src/graphlets/nodeHistory.ts";
import type { PipelineDefinition } from "../../../server/src/model/definition.ts";
import type { PropertiesOf } from "../../../server/src/model/explanation.ts";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import type { RecordText, TraceRecord } from "../../../server/src/protocol.ts";
import { recordRows, recordText } from "../../../server/src/views/traceText/index.ts";
import { artifact, builtTraceStart, run, type Step } from "../../generate/traceBuilder.ts";
import { cut } from "../graphlets/cut.ts";
import { pipelineOf } from "../waste/pipelineText.ts";

/** Two models: the first deployed, the second not blessed; two hours apart. */
const steps: readonly Step[] = [
  run("g1", "CsvExampleGen", { writes: { examples: "e1" }, run: "monday", start: 0, seconds: 48 }),
  run("t1", "Trainer", {
    reads: { examples: "e1" },
    writes: { model: "m1" },
    run: "monday",
    code: "c",
    start: 1,
    seconds: 192,
  }),
  run("v1", "Evaluator", { reads: { model: "m1" }, writes: { blessing: "b1" }, run: "monday", start: 5 }),
  run("p1", "Pusher", { reads: { model: "m1" }, writes: { pushed_model: "p1" }, run: "monday", start: 6 }),
  run("g2", "CsvExampleGen", { writes: { examples: "e2" }, run: "tuesday", start: 120, seconds: 48 }),
  run("t2", "Trainer", {
    reads: { examples: "e2" },
    writes: { model: "m2" },
    run: "tuesday",
    code: "d",
    start: 121,
    seconds: 192,
  }),
  run("v2", "Evaluator", { reads: { model: "m2" }, writes: { blessing: "b2" }, run: "tuesday", start: 125 }),
  artifact("e1", "Examples", { span: "41", content: "one" }),
  artifact("e2", "Examples", { span: "42", content: "two" }),
  artifact("b1", "ModelBlessing", { blessed: 1 }),
  artifact("b2", "ModelBlessing", { blessed: 0, uri: "/b/2" }),
  artifact("p1", "PushedModel", { pushed: 1 }),
];
const pipeline = pipelineOf(
  "CsvExampleGen",
  "Trainer < CsvExampleGen.examples",
  "Evaluator < Trainer.model",
  "Pusher < Trainer.model, Evaluator.blessing",
);

interface More {
  readonly steps?: readonly Step[];
  readonly pipeline?: PipelineDefinition | null;
  readonly propertiesOf?: PropertiesOf;
}

function recorded(record: TraceRecord, more: More = {}): RecordText {
  const { trace, graphlets } = cut(...(more.steps ?? steps));
  return recordText(
    {
      trace,
      graphlets,
      pipeline: more.pipeline === undefined ? pipeline : more.pipeline,
      tracePipeline: 0,
      histories: nodeHistories(trace, graphlets, 0),
      source: "metadata.sqlite",
      settings: defaultSettings,
      now: builtTraceStart + 5 * 3_600_000,
      propertiesOf: more.propertiesOf ?? (() => null),
    },
    record,
  );
}
const textOf = (record: TraceRecord, more?: More): string => recorded(record, more).text;

test("an execution: what it was, read, wrote, led to, and its properties", () => {
  expect(
    textOf(
      { type: "execution", id: 2 },
      { propertiesOf: () => [{ name: "train_args", value: '{\n  "num_steps": 5\n}' }] },
    ),
  ).toBe(`execution 2 · Trainer

  node            Trainer
  type            Trainer
  kind            train
  state           complete
  pipeline        taxi
  run             monday
  started         2026-03-01T00:01:00.000Z (4 hours ago)
  last update     2026-03-01T00:04:12.000Z (4 hours ago)
  duration        3m 12s
  counts as       useful
  code            c

Reads
  examples        artifact 1 · span 41

Writes
  model           artifact 2 · model 2

Models
  model 2 · deployed

Properties
  train_args      {"num_steps":5}

# From metadata.sqlite, as of 2026-03-01T05:00:00.000Z.
`);
});

test("an artifact: what made it and what read it", () => {
  expect(textOf({ type: "artifact", id: 7 }).split("\n").slice(0, 11)).toEqual([
    "artifact 7 · blessing 7",
    "",
    "  type            ModelBlessing",
    "  kind            blessing",
    "  name            b2",
    "  uri             /b/2",
    "  blessed         no",
    "  created         2026-03-01T00:00:00.000Z (5 hours ago)",
    "",
    "Written by",
    "  execution 7 · Evaluator · complete · 1m · 2026-03-01T02:05:00.000Z (2 hours ago)",
  ]);
});

test("a run: its models, its executions in order of start", () => {
  const text = textOf({ type: "run", name: "tuesday" });
  expect(text).toMatch(/^run tuesday\n/);
  expect(text).toContain("model 4 · wasted · 5m · 2026-03-01T02:01:00.000Z (2 hours ago) · Not deployed: not blessed");
  expect(text.match(/^ {2}execution \d+/gm)).toEqual(["  execution 5", "  execution 6", "  execution 7"]);
});

test("a node: all that it ran and trained, newest first", () => {
  const text = textOf({ type: "node", node: "Trainer" });
  expect(text).toContain("  models          2 models, 1 deployed\n");
  expect(text.match(/^ {2}model \d+/gm)).toEqual(["  model 4", "  model 2"]);
  expect(text.match(/^ {2}execution \d+/gm)).toEqual(["  execution 6", "  execution 2"]);
});

test("a model: what it was made from, where it went", () => {
  const { text, sections } = recorded({ type: "graphlet", trainer: 2 });
  expect(text).toMatch(/^model 2 · trained by Trainer\n/);
  expect(sections.map(({ title }) => title)).toEqual(["Made from", "Went to"]);
});

describe("an explanation", () => {
  test("of a model that was not blessed", () => {
    const text = textOf({ type: "explanation", trainer: 6 });
    expect(text).toContain("  why             Not deployed: not blessed by Evaluator (blessing 7).\n");
    expect(text).toContain(
      "What stopped it\n  Evaluator (execution 7) did not bless it · started 2026-03-01T02:05:00.000Z (2 hours ago)\n",
    );
    expect(text).toContain(
      "The way to deployment\n  Evaluator       execution 7 complete\n  Pusher          did not run\n",
    );
    expect(text).toContain(
      "Since the last deployed model\n  Changed: data (none of 2 spans shared), code. Not known: parameters. Model 2 was deployed; model 4 was not deployed: it was not blessed.\n",
    );
  });

  test("says what nobody knows from the store", () => {
    expect(textOf({ type: "explanation", trainer: 6 })).toContain(
      "Not in the store\n  What Evaluator (execution 7) held the model to: no thresholds are recorded.\n",
    );
  });

  test("without a definition goes nowhere by links", () => {
    expect(textOf({ type: "explanation", trainer: 6 }, { pipeline: null })).not.toContain("see  ");
  });
});

describe("a comparison", () => {
  test("with the last deployed model", () => {
    const text = textOf({ type: "comparison", trainer: 6, against: "deployed" });
    expect(text).toMatch(/^model 4 compared with model 2\n/);
    expect(text).toContain(
      "Data (none of 2 spans shared, 0 %)\n- artifact 1 · span 41 · one\n+ artifact 3 · span 42 · two\n",
    );
    expect(text).toContain("~ Trainer · execution 2 complete 3m 12s → execution 6 complete 3m 12s · code changed\n");
    expect(text).toContain("- Pusher · execution 4 complete 1m → did not run\n");
  });

  test("of the same inputs and another outcome names the steps that only one went through", () => {
    const same = { reads: { examples: "e1" }, code: "c", parameters: "{}" };
    const twice: readonly Step[] = [
      run("g", "CsvExampleGen", { writes: { examples: "e1" } }),
      run("t1", "Trainer", { ...same, writes: { model: "m1" } }),
      run("p1", "Pusher", { reads: { model: "m1" }, writes: { pushed_model: "p1" } }),
      run("t2", "Trainer", { ...same, writes: { model: "m2" } }),
    ];
    expect(textOf({ type: "comparison", trainer: 4, against: "before" }, { steps: twice })).toContain(
      "The data, code and parameters of the training are the same. The outcome is not: model 2 was deployed; model 4 was not deployed: nothing that deploys ran. Only model 2 went through Pusher.\n",
    );
  });

  test("is refused in a sentence where there is nothing to compare with", () => {
    expect(textOf({ type: "comparison", trainer: 2, against: "deployed" })).toBe(
      "# No model was deployed before the one that execution 2 trained.\n",
    );
  });
});

test.each<[TraceRecord, string]>([
  [{ type: "execution", id: 99 }, "The trace has no execution 99."],
  [{ type: "artifact", id: "x" }, "The trace has no artifact x."],
  [{ type: "run", name: "sunday" }, "The trace has no run sunday."],
  [{ type: "explanation", trainer: 1 }, "Execution 1 trained no model."],
])("%j is not there: %s", (record, sentence) => {
  expect(textOf(record)).toBe(`# ${sentence}\n`);
});

test("what a link covers is what it leads to", () => {
  const { text, links } = recorded({ type: "explanation", trainer: 6 });
  const lines = text.split("\n");
  const covered = links.map(({ line, start, end, target }) => [
    lines[line]?.slice(start, end),
    target.type === "record" ? target.record : target,
  ]);
  expect(covered).toContainEqual(["execution 7", { type: "execution", id: 7 }]);
  expect(covered).toContainEqual(["blessing 7", { type: "artifact", id: 7 }]);
  expect(covered).toContainEqual(["graph", { type: "graph", trainer: 6 }]);
  expect(covered).toContainEqual(["code", { type: "source", node: "Trainer" }]);
});

test("sections span their lines", () => {
  const { text, sections } = recorded({ type: "execution", id: 2 });
  const lines = text.split("\n");
  expect(sections.map(({ title, line, end }) => [title === lines[line], lines[end]])).toEqual([
    [true, "  examples        artifact 1 · span 41"],
    [true, "  model           artifact 2 · model 2"],
    [true, "  model 2 · deployed"],
  ]);
});

describe("hostile names", () => {
  const evil = "a\u202eb\u0000c\nd\u2066\ud800<b>[x](command:y)";
  const named: readonly Step[] = [
    run("t", "Trainer", { node: evil, run: evil, parameters: `{"${"k".repeat(5_000)}":1}` }),
  ];

  test("stand on their line, with what would steer the text made visible", () => {
    const [first] = textOf({ type: "execution", id: 1 }, { steps: named }).split("\n");
    expect(first).toBe("execution 1 · a\\u{202e}b\\u{0}c\\u{a}d\\u{2066}\ufffd<b>[x](command:y)");
  });

  test("are covered by their links as shown", () => {
    const { text, links } = recorded({ type: "execution", id: 1 }, { steps: named });
    const [node] = links;
    expect(text.split("\n")[node?.line ?? 0]?.slice(node?.start, node?.end)).toBe(
      "a\\u{202e}b\\u{0}c\\u{a}d\\u{2066}\ufffd<b>[x](command:y)",
    );
  });

  test("that are very long are cut", () => {
    const propertiesOf: PropertiesOf = () => [{ name: "x".repeat(9_000), value: "y".repeat(9_000) }];
    const lines = textOf({ type: "execution", id: 1 }, { steps: named, propertiesOf }).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(4_100);
  });
});

test("a record has 10,000 lines at most and says so", () => {
  const many = Array.from({ length: 12_000 }, (_, index) => run(`g${index}`, "CsvExampleGen", { run: "one" }));
  const lines = textOf({ type: "run", name: "one" }, { steps: many }).trimEnd().split("\n");
  expect(lines).toHaveLength(10_001);
  expect(lines.at(-1)).toBe("# The rest is not shown: a record has 10,000 lines at most.");
});

test("of a node's runs the newest 1,000 are listed, the rest is counted", () => {
  const many = Array.from({ length: 1_200 }, (_, index) => run(`g${index}`, "CsvExampleGen"));
  const lines = textOf({ type: "node", node: "CsvExampleGen" }, { steps: many }).split("\n");
  expect(lines.filter((line) => line.startsWith("  execution "))).toHaveLength(1_000);
  expect(lines).toContain("# and 200 more");
});

test("the rows whose properties a record needs are few", () => {
  const { trace, graphlets } = cut(...steps);
  expect(recordRows(trace, graphlets, { type: "execution", id: 7 })).toEqual([{ of: "execution", row: 6 }]);
  expect(recordRows(trace, graphlets, { type: "node", node: "Trainer" })).toEqual([]);
  const wanted = recordRows(trace, graphlets, { type: "comparison", trainer: 6, against: "deployed" });
  expect(wanted.map(({ of, row }) => `${of} ${row}`)).toEqual([
    "execution 6",
    "artifact 6",
    "execution 2",
    "artifact 4",
    "artifact 5",
  ]);
});

test.each<readonly [TraceRecord, string | null]>([
  [{ type: "graphlet", trainer: 6 }, "model 4"],
  [{ type: "explanation", trainer: 6 }, "model 4 explained"],
  [{ type: "comparison", trainer: 6, against: "deployed" }, "model 4 compared with model 2"],
  [{ type: "comparison", trainer: 6, against: { trainer: 2 } }, "model 4 compared with model 2"],
  [{ type: "execution", id: 6 }, null],
  [{ type: "explanation", trainer: 1 }, null],
])("%j is called what its text begins with", (record, name) => {
  const answer = recorded(record);
  expect(answer.name).toBe(name);
  expect(answer.text.startsWith(name ?? "")).toBe(true);
});
