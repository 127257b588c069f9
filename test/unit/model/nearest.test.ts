import { expect, test } from "vitest";
import { nearest } from "../../../server/src/model/nearest.ts";

const words = ["inspect", "graphlets", "definition", "check"];

test.each([
  ["chekc", "check"],
  ["chck", "check"],
  ["chec", "check"],
  ["def", "definition"],
  ["graphlet", "graphlets"],
  ["inpsect", "inspect"],
  ["Check", "check"],
])("%s is meant to be %s", (given, meant) => {
  expect(nearest(given, words)).toBe(meant);
});

test.each(["", "c", "train", "definitely-not-a-command", "x".repeat(100_000)])("%.30s is like none", (given) => {
  expect(nearest(given, words)).toBeNull();
});
