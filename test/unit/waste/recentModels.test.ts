import { expect, test } from "vitest";
import { recentModels, wasteOf, weighWaste } from "../../../server/src/waste/recentModels.ts";
import type { Evidence } from "../../../server/src/waste/rule.ts";
import { run } from "../../generate/traceBuilder.ts";
import { evidenceOf } from "./findings.ts";

const trainings = (count: number) =>
  Array.from({ length: count }, (_, at) => run(`t${at}`, "Trainer", { writes: { model: `m${at}` } }));
const modelsOf = (evidence: Evidence) => recentModels(evidence, "Trainer").models;

test("many models are weighed in steps", () => {
  const evidence = evidenceOf(...trainings(1_200));
  expect([...weighWaste(evidence, modelsOf(evidence))].length).toBe(2);
});

test("models that were weighed are not weighed again", () => {
  const evidence = evidenceOf(...trainings(1_200));
  const before = wasteOf(evidence, modelsOf(evidence));
  expect([...weighWaste(evidence, modelsOf(evidence))]).toEqual([]);
  expect(wasteOf(evidence, modelsOf(evidence))).toBe(before);
});

test("the waste of models is the sum of what they cost", () => {
  const evidence = evidenceOf(...trainings(3));
  expect(wasteOf(evidence, modelsOf(evidence))).toBe(180);
});

test("of no models none is known", () => {
  expect(wasteOf(evidenceOf(...trainings(1)), [])).toBeNaN();
});
