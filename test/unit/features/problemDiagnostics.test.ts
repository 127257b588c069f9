import { expect, test } from "vitest";
import { problemsOf } from "../../../server/src/definitions/check/index.ts";
import { problemDiagnostics } from "../../../server/src/features/problemDiagnostics.ts";
import { definitionOf, uri } from "../definitions/check/pipelines.ts";
import { pipelineOf } from "../waste/pipelineText.ts";

const problems = problemsOf(definitionOf([pipelineOf("Gen", "A < Gone.model")]));

test("a mistake is a diagnostic with the section that explains it", () => {
  expect(problemDiagnostics(problems, uri, [], "error")).toEqual([
    {
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } },
      severity: 1,
      source: "graphlet",
      code: "unknown-node",
      codeDescription: { href: "https://github.com/graphlet/graphlet/blob/main/docs/problems.md#unknown-node" },
      message: "`model` comes from `Gone`, which is not a node of this pipeline.",
    },
  ]);
});

test("none where they are off", () => {
  expect(problemDiagnostics(problems, uri, [], "off")).toEqual([]);
});

test("a comment silences one", () => {
  expect(problemDiagnostics(problems, uri, ["gen", "a # graphlet: ignore[unknown-node] later"], "error")).toEqual([]);
});

test("mistakes in another file are that file's", () => {
  expect(problemDiagnostics(problems, "file:///other.py", [], "error")).toEqual([]);
});
