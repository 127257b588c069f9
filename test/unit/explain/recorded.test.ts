import { describe, expect, test } from "vitest";
import { errorOf, metricsOf } from "../../../server/src/waste/explain/recorded.ts";

const property = (name: string, value: string) => [{ name, value }];

describe("the store's words about a failure", () => {
  test.each([
    [
      "TFX's result",
      "__execution_result__",
      '{\n  "resultMessage": "out of\\nmemory",\n  "code": 2\n}',
      "out of memory",
    ],
    ["TFX's message", "__execution_error_msg__", "permission denied", "permission denied"],
    ["a custom message", "error_message", " no disk ", "no disk"],
  ])("%s", (_, name, value, message) => {
    expect(errorOf(property(name, value))).toBe(message);
  });

  test.each(["", "None", '{"code": 2}'])("%j is none", (value) => {
    expect(errorOf(property("__execution_result__", value))).toBeNull();
  });

  test("a long one is cut at 500 characters", () => {
    expect(errorOf(property("error", "x".repeat(9_000)))).toHaveLength(500);
  });

  test("none where properties were not read", () => {
    expect(errorOf("the file is gone")).toBeNull();
  });
});

describe("metrics", () => {
  test("are the numbers among an artifact's properties", () => {
    const properties = [
      ...property("accuracy", "0.93"),
      ...property("display_name", "metrics"),
      ...property("loss", "1e-3"),
    ];
    expect(metricsOf(properties)).toEqual([
      { name: "accuracy", value: 0.93 },
      { name: "loss", value: 0.001 },
    ]);
  });

  test("but not those that say how it was written", () => {
    expect(metricsOf([...property("is_external", "0"), ...property("span", "4"), ...property("note", "")])).toEqual([]);
  });
});
