import { expect, test } from "vitest";
import { parameterChanges, parameterOf } from "../../../server/src/waste/explain/parameters.ts";

test("parameters are compared key by key, at any depth", () => {
  const before = '{"epochs":5,"train_args":{"num_steps":100,"splits":["train"]}}';
  const after = '{"optimizer":"adam","train_args":{"num_steps":200,"splits":["train"]}}';
  expect(parameterChanges(before, after)).toEqual([
    { key: "epochs", before: "5", after: null },
    { key: "optimizer", before: null, after: '"adam"' },
    { key: "train_args.num_steps", before: "100", after: "200" },
  ]);
});

test("lists are values", () => {
  expect(parameterChanges('{"splits":["a"]}', '{"splits":["a","b"]}')).toEqual([
    { key: "splits", before: '["a"]', after: '["a","b"]' },
  ]);
});

test.each([
  ["the same", '{"a":1}', '{"a":1}'],
  ["unknown on one side", null, '{"a":1}'],
  ["no JSON", "sha256:12", '{"a":1}'],
  ["damaged", '{"a":', '{"a":1}'],
])("nothing is said where they are %s", (_, before, after) => {
  expect(parameterChanges(before, after)).toEqual([]);
});

test("what is nested without end is compared as one value below the eighth level", () => {
  const deep = (value: number): string => `${'{"a":'.repeat(30)}${value}${"}".repeat(30)}`;
  const [change] = parameterChanges(deep(1), deep(2));
  expect(change?.key).toBe("a.a.a.a.a.a.a.a");
});

test("a parameter that every object has is not taken for one that is set", () => {
  expect(parameterOf("{}", "constructor")).toBeUndefined();
});
