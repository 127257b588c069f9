import { expect, test } from "vitest";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import { run, type Step } from "../../generate/traceBuilder.ts";
import { found, messages } from "./findings.ts";
import { pipelineOf } from "./pipelineText.ts";

const pipeline = pipelineOf("Transform");

/** One execution a letter, a minute apart: `.` complete, `x` failed, `c` cached, `r` running; ten minutes each. */
const history = (letters: string): Step[] =>
  [...letters].map((letter, index) =>
    run(`r${index}`, "Transform", {
      state: letter === "x" ? "failed" : letter === "c" ? "cached" : letter === "r" ? "running" : "complete",
      seconds: 600,
    }),
  );

test("failures are counted among the last runs, with their cost and age", () => {
  expect(messages("failing-node", { pipeline, steps: history("..x..x") })).toEqual([
    "Transform: 2 of the last 6 runs failed: 20m. Last: 1 day ago.",
  ]);
});

test("one failure is bad luck", () => {
  expect(messages("failing-node", { pipeline, steps: history(".....x") })).toEqual([]);
});

test("failures before the window are forgotten", () => {
  const settings = { ...defaultSettings, failingNode: { window: 4, minimum: 2 } };
  expect(messages("failing-node", { pipeline, settings, steps: history("xx....") })).toEqual([]);
});

test("what was canceled is neither a failure nor a run", () => {
  const canceled = [1, 2, 3].map((i) => run(`c${i}`, "Transform", { state: "canceled" }));
  expect(messages("failing-node", { pipeline, steps: [...history(".x.x"), ...canceled] })).toEqual([
    "Transform: 2 of the last 4 runs failed: 20m. Last: 1 day ago.",
  ]);
});

test("a run that has not ended is no run yet", () => {
  expect(messages("failing-node", { pipeline, steps: history("xxr") })).toEqual([
    "Transform: 2 of the last 2 runs failed: 20m. Last: 1 day ago.",
  ]);
});

test("each says how long it took to fail", () => {
  expect(found("failing-node", { pipeline, steps: history(".x.x") })[0]?.evidence).toEqual([
    { execution: 4, message: "Failed after 10m." },
    { execution: 2, message: "Failed after 10m." },
  ]);
});

test("the failed executions are the evidence", () => {
  expect(found("failing-node", { pipeline, steps: history(".x.x") })[0]?.executions).toEqual([2, 4]);
});

test("a node that never ran says nothing", () => {
  expect(messages("failing-node", { pipeline: pipelineOf("Pusher"), steps: history("xxx") })).toEqual([]);
});
