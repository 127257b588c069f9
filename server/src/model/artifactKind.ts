import type { ArtifactKind } from "./kinds.ts";
import { lastPart } from "./operatorKind.ts";

const types: Readonly<Record<string, ArtifactKind>> = {
  Examples: "data",
  ExternalArtifact: "data",
  ExampleStatistics: "statistics",
  Schema: "schema",
  ExampleAnomalies: "anomalies",
  TransformGraph: "transform",
  TransformCache: "cache",
  HyperParameters: "hyperparameters",
  Model: "model",
  ModelEvaluation: "evaluation",
  ModelBlessing: "blessing",
  InfraBlessing: "blessing",
  PushedModel: "pushed",
  // Kubeflow Pipelines (`system.*`, `google.*`).
  Dataset: "data",
  BQTable: "data",
  VertexDataset: "data",
  VertexModel: "model",
  UnmanagedContainerModel: "model",
  BQMLModel: "model",
  Metrics: "evaluation",
  ClassificationMetrics: "evaluation",
  SlicedClassificationMetrics: "evaluation",
};

const baseTypes: Readonly<Record<string, ArtifactKind>> = {
  "mlmd.Dataset": "data",
  "mlmd.Model": "model",
  "mlmd.Metrics": "evaluation",
  "mlmd.Statistics": "statistics",
};

/**
 * The kind of an artifact by its type's last dotted part, then by its base types (`PushedModel` descends from
 * `mlmd.Model`: the name goes first). Types of ML Metadata itself may be used directly.
 */
export function artifactKindOfType(typeName: string, bases: readonly string[]): ArtifactKind {
  const name = lastPart(typeName);
  const named = Object.hasOwn(types, name) ? types[name] : undefined;
  if (named) return named;
  for (const base of [typeName, ...bases]) {
    const kind = Object.hasOwn(baseTypes, base) ? baseTypes[base] : undefined;
    if (kind) return kind;
  }
  return "other";
}
