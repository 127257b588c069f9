import { describe, expect, test } from "vitest";
import { run, type Step } from "../../generate/traceBuilder.ts";
import { cut } from "./cut.ts";

const day = 24 * 60;

function checkAbandoned(expected: readonly string[], ...steps: readonly Step[]): void {
  const { graphlets, trace, names } = cut(...steps);
  const rows = Array.from({ length: trace.executions.count }, (_, row) => row);
  expect(names(rows.filter((row) => graphlets.abandoned[row] === 1))).toEqual(expected);
}

describe("an unfinished execution is abandoned", () => {
  test("where a newer one of its node exists", () => {
    checkAbandoned(
      ["old"],
      run("old", "Trainer", { state: "running", start: 0 }),
      run("new", "Trainer", { state: "running", start: 1 }),
    );
  });

  test("where a newer one has the same start and a higher id", () => {
    checkAbandoned(
      ["first"],
      run("first", "Trainer", { state: "new", start: 5 }),
      run("second", "Trainer", { state: "complete", start: 5 }),
    );
  });

  test("where it has a higher id, but started before another", () => {
    checkAbandoned(
      ["second"],
      run("first", "Trainer", { state: "running", start: 9 }),
      run("second", "Trainer", { state: "running", start: 5 }),
    );
  });

  test("where its own start is unknown and another's is not", () => {
    checkAbandoned(
      ["unknown"],
      run("known", "Trainer", { state: "running", start: 0 }),
      run("unknown", "Trainer", { state: "running", start: null }),
    );
  });

  test("not for a newer one of another node or pipeline", () => {
    checkAbandoned(
      [],
      run("old", "Trainer", { state: "running", pipeline: "taxi" }),
      run("node", "Trainer", { node: "Trainer.challenger", pipeline: "taxi" }),
      run("pipeline", "Trainer", { pipeline: "iris" }),
    );
  });

  test("where a newer one ran in a later interactive session", () => {
    checkAbandoned(
      ["first"],
      run("first", "Trainer", { state: "running", pipeline: "interactive-2026-03-01T00_00_00" }),
      run("second", "Trainer", { pipeline: "interactive-2026-03-01T01_00_00" }),
    );
  });

  test("where another execution was started more than a day after it", () => {
    checkAbandoned(
      ["old"],
      run("old", "Trainer", { state: "running", start: 0 }),
      run("other", "CsvExampleGen", { start: day, seconds: 0.001 }),
    );
  });

  test("not where the other was started a day after it to the millisecond", () => {
    checkAbandoned(
      [],
      run("old", "Trainer", { state: "running", start: 0 }),
      run("other", "CsvExampleGen", { state: "running", start: day }),
    );
  });

  test("where another execution was updated more than a day after it started", () => {
    checkAbandoned(
      ["old"],
      run("old", "Trainer", { state: "running", start: 0 }),
      run("other", "CsvExampleGen", { start: 0, seconds: (day + 1) * 60 }),
    );
  });

  test("not for its own late update", () => {
    checkAbandoned(
      [],
      run("other", "CsvExampleGen", { start: 0 }),
      run("lonely", "Trainer", { state: "running", start: 2 * day }),
    );
  });

  test("not where it is finished", () => {
    checkAbandoned(
      [],
      run("old", "Trainer", { state: "failed", start: 0 }),
      run("canceled", "Trainer", { state: "canceled", start: 0 }),
      run("new", "Trainer", { start: 3 * day }),
    );
  });
});
