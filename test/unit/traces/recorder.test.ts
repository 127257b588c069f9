import { expect, test } from "vitest";
import { cutGraphlets } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import { idAt, textOf } from "../../../server/src/model/trace.ts";
import {
  type ArtifactRecord,
  createRecorder,
  type ExecutionRecord,
  type Recorder,
} from "../../../server/src/traces/recorder.ts";

const execution = (id: string, more: Partial<ExecutionRecord> = {}): ExecutionRecord => ({
  id,
  type: id,
  node: id,
  kind: "other",
  guessed: false,
  state: "complete",
  pipeline: "p",
  run: "r",
  startedAt: 1_000,
  updatedAt: 3_000,
  code: null,
  parameters: null,
  ...more,
});
const artifact = (id: string, more: Partial<ArtifactRecord> = {}): ArtifactRecord => ({
  id,
  type: "Model",
  kind: "model",
  uri: null,
  name: null,
  content: null,
  createdAt: Number.NaN,
  ...more,
});
const finished = (record: (recorder: Recorder) => void) => {
  const recorder = createRecorder();
  record(recorder);
  return recorder.finish({ kind: "test", schemaVersion: null });
};

test("rows are in the order of the ids, whatever order they came in", () => {
  const trace = finished((recorder) => {
    recorder.execution(execution("b"));
    recorder.execution(execution("a"));
  });
  expect([0, 1].map((row) => idAt(trace.executions.id, row))).toEqual(["a", "b"]);
});

test("an execution that is recorded again replaces the first", () => {
  const trace = finished((recorder) => {
    recorder.execution(execution("a", { state: "running" }));
    recorder.execution(execution("a", { updatedAt: 5_000 }));
  });
  expect([...trace.executions.cost]).toEqual([4]);
});

test("an edge may come before its ends", () => {
  const trace = finished((recorder) => {
    recorder.writes("a", "m", "model");
    recorder.execution(execution("a"));
    recorder.artifact(artifact("m"));
  });
  expect([...trace.writes.target]).toEqual([0]);
  expect(textOf(trace.strings, trace.writes.key[0])).toBe("model");
});

test("an edge without one of its ends is counted as skipped", () => {
  const { counts } = finished((recorder) => {
    recorder.reads("a", "nowhere", "data");
    recorder.execution(execution("a"));
  });
  expect(counts).toMatchObject({ events: 1, skippedEvents: 1 });
});

test("what is recorded is cut into graphlets", () => {
  const trace = finished((recorder) => {
    recorder.execution(execution("t", { kind: "train" }));
    recorder.execution(execution("d", { kind: "deploy" }));
    recorder.artifact(artifact("m"));
    recorder.artifact(artifact("p", { kind: "pushed", pushed: 1 }));
    recorder.writes("t", "m", "model");
    recorder.reads("d", "m", "model");
    recorder.writes("d", "p", "pushed");
  });
  expect(cutGraphlets(trace, neverCancelled).list.map(({ status, costSeconds }) => [status, costSeconds])).toEqual([
    ["pushed", 4],
  ]);
});
