import { expect, test } from "vitest";
import { guessOperatorKind, operatorKindOfTfxType } from "../../../server/src/model/operatorKind.ts";

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

test.each([
  ["train_model", "train"],
  ["ModelTraining", "train"],
  ["fine-tune", "train"],
  ["finetune", "train"],
  ["hyperparameter_search", "tune"],
  ["deploy_trained_model", "deploy"],
  ["RegisterModel", "deploy"],
  ["evaluateOnHoldout", "evaluate"],
  ["train_test_split", "preprocess"],
  ["data_validation", "analyze"],
  ["validate_model", "validate"],
  ["batch-predict", "infer"],
  ["download_trips", "ingest"],
  ["training_pkg.components.Notify", null],
  ["build_training_args", null],
  ["constraint", null],
  ["latest", null],
  ["", null],
])("the words of %s", (name, kind) => {
  expect(guessOperatorKind(name)).toBe(kind);
});
