import { describe, expect, test } from "vitest";
import { glob } from "../../../server/src/model/glob.ts";

describe("over names", () => {
  test.each([
    ["Trainer", "Trainer", true],
    ["Trainer", "Trainer.challenger", false],
    ["Trainer*", "Trainer.challenger", true],
    ["*.Trainer", "tfx.components.trainer.component.Trainer", true],
    ["Train?r", "Trainer", true],
    ["trainer", "Trainer", false],
    ["{Pusher,*Deployer}", "EdgeDeployer", true],
    ["{a,b{c,d}}e", "bde", true],
    ["{a", "{a", true],
    ["[A-C]x", "Bx", true],
    ["[!A-C]x", "Bx", false],
    ["\\*", "*", true],
    ["\\*", "a", false],
    ["", "", true],
    ["*", "", true],
  ])("%s against %s", (pattern, text, expected) => {
    expect(glob(pattern)(text)).toBe(expected);
  });
});

describe("over paths", () => {
  test.each([
    ["*.py", "pipeline.py", true],
    ["*.py", "taxi/pipeline.py", false],
    ["**/*.py", "pipeline.py", true],
    ["**/*.py", "a/b/pipeline.py", true],
    ["taxi/**", "taxi/a/b", true],
    ["taxi/**/b", "taxi/b", true],
    ["taxi/**/b", "taxi/a/c/b", true],
    ["taxi/**/b", "taxi/ab", false],
    ["a?b", "a/b", false],
    ["a[!x]b", "a/b", false],
  ])("%s against %s", (pattern, path, expected) => {
    expect(glob(pattern, "/")(path)).toBe(expected);
  });
});

test("no pattern is slow", () => {
  expect(glob("*a".repeat(200))("a".repeat(2000))).toBe(true);
  expect(glob(`${"*a".repeat(200)}b`)("a".repeat(2000))).toBe(false);
  expect(glob("{a,b}".repeat(50))("x")).toBe(false);
});
