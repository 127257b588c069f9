import { describe, expect, test } from "vitest";
import { problemsOf } from "../../../../server/src/definitions/check/index.ts";
import type { DefinitionNode, PipelineDefinition } from "../../../../server/src/model/definition.ts";
import { pipelineOf } from "../../waste/pipelineText.ts";
import { at, checkProblems, definitionOf, withOutputs } from "./pipelines.ts";

const changed = (
  pipeline: PipelineDefinition,
  id: string,
  change: (node: DefinitionNode) => Partial<DefinitionNode>,
): PipelineDefinition => ({
  ...pipeline,
  nodes: pipeline.nodes.map((node) => (node.id === id ? { ...node, ...change(node) } : node)),
});

describe("a cycle", () => {
  test("is told once, at its first node, in the direction of the data", () => {
    checkProblems(pipelineOf("Gen", "A < C.out", "B < A.out", "C < B.out", "D < C.out"), [
      "1 cycle: These nodes wait for each other, so that none can start: `A` → `B` → `C` → `A`.",
    ]);
  });
  test("of one node", () => {
    checkProblems(pipelineOf("Gen", "A < A.out"), ["1 cycle: `A` takes its own output: it can never start."]);
  });
  test("may go over order without data", () => {
    const pipeline = changed(pipelineOf("A", "B < A.out"), "A", () => ({ after: ["B"] }));
    checkProblems(pipeline, ["0 cycle: These nodes wait for each other, so that none can start: `A` → `B` → `A`."]);
  });
  test("may go over a group's nodes", () => {
    const pipeline = changed(pipelineOf("A", "g/B < A.out"), "A", () => ({ after: ["g"] }));
    checkProblems({ ...pipeline, groups: [{ id: "g", nodes: ["g/B"] }] }, [
      "0 cycle: These nodes wait for each other, so that none can start: `A` → `g/B` → `A`.",
    ]);
  });
  test("is told for each set of nodes", () => {
    checkProblems(pipelineOf("A < B.out", "B < A.out", "C < D.out", "D < C.out"), [
      "0 cycle: These nodes wait for each other, so that none can start: `A` → `B` → `A`.",
      "2 cycle: These nodes wait for each other, so that none can start: `C` → `D` → `C`.",
    ]);
  });
  test("names at most twelve nodes", () => {
    const ring = Array.from({ length: 40 }, (_, index) => `N${index} < N${(index + 39) % 40}.out`);
    const [problem] = problemsOf(definitionOf([pipelineOf(...ring)]));
    expect(problem?.message).toMatch(/ → `N10` → … → `N0`\.$/);
  });
  test("is none where a notebook runs a component again", () => {
    const pipeline = { ...pipelineOf("A < B.out", "B < A.out"), name: "interactive" };
    expect(problemsOf({ ...definitionOf([pipeline]), format: "tfx-notebook" })).toEqual([]);
  });
  test("is no diamond", () => {
    checkProblems(pipelineOf("A", "B < A.out", "C < A.out", "D < B.out, C.out"), []);
  });
  test("of a hundred thousand nodes in a row is none, without a deep stack", () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => (index === 0 ? "N0" : `N${index} < N${index - 1}.out`));
    checkProblems(pipelineOf(...lines), []);
  });
});

describe("an unknown node", () => {
  test("in a channel", () => {
    checkProblems(pipelineOf("Gen", "A < Gone.model"), [
      "1 unknown-node: `model` comes from `Gone`, which is not a node of this pipeline.",
    ]);
  });
  test("in an order", () => {
    checkProblems(
      changed(pipelineOf("A"), "A", () => ({ after: ["Gone"] })),
      ["0 unknown-node: This node runs after `Gone`, which is not a node of this pipeline."],
    );
  });
  test("is no group", () => {
    const pipeline = changed(pipelineOf("A", "g/B"), "A", () => ({ after: ["g"] }));
    checkProblems({ ...pipeline, groups: [{ id: "g", nodes: ["g/B"] }] }, []);
  });
  test("is not told where nodes may be missing from what was understood", () => {
    const open = { code: "not-determined", message: "", location: at(9) };
    checkProblems({ ...pipelineOf("A < Gone.model"), problems: [open] }, []);
  });
});

describe("an unknown output", () => {
  const lines = ["Trainer", "Evaluator < Trainer.modle"];
  test("of a node that declares its outputs", () => {
    checkProblems(withOutputs(lines, { Trainer: { model: null, model_run: null } }), [
      "1 unknown-output: `Trainer` has no output `modle`: it has `model`, `model_run`.",
    ]);
  });
  test("is none where nothing is declared", () => {
    checkProblems(pipelineOf(...lines), []);
  });
});

describe("types", () => {
  const pair = (given: string, asked: string): PipelineDefinition =>
    changed(withOutputs(["Gen", "A < Gen.data"], { Gen: { data: given } }), "A", ({ inputs }) => ({
      inputs: inputs.map((input) => ({ ...input, type: asked })),
    }));
  test("that differ", () => {
    checkProblems(pair("system.Dataset@0.0.1", "system.Model@0.0.1"), [
      "1 type-mismatch: `data` takes system.Model, and `data` of `Gen` is system.Dataset.",
    ]);
  });
  test.each([
    ["system.Model@0.0.1", "system.Model@1.0.0"],
    ["system.Artifact@0.0.1", "system.Model@0.0.1"],
    ["google.VertexModel", "system.Artifact"],
  ])("%s goes with %s", (given, asked) => {
    checkProblems(pair(given, asked), []);
  });
});

test("an id that two nodes have is told at the second", () => {
  checkProblems(pipelineOf("A", "B", "A"), ["2 duplicate-id: Another node of this pipeline has the id `A`."]);
});

test("what a parser reports is told once, and before what a check says of the same place", () => {
  const own = { code: "unknown-node", message: "in the format's words", location: at(1) };
  const pipeline = { ...pipelineOf("Gen", "A < Gone.model"), problems: [own] };
  expect(problemsOf(definitionOf([pipeline], [own])).map(({ message }) => message)).toEqual(["in the format's words"]);
});

test("open questions are no mistakes", () => {
  const open = { code: "module-not-found", message: "", location: at(0) };
  expect(problemsOf(definitionOf([{ ...pipelineOf("A"), problems: [open] }], [open]))).toEqual([]);
});
