import { assert, describe, expect, test } from "vitest";
import { cutGraphlets } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import type { TreeFilter, TreePage, TreeParent } from "../../../server/src/protocol.ts";
import { treePage, treeTraces } from "../../../server/src/views/tree/index.ts";
import { artifact, type BuiltTrace, buildTrace, run } from "../../generate/traceBuilder.ts";
import { finished } from "./finished.ts";
import { now } from "./pipelines.ts";

const path = "/data/metadata.sqlite";
const taxi: TreeParent = { type: "pipeline", path, pipeline: "taxi" };

/** Three models: deployed, not blessed, and one whose training failed. */
const three = buildTrace(
  run("gen", "CsvExampleGen", { writes: { examples: "e1" }, run: "first" }),
  run("t1", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" }, seconds: 120, run: "first" }),
  run("push1", "Pusher", { reads: { model: "m1" }, writes: { pushed_model: "p1" }, run: "first" }),
  run("t2", "Trainer", { reads: { examples: "e1" }, writes: { model: "m2" }, seconds: 600, run: "second" }),
  run("eval2", "Evaluator", { reads: { model: "m2" }, writes: { blessing: "b2" }, run: "second" }),
  run("t3", "Trainer", { reads: { examples: "e1" }, state: "failed", seconds: 30, run: "third" }),
  artifact("b2", "ModelBlessing", { blessed: 0 }),
);

interface Asked {
  readonly filter?: TreeFilter;
  readonly offset?: number;
  readonly limit?: number;
  readonly timeZone?: string;
}

function page(
  { trace }: BuiltTrace,
  parent: TreeParent,
  { filter = {}, offset = 0, limit = 100, timeZone }: Asked = {},
): TreePage {
  const graphlets = cutGraphlets(trace, neverCancelled);
  const input = { trace, graphlets, filter, offset, limit, settings: defaultSettings, now, timeZone };
  return finished(
    treePage(input, parent, (_, name) => ({ uri: "store:", pipeline: name ?? undefined, defined: false })),
  );
}

const lines = ({ items }: TreePage): string[] =>
  items.map(({ label, description }) => `${label} ${description}`.trim());

describe("what stands below what", () => {
  test("traces, named as they lie in the workspace", () => {
    const listed = { path, label: "out/metadata.sqlite", description: "3 models", kind: "mlmd", inUse: true };
    const shown = finished(treeTraces([listed], { offset: 0, limit: 10 }));
    expect(lines(shown)).toEqual(["out/metadata.sqlite — 3 models"]);
    expect(shown.items[0]?.details).toEqual(["ML Metadata", path, "In use by an open definition"]);
  });

  test("pipelines of a trace, with what they come to", () => {
    const shown = page(three, { type: "trace", path });
    expect(lines(shown)).toEqual(["taxi — 3 models, 1 deployed"]);
    expect(shown.items[0]).toMatchObject({ type: "pipeline", target: { uri: "store:", pipeline: "taxi" } });
  });

  test("all of them with times by the reader's clock", () => {
    const timeZone = "Europe/Berlin";
    const pipelines = page(three, { type: "trace", path }, { timeZone }).items;
    const models = page(three, taxi, { timeZone }).items;
    const [newest] = models;
    assert(newest?.type === "graphlet");
    const executions = page(three, { type: "graphlet", path, trainer: newest.trainer }, { timeZone }).items;
    const times = [pipelines, models, executions].map(([first]) =>
      first?.details.find((text) => / GMT\+1$/.test(text)),
    );
    expect(times).not.toContain(undefined);
  });

  test("models of a pipeline, the newest first, with what became of them and their cost", () => {
    const shown = page(three, taxi);
    expect(lines(shown)).toEqual([
      "training 6 · training failed · 1m 30s",
      "model 3 · not blessed · 12m",
      "model 2 · deployed · 4m",
    ]);
    expect(shown.items.map((item) => item.type === "graphlet" && item.status)).toEqual(["failed", "wasted", "pushed"]);
  });

  test("executions of a model, in the order in which they started", () => {
    const shown = page(three, { type: "graphlet", path, trainer: 2 });
    expect(lines(shown)).toEqual(["CsvExampleGen · 1m", "Trainer · 2m", "Pusher · 1m"]);
  });

  test("runs of a pipeline that trains nothing, and their executions", () => {
    const plain = buildTrace(
      run("a", "CsvExampleGen", { writes: { examples: "e1" }, run: "monday" }),
      run("b", "StatisticsGen", { reads: { examples: "e1" }, run: "monday", state: "failed" }),
      run("c", "CsvExampleGen", { run: "tuesday" }),
    );
    expect(lines(page(plain, taxi))).toEqual(["tuesday · 1 execution · 1m", "monday · 2 executions · 2m"]);
    const members = page(plain, { type: "run", path, pipeline: "taxi", run: "monday" });
    expect(lines(members)).toEqual(["CsvExampleGen · 1m", "StatisticsGen · 1m · failed"]);
  });

  test("executions without a pipeline are an entry of their own", () => {
    const stray = buildTrace(run("a", "CsvExampleGen", { pipeline: null, run: null }));
    expect(lines(page(stray, { type: "trace", path }))).toEqual(["no pipeline — no runs"]);
    expect(lines(page(stray, { type: "pipeline", path, pipeline: null }))).toEqual(["no run · 1 execution · 1m"]);
  });

  test("what a trace has lost meanwhile is said to be gone", () => {
    expect(page(three, { ...taxi, pipeline: "other" }).message).toBe("It is no longer in the trace.");
    expect(page(three, { type: "graphlet", path, trainer: 99 }).message).toBe("It is no longer in the trace.");
  });
});

describe("filters", () => {
  const models = (filter: TreeFilter): string[] => page(three, taxi, { filter }).items.map(({ label }) => label);

  test("by what became of the model", () => {
    expect(models({ statuses: ["pushed", "failed"] })).toEqual(["training 6", "model 2"]);
  });
  test("by cost", () => {
    expect(models({ leastCost: 600 })).toEqual(["model 3"]);
  });
  test("by date", () => {
    expect(models({ since: now })).toEqual([]);
    expect(models({ since: now - 7_200_000 })).toHaveLength(3);
    expect(models({ until: now - 7_200_000 - 1 })).toEqual([]);
    expect(models({ until: now })).toHaveLength(3);
  });
  test("by words: all of them, in label, outcome, node or run", () => {
    expect(models({ words: "BLESSED second" })).toEqual(["model 3"]);
    expect(models({ words: "trainer" })).toHaveLength(3);
    expect(models({ words: "blessed first" })).toEqual([]);
  });
  test("that nothing fits are told", () => {
    expect(page(three, taxi, { filter: { words: "nowhere" } }).message).toBe("No model fits the filter.");
  });
});

describe("pages", () => {
  test("go on where the one before ended", () => {
    const first = page(three, taxi, { limit: 2 });
    expect([first.items.length, first.more]).toEqual([2, true]);
    const second = page(three, taxi, { offset: 2, limit: 2 });
    expect([lines(second), second.more]).toEqual([["model 2 · deployed · 4m"], false]);
  });
  test.each([Number.NaN, -5, 0])("of %s items have one", (limit) => {
    expect(page(three, taxi, { limit }).items).toHaveLength(1);
  });
});

test("names of a trace cannot break out of their line", () => {
  const odd = buildTrace(run("a", "CsvExampleGen", { pipeline: `a\nb\u202e${"x".repeat(500)}` }));
  const [item] = page(odd, { type: "trace", path }).items;
  expect(item?.label).toMatch(/^a\\u\{a\}b\\u\{202e\}x+…$/);
});
