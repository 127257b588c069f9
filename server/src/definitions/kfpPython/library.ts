import type { OperatorKind } from "../../model/kinds.ts";
import type { Component, Port } from "./values.ts";

/** A component of a library: the name that tasks get, what it does, and its outputs as `key:type`. */
type Row = readonly [name: string, kind: OperatorKind, outputs: string];

/**
 * Components of Google Cloud Pipeline Components 2, by the names under which `google_cloud_pipeline_components.v1` and `.preview` export
 * them; an output that a version has beside these is no mistake.
 */
const google: Readonly<Record<string, Row>> = {
  AutoFeatureEngineeringOp: [
    "automated_feature_engineering",
    "other",
    "gcp_resources:STRING materialized_data:system.Dataset feature_ranking:system.Artifact",
  ],
  AutoMLForecastingTrainingJobRunOp: ["automl_forecasting_training_job", "train", "model:google.VertexModel"],
  AutoMLImageTrainingJobRunOp: ["automl_image_training_job", "train", "model:google.VertexModel gcp_resources:STRING"],
  AutoMLTabularTrainingJobRunOp: ["automl_tabular_training_job", "train", "model:google.VertexModel"],
  AutoMLTextTrainingJobRunOp: ["automl_text_training_job", "train", "model:google.VertexModel"],
  AutoMLVideoTrainingJobRunOp: ["automl_video_training_job", "train", "model:google.VertexModel"],
  BigqueryCreateModelJobOp: ["bigquery_create_model_job", "train", "model:google.BQMLModel gcp_resources:STRING"],
  BigqueryDetectAnomaliesModelJobOp: [
    "bigquery_detect_anomalies_job",
    "infer",
    "destination_table:google.BQTable gcp_resources:STRING",
  ],
  BigqueryDropModelJobOp: ["bigquery_drop_model_job", "other", "gcp_resources:STRING"],
  BigqueryEvaluateModelJobOp: [
    "bigquery_evaluate_model_job",
    "evaluate",
    "evaluation_metrics:system.Artifact gcp_resources:STRING",
  ],
  BigqueryExplainForecastModelJobOp: [
    "bigquery_explain_forecast_model_job",
    "infer",
    "destination_table:google.BQTable gcp_resources:STRING",
  ],
  BigqueryExplainPredictModelJobOp: [
    "bigquery_explain_predict_model_job",
    "infer",
    "destination_table:google.BQTable gcp_resources:STRING",
  ],
  BigqueryExportModelJobOp: ["bigquery_export_model_job", "other", "exported_model_path:STRING gcp_resources:STRING"],
  BigqueryForecastModelJobOp: [
    "bigquery_forecast_model_job",
    "infer",
    "destination_table:google.BQTable gcp_resources:STRING",
  ],
  BigqueryMLAdvancedWeightsJobOp: [
    "bigquery_ml_advanced_weights_job",
    "other",
    "advanced_weights:system.Artifact gcp_resources:STRING",
  ],
  BigqueryMLArimaCoefficientsJobOp: [
    "bigquery_ml_arima_coefficients",
    "other",
    "arima_coefficients:system.Artifact gcp_resources:STRING",
  ],
  BigqueryMLArimaEvaluateJobOp: [
    "bigquery_ml_arima_evaluate_job",
    "evaluate",
    "arima_evaluation_metrics:system.Artifact gcp_resources:STRING",
  ],
  BigqueryMLCentroidsJobOp: ["bigquery_ml_centroids_job", "other", "centroids:system.Artifact gcp_resources:STRING"],
  BigqueryMLConfusionMatrixJobOp: [
    "bigquery_ml_confusion_matrix_job",
    "evaluate",
    "confusion_matrix:google.BQTable gcp_resources:STRING",
  ],
  BigqueryMLFeatureImportanceJobOp: [
    "bigquery_ml_feature_importance_job",
    "analyze",
    "feature_importance:system.Artifact gcp_resources:STRING",
  ],
  BigqueryMLFeatureInfoJobOp: [
    "bigquery_ml_feature_info_job",
    "analyze",
    "feature_info:system.Artifact gcp_resources:STRING",
  ],
  BigqueryMLGlobalExplainJobOp: [
    "bigquery_ml_global_explain_job",
    "other",
    "destination_table:google.BQTable gcp_resources:STRING",
  ],
  BigqueryMLPrincipalComponentInfoJobOp: [
    "bigquery_ml_principal_component_info_job",
    "other",
    "destination_table:google.BQTable gcp_resources:STRING",
  ],
  BigqueryMLPrincipalComponentsJobOp: [
    "bigquery_ml_principal_components_job",
    "other",
    "destination_table:google.BQTable gcp_resources:STRING",
  ],
  BigqueryMLRecommendJobOp: [
    "bigquery_ml_recommend_job",
    "other",
    "destination_table:google.BQTable gcp_resources:STRING",
  ],
  BigqueryMLReconstructionLossJobOp: [
    "bigquery_ml_reconstruction_loss_job",
    "other",
    "destination_table:google.BQTable gcp_resources:STRING",
  ],
  BigqueryMLRocCurveJobOp: ["bigquery_ml_roc_curve_job", "evaluate", "roc_curve:google.BQTable gcp_resources:STRING"],
  BigqueryMLTrainingInfoJobOp: [
    "bigquery_ml_training_info_job",
    "other",
    "ml_training_info:system.Artifact gcp_resources:STRING",
  ],
  BigqueryMLTrialInfoJobOp: ["bigquery_ml_trial_info_job", "other", "trial_info:system.Artifact gcp_resources:STRING"],
  BigqueryMLWeightsJobOp: ["bigquery_ml_weights_job", "other", "weights:system.Artifact gcp_resources:STRING"],
  BigqueryPredictModelJobOp: [
    "bigquery_predict_model_job",
    "infer",
    "destination_table:google.BQTable gcp_resources:STRING",
  ],
  BigqueryQueryJobOp: ["bigquery_query_job", "preprocess", "destination_table:google.BQTable gcp_resources:STRING"],
  CustomTrainingJobOp: ["custom_training_job", "train", "gcp_resources:STRING"],
  CvTrainerOp: [
    "automl_tabular_cv_trainer",
    "train",
    "gcp_resources:STRING tuning_result_output:system.Artifact execution_metrics:STRUCT",
  ],
  DataConverterJobOp: ["data_converter", "other", "output_dir:system.Artifact gcp_resources:STRING"],
  DataflowFlexTemplateJobOp: ["dataflow_flex_template", "preprocess", "gcp_resources:STRING"],
  DataflowPythonJobOp: ["dataflow_python", "preprocess", "gcp_resources:STRING"],
  DataprocPySparkBatchOp: ["dataproc_create_pyspark_batch", "preprocess", "gcp_resources:STRING"],
  DataprocSparkBatchOp: ["dataproc_create_spark_batch", "preprocess", "gcp_resources:STRING"],
  DataprocSparkRBatchOp: ["dataproc_create_spark_r_batch", "preprocess", "gcp_resources:STRING"],
  DataprocSparkSqlBatchOp: ["dataproc_create_spark_sql_batch", "preprocess", "gcp_resources:STRING"],
  DetectDataBiasOp: ["detect_data_bias", "evaluate", "gcp_resources:STRING data_bias_metrics:system.Artifact"],
  DetectModelBiasOp: ["detect_model_bias", "evaluate", "gcp_resources:STRING bias_model_metrics:system.Artifact"],
  DistillationStageFeatureTransformEngineOp: [
    "distillation_stage_feature_transform_engine",
    "preprocess",
    "materialized_data:system.Dataset transform_output:system.Artifact gcp_resources:STRING",
  ],
  EndpointCreateOp: ["endpoint_create", "other", "gcp_resources:STRING endpoint:google.VertexEndpoint"],
  EndpointDeleteOp: ["endpoint_delete", "other", "gcp_resources:STRING"],
  EnsembleOp: [
    "automl_tabular_ensemble",
    "other",
    "gcp_resources:STRING model_architecture:system.Artifact model:system.Artifact unmanaged_container_model:google.UnmanagedContainerModel model_without_custom_ops:system.Artifact explanation_metadata:STRUCT explanation_metadata_artifact:system.Artifact explanation_parameters:STRUCT",
  ],
  FeatureAttributionGraphComponentOp: [
    "feature-attribution-graph-component",
    "analyze",
    "feature_attributions:system.Metrics",
  ],
  FeatureSelectionOp: [
    "tabular_feature_ranking_and_selection",
    "other",
    "feature_ranking:system.Artifact selected_features:system.Artifact gcp_resources:STRING",
  ],
  FeatureTransformEngineOp: [
    "feature_transform_engine",
    "preprocess",
    "dataset_stats:system.Artifact materialized_data:system.Dataset transform_output:system.Artifact split_example_counts:STRING instance_schema:system.Artifact training_schema:system.Artifact bigquery_train_split_uri:STRING bigquery_validation_split_uri:STRING bigquery_test_split_uri:STRING bigquery_downsampled_test_split_uri:STRING feature_ranking:system.Artifact gcp_resources:STRING",
  ],
  FinalizerOp: ["automl_tabular_finalizer", "other", "gcp_resources:STRING"],
  ForecastingEnsembleOp: [
    "automl_forecasting_ensemble",
    "other",
    "gcp_resources:STRING model_architecture:system.Artifact example_instance:system.Artifact unmanaged_container_model:google.UnmanagedContainerModel explanation_metadata:STRUCT explanation_metadata_artifact:system.Artifact explanation_parameters:STRUCT",
  ],
  ForecastingPreprocessingOp: ["forecasting_preprocessing", "preprocess", "preprocess_metadata:STRUCT"],
  ForecastingStage1TunerOp: [
    "automl_forecasting_stage_1_tuner",
    "tune",
    "gcp_resources:STRING tuning_result_output:system.Artifact",
  ],
  ForecastingStage2TunerOp: [
    "automl_forecasting_stage_2_tuner",
    "tune",
    "gcp_resources:STRING tuning_result_output:system.Artifact",
  ],
  ForecastingValidationOp: ["forecasting_validation", "other", ""],
  GetVertexDatasetOp: ["get_vertex_dataset", "ingest", "dataset:google.VertexDataset gcp_resources:STRING"],
  HyperparameterTuningJobRunOp: ["hyperparameter_tuning_job", "tune", "gcp_resources:STRING"],
  ImageDatasetCreateOp: ["image_dataset_create", "ingest", "dataset:google.VertexDataset"],
  ImageDatasetExportDataOp: ["image_dataset_export", "other", "exported_dataset:google.VertexDataset"],
  ImageDatasetImportDataOp: ["image_dataset_import", "ingest", "dataset:google.VertexDataset"],
  InfraValidatorOp: ["automl_tabular_infra_validator", "other", ""],
  ModelBatchPredictOp: [
    "model_batch_predict",
    "infer",
    "gcp_resources:STRING batchpredictionjob:google.VertexBatchPredictionJob bigquery_output_table:google.BQTable gcs_output_directory:system.Artifact",
  ],
  ModelDeleteOp: ["model_delete", "other", "gcp_resources:STRING"],
  ModelDeployOp: ["model_deploy", "deploy", "gcp_resources:STRING"],
  ModelEvaluationClassificationOp: [
    "model_evaluation_classification",
    "evaluate",
    "gcp_resources:STRING evaluation_metrics:system.ClassificationMetrics",
  ],
  ModelEvaluationFeatureAttributionOp: [
    "feature_attribution",
    "analyze",
    "gcp_resources:STRING feature_attributions:system.Metrics",
  ],
  ModelEvaluationForecastingOp: [
    "model_evaluation_forecasting",
    "evaluate",
    "gcp_resources:STRING evaluation_metrics:google.ForecastingMetrics",
  ],
  ModelEvaluationRegressionOp: [
    "model_evaluation_regression",
    "evaluate",
    "gcp_resources:STRING evaluation_metrics:google.RegressionMetrics",
  ],
  ModelExportOp: ["model_export", "other", "output_info:STRUCT gcp_resources:STRING"],
  ModelGetOp: ["model_get", "import", "model:google.VertexModel"],
  ModelImportEvaluationOp: ["model_evaluation_import", "other", "gcp_resources:STRING evaluation_resource_name:STRING"],
  ModelUndeployOp: ["model_undeploy", "other", "gcp_resources:STRING"],
  ModelUploadOp: ["model_upload", "deploy", "gcp_resources:STRING model:google.VertexModel"],
  ProphetTrainerOp: [
    "prophet_trainer",
    "train",
    "gcp_resources:STRING unmanaged_container_model:google.UnmanagedContainerModel evaluated_examples_directory:system.Artifact",
  ],
  SplitMaterializedDataOp: [
    "split_materialized_data",
    "preprocess",
    "materialized_train_split:system.Artifact materialized_eval_split:system.Artifact materialized_test_split:system.Artifact",
  ],
  Stage1TunerOp: [
    "automl_tabular_stage_1_tuner",
    "tune",
    "gcp_resources:STRING tuning_result_output:system.Artifact execution_metrics:STRUCT",
  ],
  StatsAndExampleGenOp: [
    "tabular_stats_and_example_gen",
    "analyze",
    "dataset_schema:system.Artifact dataset_stats:system.Artifact train_split:system.Dataset eval_split:system.Dataset test_split:system.Dataset test_split_json:LIST downsampled_test_split_json:LIST instance_baseline:system.Artifact metadata:system.Artifact gcp_resources:STRING",
  ],
  TabNetHyperparameterTuningJobOp: [
    "tabnet_hyperparameter_tuning_job",
    "tune",
    "gcp_resources:STRING instance_schema_uri:STRING prediction_schema_uri:STRING trials:STRING prediction_docker_uri_output:STRING execution_metrics:STRUCT",
  ],
  TabNetTrainerOp: [
    "tabnet_trainer",
    "train",
    "gcp_resources:STRING unmanaged_container_model:google.UnmanagedContainerModel",
  ],
  TabularDatasetCreateOp: ["tabular_dataset_create", "ingest", "dataset:google.VertexDataset"],
  TabularDatasetExportDataOp: ["tabular_dataset_export", "other", "exported_dataset:google.VertexDataset"],
  TextDatasetCreateOp: ["text_dataset_create", "ingest", "dataset:google.VertexDataset"],
  TextDatasetExportDataOp: ["text_dataset_export", "other", "exported_dataset:google.VertexDataset"],
  TextDatasetImportDataOp: ["text_dataset_import", "ingest", "dataset:google.VertexDataset"],
  TimeSeriesDatasetCreateOp: ["time_series_dataset_create", "ingest", "dataset:google.VertexDataset"],
  TimeSeriesDatasetExportDataOp: ["time_series_dataset_export", "other", "exported_dataset:google.VertexDataset"],
  TrainingConfiguratorAndValidatorOp: [
    "training_configurator_and_validator",
    "other",
    "metadata:system.Artifact instance_baseline:system.Artifact",
  ],
  TransformOp: [
    "automl_tabular_transform",
    "preprocess",
    "materialized_train_split:system.Artifact materialized_eval_split:system.Artifact materialized_test_split:system.Artifact training_schema_uri:system.Artifact transform_output:system.Artifact gcp_resources:STRING",
  ],
  VertexNotificationEmailOp: ["vertex_pipelines_notification_email", "other", ""],
  VideoDatasetCreateOp: ["video_dataset_create", "ingest", "dataset:google.VertexDataset"],
  VideoDatasetExportDataOp: ["video_dataset_export", "other", "exported_dataset:google.VertexDataset"],
  VideoDatasetImportDataOp: ["video_dataset_import", "ingest", "dataset:google.VertexDataset"],
  WaitGcpResourcesOp: ["wait_gcp_resources", "other", "gcp_resources:STRING"],
};

/** Components of `kfp-kubernetes`. */
const kubernetes: Readonly<Record<string, Row>> = {
  CreatePVC: ["createpvc", "other", "name:STRING"],
  DeletePVC: ["deletepvc", "other", ""],
};

/** The same by the names of the functions behind them, which older code imports. */
const byTaskName: ReadonlyMap<string, Row> = new Map(Object.values(google).map((row) => [row[0], row]));

const isOld = /^google_cloud_pipeline_components\.(?:aiplatform|experimental)\./;

/** The component that a library exports under a name; null where it is not known. */
export function libraryComponent(path: string, name: string): Component | null {
  const table = path.startsWith("google_cloud_pipeline_components.") ? google : kubernetes;
  const row = Object.hasOwn(table, name) ? table[name] : byTaskName.get(name);
  if (!row) return null;
  const [taskName, operatorKind, outputs] = row;
  return {
    name: taskName,
    title: name,
    inputs: null,
    outputs: outputs
      .split(" ")
      .filter(Boolean)
      .map(portOf)
      // Before version 1 of Google's library these were other types, or none.
      .map((port) => (isOld.test(path) ? { ...port, type: null } : port)),
    outputsOpen: true,
    operatorKind,
    isImporter: false,
    function: null,
    pipeline: null,
  };
}

function portOf(text: string): Port {
  const [key = "", type = ""] = text.split(":");
  return { key, carries: type.includes(".") ? "artifact" : "parameter", type, optional: false, place: null };
}
