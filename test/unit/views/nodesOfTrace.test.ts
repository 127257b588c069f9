import { expect, test } from "vitest";
import { nodesOfTrace } from "../../../server/src/views/tree/nodesOfTrace.ts";
import { artifact, buildTrace, run, type Step } from "../../generate/traceBuilder.ts";

const start = { line: 0, character: 0 };
const location = { uri: "file:///store", range: { start, end: start } };

/** `orders<etl_orders`: what reads from what. */
function links(...steps: readonly Step[]): string[] {
  return nodesOfTrace(buildTrace(...steps).trace, 0, location).flatMap(({ id, inputs }) =>
    inputs.map(({ from }) => `${id}<${from?.node}`),
  );
}

test("a step comes after the one that wrote what it read", () => {
  expect(links(run("l", "Load", { writes: ["t1"] }), run("r", "Report", { reads: ["t1"] }))).toEqual(["Report<Load"]);
});

test("of a dataset that was there before its maker ran, a step comes after that maker", () => {
  const table = { uri: "db/orders" };
  expect(
    links(
      run("r", "Report", { reads: ["before"] }),
      run("l", "Load", { writes: ["now"] }),
      artifact("before", "Dataset", table),
      artifact("now", "Dataset", table),
    ),
  ).toEqual(["Report<Load"]);
});

test("a step that writes anew what it read does not come after itself", () => {
  const table = { uri: "db/orders" };
  expect(
    links(
      run("c", "Clean", { reads: ["before"], writes: ["now"] }),
      artifact("before", "Dataset", table),
      artifact("now", "Dataset", table),
    ),
  ).toEqual([]);
});

test("steps are in the order in which they first ran", () => {
  const { trace } = buildTrace(
    run("c", "Third", { start: 9 }),
    run("a", "First", { start: 1 }),
    run("n", "Unknown", { start: null }),
    run("b", "Second", { start: 5 }),
  );
  expect(nodesOfTrace(trace, 0, location).map(({ id }) => id)).toEqual(["First", "Second", "Third", "Unknown"]);
});
