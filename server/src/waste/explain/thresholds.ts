import type { MetricThreshold } from "../../model/explanation.ts";
import { isObject } from "./parameters.ts";

const maxThresholds = 200;
type Fields = Readonly<Record<string, unknown>>;

/**
 * The limits in an evaluation's configuration (`tensorflow_model_analysis.EvalConfig` as JSON, as TFX's Evaluator keeps it in its
 * execution property `eval_config`), in their order; at most 200. Empty where there are none or it is something else.
 */
export function thresholdsOf(config: unknown): readonly MetricThreshold[] {
  const found: MetricThreshold[] = [];
  for (const spec of list(field(config, "metrics_specs", "metricsSpecs"))) {
    for (const metric of list(field(spec, "metrics"))) {
      const name = metricName(metric);
      found.push(...limits(name, field(metric, "threshold"), false));
      for (const slice of list(field(metric, "per_slice_thresholds", "perSliceThresholds")))
        found.push(...limits(name, field(slice, "threshold"), true));
    }
    for (const [name, threshold] of entries(field(spec, "thresholds"))) found.push(...limits(name, threshold, false));
    for (const [name, slices] of entries(field(spec, "per_slice_thresholds", "perSliceThresholds"))) {
      for (const slice of list(field(slices, "thresholds")))
        found.push(...limits(name, field(slice, "threshold"), true));
    }
    if (found.length > maxThresholds) break;
  }
  return found.slice(0, maxThresholds);
}

/** `MetricThreshold { value_threshold { lower_bound, upper_bound }, change_threshold { absolute, relative, direction } }`. */
function limits(metric: string, threshold: unknown, sliced: boolean): MetricThreshold[] {
  const value = field(threshold, "value_threshold", "valueThreshold");
  const change = field(threshold, "change_threshold", "changeThreshold");
  const isLowerBetter = field(change, "direction") === "LOWER_IS_BETTER";
  const found: MetricThreshold[] = [];
  const add = (of: MetricThreshold["of"], bound: MetricThreshold["bound"], limit: number | null): void => {
    if (limit !== null) found.push({ metric, of, bound, limit, sliced });
  };
  add("value", "at-least", number(field(value, "lower_bound", "lowerBound")));
  add("value", "at-most", number(field(value, "upper_bound", "upperBound")));
  const bound = isLowerBetter ? "at-most" : "at-least";
  add("change", bound, number(field(change, "absolute")));
  add("relative-change", bound, number(field(change, "relative")));
  return found;
}

/** By its name in the metric's own configuration, else by its class. */
function metricName(metric: unknown): string {
  const config = field(metric, "config");
  const named = field(typeof config === "string" ? json(config) : config, "name");
  if (typeof named === "string" && named !== "") return named;
  const name = field(metric, "class_name", "className");
  return typeof name === "string" && name !== "" ? name : "a metric";
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const field = (value: unknown, ...names: readonly string[]): unknown => {
  const fields: Fields | null = isObject(value) ? value : null;
  const name = names.find((one) => fields && Object.hasOwn(fields, one));
  return name === undefined ? undefined : fields?.[name];
};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const entries = (value: unknown): readonly (readonly [string, unknown])[] =>
  isObject(value) ? Object.entries(value) : [];

/** A number, bare or wrapped (`DoubleValue`). */
function number(value: unknown): number | null {
  const bare = isObject(value) ? value["value"] : value;
  return typeof bare === "number" && Number.isFinite(bare) ? bare : null;
}
