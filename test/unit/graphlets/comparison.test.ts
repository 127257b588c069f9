import { describe, expect, test } from "vitest";
import { artifact, type ExecutionSpec, run, type Step } from "../../generate/traceBuilder.ts";
import { cut } from "./cut.ts";

/** A training on these spans, ingested for it alone; spans of the same content are the same. */
function training(name: string, spans: string, spec: ExecutionSpec = {}): Step[] {
  const contents = spans.split(" ").filter(Boolean);
  const examples = contents.map((content) => `${name}-${content}`);
  return [
    ...contents.map((content, i) => artifact(examples[i] ?? "", "Examples", { content })),
    ...examples.map((one) => run(`gen ${one}`, "CsvExampleGen", { writes: { examples: one }, pipeline: "ingestion" })),
    run(name, "Trainer", { reads: { examples }, writes: { model: `model of ${name}` }, ...spec }),
  ];
}

describe("data of consecutive graphlets", () => {
  test("are compared by the content of their spans", () => {
    const { of } = cut(...training("t1", "a b c"), ...training("t2", "b c d"));
    expect([of("t1").dataJaccard, of("t2").dataJaccard]).toEqual([null, 0.5]);
  });

  test("are compared by artifact where the content is unknown", () => {
    const { of } = cut(
      run("gen1", "CsvExampleGen", { writes: { examples: "e1" } }),
      run("gen2", "CsvExampleGen", { writes: { examples: "e2" } }),
      run("t1", "Trainer", { reads: { examples: "e1" } }),
      run("t2", "Trainer", { reads: { examples: ["e1", "e2"] } }),
    );
    expect(of("t2")).toMatchObject({ dataJaccard: 0.5, inputSpans: ["artifact 1", "artifact 2"] });
  });

  test("count a content once, however often it was ingested", () => {
    const { of } = cut(
      artifact("e1", "Examples", { content: "a" }),
      artifact("e2", "Examples", { content: "a" }),
      run("gen", "CsvExampleGen", { writes: { examples: ["e1", "e2"] } }),
      run("t1", "Trainer", { reads: { examples: ["e1", "e2"] } }),
    );
    expect(of("t1").inputSpans).toEqual(["a"]);
  });

  test("are what ingestion wrote, not what was made from it or beside it", () => {
    const { of } = cut(
      artifact("e1", "Examples", { content: "raw" }),
      artifact("x1", "Examples", { content: "transformed" }),
      run("gen", "CsvExampleGen", { writes: { examples: "e1", statistics: "s1" } }),
      run("transform", "Transform", { reads: { examples: "e1" }, writes: { transformed_examples: "x1" } }),
      run("t1", "Trainer", { reads: { examples: "x1" } }),
    );
    expect(of("t1").inputSpans).toEqual(["raw"]);
  });

  test("are not compared where neither has a span", () => {
    const { of } = cut(run("t1", "Trainer"), run("t2", "Trainer"));
    expect(of("t2").dataJaccard).toBeNull();
  });

  test("have nothing in common where only one has a span", () => {
    const { of } = cut(...training("t1", "a"), run("t2", "Trainer"));
    expect(of("t2").dataJaccard).toBe(0);
  });
});

describe("the graphlet before", () => {
  const namesBefore = (...steps: readonly Step[]): readonly (string | null)[] => {
    const { graphlets, trainers } = cut(...steps);
    return trainers().map((_, i) => trainers()[graphlets.previous[i] ?? -1] ?? null);
  };

  test("is the one before in the same pipeline by train start", () => {
    expect(
      namesBefore(
        run("a1", "Trainer", { pipeline: "a", start: 1 }),
        run("b1", "Trainer", { pipeline: "b", start: 2 }),
        run("a3", "Trainer", { pipeline: "a", start: 4 }),
        run("a2", "Trainer", { pipeline: "a", start: 3 }),
      ),
    ).toEqual([null, null, "a1", "a2"]);
  });

  test("may be another train node's", () => {
    expect(namesBefore(run("t1", "Trainer"), run("t2", "Trainer", { node: "Trainer.challenger" }))).toEqual([
      null,
      "t1",
    ]);
  });

  test("may be of an earlier interactive session", () => {
    expect(
      namesBefore(
        run("t1", "Trainer", { pipeline: "interactive-1" }),
        run("t2", "Trainer", { pipeline: "interactive-2" }),
      ),
    ).toEqual([null, "t1"]);
  });

  test("comes first where its start is unknown", () => {
    expect(cut(run("known", "Trainer", { start: 0 }), run("unknown", "Trainer", { start: null })).trainers()).toEqual([
      "unknown",
      "known",
    ]);
  });

  test("comes first by id where both started together", () => {
    expect(cut(run("a", "Trainer", { start: 1 }), run("b", "Trainer", { start: 1 })).trainers()).toEqual(["a", "b"]);
  });
});

describe("code and parameters", () => {
  test("are the same, differ, or are unknown", () => {
    const { graphlets } = cut(
      run("t1", "Trainer", { code: "x", parameters: "p" }),
      run("t2", "Trainer", { code: "x", parameters: "q" }),
      run("t3", "Trainer", { code: "y", parameters: null }),
      run("t4", "Trainer", { code: null, parameters: null }),
    );
    expect(graphlets.list.map((one) => one.sameCode)).toEqual([null, true, false, null]);
    expect(graphlets.list.map((one) => one.sameParameters)).toEqual([null, false, null, null]);
  });
});

describe("a training is redundant", () => {
  const same: ExecutionSpec = { code: "x", parameters: "p" };
  const isRedundant = (...steps: readonly Step[]): boolean | undefined =>
    cut(...steps).graphlets.list.at(-1)?.redundant;

  test("with the same data, code, parameters and parents", () => {
    expect(isRedundant(...training("t1", "a", same), ...training("t2", "a", same))).toBe(true);
  });

  test("not with other data", () => {
    expect(isRedundant(...training("t1", "a", same), ...training("t2", "a b", same))).toBe(false);
  });

  test("not with other or unknown parameters", () => {
    expect(isRedundant(...training("t1", "a", same), ...training("t2", "a", { ...same, parameters: "q" }))).toBe(false);
    expect(isRedundant(...training("t1", "a", same), ...training("t2", "a", { ...same, parameters: null }))).toBe(
      false,
    );
  });

  test("not with unknown code", () => {
    expect(isRedundant(...training("t1", "a", same), ...training("t2", "a", { ...same, code: null }))).toBe(false);
  });

  test("not where it was warm-started and the one before was not", () => {
    const { of } = cut(
      ...training("t1", "a", same),
      artifact("e2", "Examples", { content: "a" }),
      run("gen2", "CsvExampleGen", { writes: { examples: "e2" } }),
      run("t2", "Trainer", { ...same, reads: { examples: "e2", base_model: "model of t1" } }),
    );
    expect(of("t2")).toMatchObject({ dataJaccard: 1, redundant: false });
  });

  test("not as the first of its pipeline", () => {
    expect(isRedundant(...training("t1", "a", same))).toBe(false);
  });
});
