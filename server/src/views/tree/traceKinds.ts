import type { TraceSource } from "../../model/trace.ts";

const names: Readonly<Record<string, string>> = {
  mlmd: "ML Metadata",
  mlflow: "MLflow",
  openlineage: "OpenLineage",
  dvc: "DVC history",
  argo: "Argo runs",
  kfp: "Kubeflow runs",
  prov: "PROV",
  "ro-crate": "RO-Crate",
  database: "Database",
};

/** A kind of trace as users call it: `ML Metadata`. */
export const traceKindName = (kind: string): string => names[kind] ?? kind;

/** `ML Metadata, schema 10` */
export const sourceName = ({ kind, schemaVersion }: TraceSource): string =>
  schemaVersion === null ? traceKindName(kind) : `${traceKindName(kind)}, schema ${schemaVersion}`;
