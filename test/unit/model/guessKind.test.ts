import { expect, test } from "vitest";
import { guessOperatorKind } from "../../../server/src/model/guessKind.ts";
import { kfpKind } from "../../../server/src/model/kfpKind.ts";

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
  ["tuning_config", null],
  ["tune_parameters", "tune"],
  ["calculate-training-parameters", null],
  ["finalize-eval-quantile-parameters-2", null],
  ["constraint", null],
  ["latest", null],
  ["", null],
])("the words of %s", (name, kind) => {
  expect(guessOperatorKind(name)).toBe(kind);
});

// Names of public pipelines.
test.each([
  ["wait-for-training", null],
  ["create-workspace-for-training", null],
  ["ConvertDatasetExportForBatchPredictOp", null],
  ["submit-resource-without-validation", null],
  ["GetTrainingArtifactsOp", null],
  ["get-model-evaluation-metrics", null],
  ["get-best-hyperparameter-tuning-job-trial", null],
  ["get-prediction-image-uri-2", null],
  ["get-predictions-column-2", null],
  ["get_predictions", "infer"],
  ["set-model-can-skip-validation", null],
  ["SetTrainArgsOp", null],
  ["SetTestSetOp", null],
  ["check_training_status", null],
  ["check_deployment", null],
])("%s names another step's work", (name, kind) => {
  expect(guessOperatorKind(name)).toBe(kind);
});

test.each([
  ["create-test-artifact", null],
  ["build-custom-train-image", null],
  ["build-custom-serving-image", null],
  ["train_test_similarity_check", null],
  ["train_test_data_split", "preprocess"],
  ["training_data_validation", "analyze"],
  ["evaluation_data_sampler", null],
  ["EvaluationDatasetPreprocessorOp", "preprocess"],
  ["infer_preprocessor", "preprocess"],
  ["training-configurator-and-validator", null],
  ["train_image_classification_model", "train"],
  ["train_and_evaluate", "train"],
  ["train-until-low-error", "train"],
  ["model_performance_on_test_data", "evaluate"],
  ["test_set_evaluation", "evaluate"],
  ["fancy_trainer_component", "train"],
  ["custom-train-job", "train"],
])("%s: what a thing is for is not what the step does", (name, kind) => {
  expect(guessOperatorKind(name)).toBe(kind);
});

test.each([
  ["feature_engineering", "preprocess"],
  ["extract_features", "preprocess"],
  ["fit_scaler", "preprocess"],
  ["data-prep", "preprocess"],
  ["normalize-dataset", "preprocess"],
  ["load_data", "ingest"],
  ["load-image-classification-model", null],
  ["batch-transform", "infer"],
])("%s: two words together", (name, kind) => {
  expect(guessOperatorKind(name)).toBe(kind);
});

test.each([
  ["endpoint-create", "deploy"],
  ["model-upload", "deploy"],
  ["UploadModelOp", "deploy"],
  ["delete-endpoint", "other"],
  ["return-unmanaged-endpoint", "other"],
  ["endpoint-batch-predict", "infer"],
])("%s in a pipeline of Kubeflow", (name, kind) => {
  const facts = { names: [name], tfxType: null, executor: "container", inputTypes: [], outputTypes: [] } as const;
  expect(kfpKind(facts).kind).toBe(kind);
});
