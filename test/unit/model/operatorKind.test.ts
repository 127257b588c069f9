import { expect, test } from "vitest";
import { operatorKindOfTfxType } from "../../../server/src/model/operatorKind.ts";

test.each([
  ["Trainer", "train"],
  ["tfx.components.example_gen.csv_example_gen.component.CsvExampleGen", "ingest"],
  ["ImportSchemaGen", "import"],
  ["LatestBlessedModelResolver", "resolve"],
  ["ModelValidator", "evaluate"],
  ["InfraValidator", "validate"],
  ["TrainerX", null],
  ["constructor", null],
])("the component %s", (name, kind) => {
  expect(operatorKindOfTfxType(name)).toBe(kind);
});
