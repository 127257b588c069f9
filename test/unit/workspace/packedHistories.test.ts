import { expect, test } from "vitest";
import { nodeHistories } from "../../../server/src/graphlets/nodeHistory.ts";
import { historiesOf, packHistories } from "../../../server/src/workspace/packedHistories.ts";
import { run } from "../../generate/traceBuilder.ts";
import { cut } from "../graphlets/cut.ts";

const { trace, graphlets } = cut(run("one", "Trainer"), run("two", "Trainer", { pipeline: "iris" }));

test("histories come back as they were, of the pipeline that is asked for", () => {
  const made = [0, 1].map((pipeline) => nodeHistories(trace, graphlets, pipeline));
  const histories = historiesOf(made.map((history, pipeline) => packHistories(pipeline, history)));
  expect([histories.get(0), histories.get(1)]).toEqual(made);
});

test("of a pipeline whose histories were not made there are none", () => {
  expect(historiesOf([packHistories(0, nodeHistories(trace, graphlets, 0))]).get(1)).toBeUndefined();
});
