import { expect, test } from "vitest";
import { thresholdsOf } from "../../../server/src/waste/explain/thresholds.ts";

const accuracy = { metric: "BinaryAccuracy", sliced: false };

test("limits on a metric and on its change since the baseline", () => {
  const threshold = {
    value_threshold: { lower_bound: 0.5, upper_bound: { value: 1 } },
    change_threshold: { absolute: -1e-10, relative: 0.01, direction: "HIGHER_IS_BETTER" },
  };
  const config = { metrics_specs: [{ metrics: [{ class_name: "AUC" }, { class_name: "BinaryAccuracy", threshold }] }] };
  expect(thresholdsOf(config)).toEqual([
    { ...accuracy, of: "value", bound: "at-least", limit: 0.5 },
    { ...accuracy, of: "value", bound: "at-most", limit: 1 },
    { ...accuracy, of: "change", bound: "at-least", limit: -1e-10 },
    { ...accuracy, of: "relative-change", bound: "at-least", limit: 0.01 },
  ]);
});

test("of a metric that is better when it is lower, the change is limited from above", () => {
  const threshold = { changeThreshold: { absolute: 0.1, direction: "LOWER_IS_BETTER" } };
  expect(thresholdsOf({ metricsSpecs: [{ metrics: [{ className: "Loss", threshold }] }] })).toEqual([
    { metric: "Loss", of: "change", bound: "at-most", limit: 0.1, sliced: false },
  ]);
});

test("limits by name, and for slices of the data", () => {
  const threshold = { value_threshold: { lower_bound: 0.7 } };
  const spec = {
    thresholds: { accuracy: threshold },
    per_slice_thresholds: { auc: { thresholds: [{ slicing_specs: [{}], threshold }] } },
  };
  expect(thresholdsOf({ metrics_specs: [spec] })).toEqual([
    { metric: "accuracy", of: "value", bound: "at-least", limit: 0.7, sliced: false },
    { metric: "auc", of: "value", bound: "at-least", limit: 0.7, sliced: true },
  ]);
});

test("a metric goes by the name in its own configuration", () => {
  const metric = { class_name: "Mean", config: '{"name": "fare"}', threshold: { value_threshold: { upper_bound: 2 } } };
  expect(thresholdsOf({ metrics_specs: [{ metrics: [metric] }] })[0]?.metric).toBe("fare");
});

test.each([null, "text", 3, [], { metrics_specs: 3 }, { metrics_specs: [null, { metrics: [null, "x"] }] }])(
  "%j has none",
  (config) => {
    expect(thresholdsOf(config)).toEqual([]);
  },
);

test("a configuration without end is cut at 200", () => {
  const metrics = Array.from({ length: 500 }, () => ({
    class_name: "A",
    threshold: { value_threshold: { lower_bound: 1 } },
  }));
  expect(thresholdsOf({ metrics_specs: [{ metrics }] })).toHaveLength(200);
});
