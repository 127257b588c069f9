import { expect, test } from "vitest";
import { cutColumns, cutGraphlets, graphletsOf } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import { buildTrace, run, type Step } from "../../generate/traceBuilder.ts";
import { cut } from "./cut.ts";
import { plain } from "./plain.ts";

test("a cached training has no graphlet", () => {
  const { trainers, statusOf } = cut(
    run("gen", "CsvExampleGen", { writes: { examples: "e1" } }),
    run("train", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" } }),
    run("cached", "Trainer", { state: "cached", reads: { examples: "e1" }, writes: { model: "m1" } }),
  );
  expect(trainers()).toEqual(["train"]);
  expect(statusOf("cached")).toBe("unattributed");
});

test("a training of unknown state has one", () => {
  expect(cut(run("train", "Trainer", { state: "unknown" })).trainers()).toEqual(["train"]);
});

test("a trace without training has none", () => {
  expect(cut(run("gen", "CsvExampleGen")).graphlets.list).toEqual([]);
});

test("an empty trace has none", () => {
  expect(cut().graphlets.list).toEqual([]);
});

test("a chain of thirty thousand steps is walked to its end", () => {
  const length = 30_000;
  const steps: Step[] = [run("0", "Transform", { writes: { transform_graph: "g0" } })];
  for (let i = 1; i < length; i++) {
    steps.push(
      run(String(i), "Transform", { reads: { transform_graph: `g${i - 1}` }, writes: { transform_graph: `g${i}` } }),
    );
  }
  steps.push(run("train", "Trainer", { reads: { transform_graph: `g${length - 1}` }, writes: { model: "m" } }));
  expect(cut(...steps).of("train").up).toHaveLength(length + 1);
});

test("cancellation ends the work", () => {
  const { trace } = buildTrace(run("train", "Trainer"));
  expect(() => cutGraphlets(trace, { isCancellationRequested: true })).toThrow("cancelled");
});

test("cancellation is asked for between graphlets", () => {
  const reads = { examples: Array.from({ length: 300 }, (_, i) => `e${i}`) };
  const { trace } = buildTrace(
    ...reads.examples.map((examples) => run(`gen ${examples}`, "CsvExampleGen", { writes: { examples } })),
    ...Array.from({ length: 300 }, (_, i) => run(`train ${i}`, "Trainer", { reads })),
  );
  let asked = 0;
  const token = {
    get isCancellationRequested() {
      asked++;
      return false;
    },
  };
  cutGraphlets(trace, token);
  expect(asked).toBeGreaterThan(5);
});

test("columns cut in one thread are shown in another", () => {
  const { trace } = buildTrace(
    run("gen", "CsvExampleGen", { writes: { examples: "e1" } }),
    run("t1", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" } }),
    run("t2", "Trainer", { reads: { examples: "e1", base_model: "m1" } }),
  );
  const columns = cutColumns(trace, neverCancelled);
  const there = graphletsOf(structuredClone(trace), structuredClone(columns));
  expect(plain(there)).toEqual(plain(cutGraphlets(trace, neverCancelled)));
});
