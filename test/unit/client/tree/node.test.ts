import { describe, expect, test } from "vitest";
import {
  graphArguments,
  idOf,
  modelArgumentsOf,
  type NodeItem,
  nodesOf,
  parentParams,
  placeOf,
  recordArguments,
  type TraceNode,
} from "../../../../client/src/tree/node.ts";

const path = "/data/metadata.sqlite";
const uri = "file:///project/pipeline.py";
const texts = { label: "", description: "", details: [] };

const traceItem: NodeItem = { type: "trace", path, kind: "mlmd", inUse: true, ...texts };
const pipelineItem: NodeItem = {
  type: "pipeline",
  pipeline: "taxi",
  target: { uri, pipeline: "taxi", defined: true },
  ...texts,
};
const modelItem: NodeItem = { type: "graphlet", trainer: 41, node: "Trainer", status: "wasted", ...texts };
const runItem: NodeItem = { type: "run", run: "monday", state: "complete", ...texts };
const executionItem: NodeItem = { type: "execution", id: 43, node: "Evaluator", state: "complete", ...texts };

/** The last of lines that each stand below the one before. */
function chain(...items: readonly NodeItem[]): TraceNode {
  let node: TraceNode | null = null;
  for (const item of items) node = nodesOf([item], node)[0] ?? null;
  return node ?? expect.fail("no line");
}
const pipeline = chain(traceItem, pipelineItem);
const model = chain(traceItem, pipelineItem, modelItem);
const execution = chain(traceItem, pipelineItem, modelItem, executionItem);
const ofRun = chain(traceItem, pipelineItem, runItem, executionItem);

describe("a line's graph", () => {
  test.each([
    ["pipeline", pipeline, { level: "pipeline" }],
    ["model", model, { level: "graphlet", trainer: 41 }],
    ["execution of a model", execution, { level: "graphlet", trainer: 41, node: "Evaluator" }],
    ["execution of a run", ofRun, { level: "pipeline", node: "Evaluator" }],
  ])("of a %s", (_, node, shown) => {
    expect(graphArguments(node)).toEqual({ uri, pipeline: "taxi", ...shown });
  });
  test("of a trace is none", () => {
    expect(graphArguments(chain(traceItem))).toBeNull();
  });
});

test("records are of models, runs and executions", () => {
  const records = [model, execution, chain(traceItem, pipelineItem, runItem), pipeline].map(
    (node) => recordArguments(node)?.record ?? null,
  );
  expect(records).toEqual([
    { type: "graphlet", trainer: 41 },
    { type: "execution", id: 43 },
    { type: "run", name: "monday" },
    null,
  ]);
});

test("a model is meant by its own line and by those of its executions", () => {
  expect(modelArgumentsOf(model)?.trainer).toBe(41);
  expect(modelArgumentsOf(execution)?.trainer).toBe(41);
  expect(modelArgumentsOf(ofRun)).toBeNull();
});

test("ids to copy are the store's", () => {
  expect([model, execution, pipeline].map(idOf)).toEqual(["41", "43", null]);
});

test("places in code are where a definition is", () => {
  expect(placeOf(execution)).toEqual({ uri, node: "Evaluator" });
  expect(placeOf(pipeline)).toEqual({ uri, node: null });
  const store = { uri: `graphlet-store:${path}`, pipeline: "taxi", defined: false };
  expect(placeOf(chain(traceItem, { ...pipelineItem, target: store }))).toBeNull();
});

test("children are asked for by path and name", () => {
  expect(parentParams(chain(traceItem, pipelineItem, runItem))).toEqual({
    type: "run",
    path,
    pipeline: "taxi",
    run: "monday",
  });
  expect(parentParams(execution)).toBeNull();
});

test("lines of the same name have ids of their own, which stay", () => {
  const [first, second] = nodesOf([runItem, runItem], pipeline);
  expect(first?.id).not.toBe(second?.id);
  expect(nodesOf([runItem], pipeline)[0]?.id).toBe(first?.id);
});
