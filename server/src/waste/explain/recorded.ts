import type { Metric, PropertiesOf } from "../../model/explanation.ts";

type Properties = ReturnType<PropertiesOf>;

/** A property's value; null where there is none or nothing was read. */
export function propertyOf(properties: Properties, name: string): string | null {
  if (properties === null || typeof properties === "string") return null;
  return properties.find((property) => property.name === name)?.value ?? null;
}

/** Where launchers leave the message of a failure: TFX's two, then what custom ones call it. */
const errorNames = [
  "__execution_error_msg",
  "__execution_error_msg__",
  "__execution_result__",
  "error_message",
  "errorMessage",
  "error_msg",
  "error",
  "exception",
];
const maxError = 500;

/** The store's own words about a failure, on one line of at most 500 characters; null where it has none. */
export function errorOf(properties: Properties): string | null {
  for (const name of errorNames) {
    const value = propertyOf(properties, name)?.trim() ?? "";
    const message = name === "__execution_result__" ? resultMessage(value) : value;
    if (message === "" || message === "None" || message === "null") continue;
    const line = message.replace(/\s+/g, " ");
    return line.length > maxError ? `${line.slice(0, maxError - 1)}…` : line;
  }
  return null;
}

/** TFX's `ExecutionResult` as JSON. */
function resultMessage(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return "";
    const message = "resultMessage" in value ? value.resultMessage : "result_message" in value && value.result_message;
    return typeof message === "string" ? message.trim() : "";
  } catch {
    return text.startsWith("{") ? "" : text;
  }
}

/** Numbers that say how an artifact was written, not how good a model is. */
const notMetrics = new Set([
  "blessed",
  "create_time",
  "current_model_id",
  "baseline_model_id",
  "is_external",
  "pushed",
  "pushed_version",
  "run_id",
  "span",
  "state",
  "tfx_version",
  "version",
]);
const maxMetrics = 100;

/** The numbers among an artifact's properties, as Kubeflow Pipelines and custom components record metrics; at most 100. */
export function metricsOf(properties: Properties): readonly Metric[] {
  if (properties === null || typeof properties === "string") return [];
  return properties
    .filter(({ name, value }) => !notMetrics.has(name) && value.trim() !== "" && Number.isFinite(Number(value)))
    .slice(0, maxMetrics)
    .map(({ name, value }) => ({ name, value: Number(value) }));
}
