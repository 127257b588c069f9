import { expect, test } from "vitest";
import { diagnosticsOf } from "../../../server/src/features/diagnosticsOf.ts";
import { pipelineOf } from "../waste/pipelineText.ts";
import { context, reportOf } from "./report.ts";

const uri = "file:///pipeline.py";
const report = reportOf(pipelineOf("Gen", "Trainer", "Trainer.b"));

const codes = (...lines: readonly string[]): readonly unknown[] =>
  diagnosticsOf(report, uri, lines, context).map(({ code, range }) => [code, range.start.line]);

test("a finding is a diagnostic with its page, its tag and what the fix needs", () => {
  expect(diagnosticsOf(report, uri, [], context)[0]).toEqual({
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 7 } },
    severity: 2,
    source: "graphlet",
    code: "dead-trainer",
    codeDescription: { href: "https://github.com/graphlet/graphlet/blob/main/docs/rules/dead-trainer.md" },
    message: "No evaluator or pusher can be reached from this trainer.",
    tags: [1],
    data: { code: "dead-trainer", at: 0, pipeline: "taxi", node: "Trainer", subject: null },
  });
});

test("the severity is the user's", () => {
  const settings = {
    ...context.settings,
    diagnostics: { ...context.settings.diagnostics, deadTrainer: "hint" as const },
  };
  expect(diagnosticsOf(report, uri, [], { ...context, settings })[0]?.severity).toBe(4);
});

test("a comment on the line silences its code", () => {
  expect(codes("gen", "trainer  # graphlet: ignore[dead-trainer]", "b")).toEqual([["dead-trainer", 2]]);
  expect(codes("gen", "a", "b  # graphlet: ignore[failing-node, dead-trainer] on purpose")).toEqual([
    ["dead-trainer", 1],
  ]);
});

test("a comment of its own stands above", () => {
  expect(codes("# graphlet: ignore[dead-trainer] kept for the audit", "a", "b")).toEqual([["dead-trainer", 2]]);
});

test("a comment for another code silences nothing", () => {
  expect(codes("", "a  # graphlet: ignore[failing-node]", "")).toHaveLength(2);
});

test("findings in another file are that file's", () => {
  expect(diagnosticsOf(report, "file:///other.py", [], context)).toEqual([]);
});
