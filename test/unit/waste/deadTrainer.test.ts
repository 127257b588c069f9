import { expect, test } from "vitest";
import { found, messages } from "./findings.ts";
import { pipelineOf, withNode } from "./pipelineText.ts";

const says = "No evaluator or pusher can be reached from this trainer.";

test("a trainer whose model nothing takes is dead", () => {
  const pipeline = pipelineOf("CsvExampleGen", "Trainer < CsvExampleGen.examples");
  expect(messages("dead-trainer", { pipeline })).toEqual([`Trainer: ${says}`]);
});

test("only the trainer without an evaluator is named", () => {
  const pipeline = pipelineOf("Gen", "Trainer < Gen.examples", "Trainer.b < Gen.examples", "Evaluator < Trainer.model");
  expect(messages("dead-trainer", { pipeline })).toEqual([`Trainer.b: ${says}`]);
});

test("the fix is a removal", () => {
  expect(found("dead-trainer", { pipeline: pipelineOf("Trainer") })[0]?.unnecessary).toBe(true);
});

test("an evaluator behind another trainer counts: a warm start leads there", () => {
  const pipeline = pipelineOf("Trainer", "Trainer.b < Trainer.base_model", "Evaluator < Trainer.b.model");
  expect(messages("dead-trainer", { pipeline })).toEqual([]);
});

test("a step of unknown kind may use the model", () => {
  const pipeline = pipelineOf("Trainer", "Publish(other) < Trainer.model");
  expect(messages("dead-trainer", { pipeline })).toEqual([]);
});

test("an analysis of the model is no use of it", () => {
  const pipeline = pipelineOf("Trainer", "Look(analyze) < Trainer.model");
  expect(messages("dead-trainer", { pipeline })).toEqual([`Trainer: ${says}`]);
});

test("a text that was not understood whole proves nothing", () => {
  const whole = pipelineOf("Trainer");
  const problem = { code: "not-determined", message: "", location: whole.location };
  expect(messages("dead-trainer", { pipeline: { ...whole, problems: [problem] } })).toEqual([]);
});

test("a mistake that leaves nothing out proves as much as no mistake", () => {
  const whole = pipelineOf("Trainer");
  const problem = { code: "type-mismatch", message: "", location: whole.location };
  expect(messages("dead-trainer", { pipeline: { ...whole, problems: [problem] } })).toHaveLength(1);
});

test("a notebook without any evaluator is still being written", () => {
  expect(messages("dead-trainer", { pipeline: pipelineOf("Trainer"), format: "tfx-notebook" })).toEqual([]);
});

test("a pipeline of another format without any evaluator has the model as its result", () => {
  expect(messages("dead-trainer", { pipeline: pipelineOf("Trainer"), format: "kfp-ir" })).toEqual([]);
});

test("one that evaluates one trainer is held to it for the other", () => {
  const pipeline = pipelineOf("Trainer", "Trainer.b", "Evaluator < Trainer.model");
  expect(messages("dead-trainer", { pipeline, format: "kfp-ir" })).toEqual([`Trainer.b: ${says}`]);
});

test("a step that is a trainer by a guess may be something else", () => {
  const guessed = withNode(pipelineOf("Trainer"), "Trainer", { kindGuessed: true });
  expect(messages("dead-trainer", { pipeline: guessed })).toEqual([]);
});

test("a notebook that evaluates one trainer is held to it for the other", () => {
  const pipeline = pipelineOf("Trainer", "Trainer.b", "Evaluator < Trainer.model");
  expect(messages("dead-trainer", { pipeline, format: "tfx-notebook" })).toEqual([`Trainer.b: ${says}`]);
});
