import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeHistories } from "../../../server/src/graphlets/nodeHistory.ts";
import { costSince } from "../../../server/src/waste/pipelineCost.ts";
import { builtTraceStart } from "../../generate/traceBuilder.ts";
import { cut } from "../graphlets/cut.ts";
import { randomSteps } from "../graphlets/randomTrace.ts";

test("sums the known costs of the pipeline's executions that started at a time or later, and those of unknown start", () => {
  fc.assert(
    fc.property(randomSteps, fc.integer({ min: -10, max: 4010 }), (steps, minute) => {
      const { trace, graphlets } = cut(...steps);
      const { pipeline, cost, startedAt } = trace.executions;
      const histories = nodeHistories(trace, graphlets, pipeline[0] ?? -1);
      const time = builtTraceStart + minute * 60_000;
      const rows = [...cost.keys()].filter(
        (row) => pipeline[row] === pipeline[0] && Number.isFinite(cost[row]) && !((startedAt[row] ?? 0) < time),
      );
      const expected = rows.reduce((sum, row) => sum + (cost[row] ?? 0), 0);
      expect(costSince({ trace, histories }, time)).toBeCloseTo(expected, 6);
      const whole = [...histories.values()].reduce((sum, { costSeconds }) => sum + costSeconds, 0);
      expect(costSince({ trace, histories }, Number.NEGATIVE_INFINITY)).toBeCloseTo(whole, 6);
    }),
    { numRuns: 300 },
  );
});
