import { expect, test } from "vitest";
import type { Finding } from "../../../server/src/model/finding.ts";
import { ignoreComment, isSilenced } from "../../../server/src/waste/silence.ts";
import { found } from "./findings.ts";
import { pipelineOf, withNode } from "./pipelineText.ts";

/** A finding `dead-trainer` on the trainer's line, the fourth of the text. */
const pipeline = pipelineOf("A", "B", "C", "Trainer");
const [finding] = found("dead-trainer", { pipeline }) as [Finding];

const silenced = (...lines: readonly string[]): boolean => isSilenced(finding, lines);

test("a comment on the line itself", () => {
  expect(silenced("", "", "", "Trainer()  # graphlet: ignore[dead-trainer] kept for the audit")).toBe(true);
});

test("a comment alone on the line above", () => {
  expect(silenced("", "", "  # graphlet: ignore[dead-trainer]", "Trainer()")).toBe(true);
});

test("several comments above, one below the other", () => {
  const other = "# graphlet: ignore[unpushed-models] an experiment";
  expect(silenced("", "# graphlet: ignore[dead-trainer] kept", other, "Trainer()")).toBe(true);
});

test("a comment behind code on the line above is about that line", () => {
  expect(silenced("", "", "Pusher()  # graphlet: ignore[dead-trainer]", "Trainer()")).toBe(false);
});

test("a line of code parts comments from the finding", () => {
  expect(silenced("", "# graphlet: ignore[dead-trainer]", "Pusher()", "Trainer()")).toBe(false);
});

test("several codes in one comment", () => {
  expect(silenced("", "", "", "Trainer() # graphlet: ignore[failing-node, dead-trainer]")).toBe(true);
});

test("several comments on one line", () => {
  expect(silenced("", "", "", "Trainer() # graphlet: ignore[failing-node] x # graphlet: ignore[dead-trainer]")).toBe(
    true,
  );
});

test.each([
  "# graphlet: ignore[dead]",
  "# graphlet: ignore",
  "graphlet: ignore[dead-trainer]",
  "# ignore[dead-trainer]",
])("%s is another comment", (comment) => {
  expect(silenced("", "", "", `Trainer() ${comment}`)).toBe(false);
});

test("the line that the node's call begins on counts as well", () => {
  const { location } = pipelineOf("x");
  const [inner] = found("dead-trainer", {
    pipeline: withNode(pipelineOf("A", "B", "C", "Trainer"), "Trainer", { location }),
  }) as [Finding];
  expect(isSilenced(inner, ["call(  # graphlet: ignore[dead-trainer]", "", "", "Trainer"])).toBe(true);
});

test("a line of that number in another file does not", () => {
  const { location } = pipelineOf("x");
  const elsewhere = { ...location, uri: "file:///module.py" };
  const [inner] = found("dead-trainer", {
    pipeline: withNode(pipelineOf("A", "B", "C", "Trainer"), "Trainer", { location: elsewhere }),
  }) as [Finding];
  const here = { ...inner, location: { ...inner.location, uri: "file:///pipeline.py" } };
  expect(isSilenced(here, ["# graphlet: ignore[dead-trainer]", "", "", "Trainer"])).toBe(false);
});

test("what is written to ignore a finding does", () => {
  expect(silenced("", "", ignoreComment("dead-trainer", "kept: the audit reads it"), "Trainer()")).toBe(true);
});

test("a long line of number signs is searched quickly and silences nothing", () => {
  expect(silenced("", "", "", `Trainer() ${"# ".repeat(100_000)}`)).toBe(false);
});
