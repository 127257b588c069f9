import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { type Invocation, parseInvocation } from "../../../server/src/cli/arguments.ts";

function check(line: string, expected: Invocation | string): void {
  const parsed = parseInvocation(line.split(" ").filter(Boolean));
  expect(parsed.ok ? parsed.value : parsed.error).toEqual(expected);
}

const options = { format: "text", costProperty: "", operatorKinds: {} } as const;

describe("arguments", () => {
  test("name a command and its file", () => {
    check("inspect a.db", { type: "command", name: "inspect", file: "a.db", options });
  });

  test("name as many traces as are to be predicted", () => {
    check("predict a.db b.db --format json", {
      type: "predict",
      paths: ["a.db", "b.db"],
      options: { ...options, format: "json" },
    });
    check("predict", "predict needs a file: graphlet predict TRACE…");
  });

  test("may stand in any order", () => {
    check("--format json graphlets a.db --cost-property cpu_hours", {
      type: "command",
      name: "graphlets",
      file: "a.db",
      options: { ...options, format: "json", costProperty: "cpu_hours" },
    });
  });

  test("name kinds by glob, the first one winning", () => {
    check("inspect a.db --operator-kind *Fit*=train --operator-kind a=b=deploy --operator-kind *Fit*=tune", {
      type: "command",
      name: "inspect",
      file: "a.db",
      options: { ...options, operatorKinds: { "*Fit*": "train", "a=b": "deploy" } },
    });
  });

  test("name the folder of the cache, from wherever it is told", () => {
    check("inspect a.db --cache kept", {
      type: "command",
      name: "inspect",
      file: "a.db",
      options: { ...options, cache: resolve("kept") },
    });
    check(
      "definition a.py --cache kept",
      "definition has no option --cache. Run graphlet definition --help for those it has.",
    );
  });

  test("ask for help and version, whatever else there is", () => {
    check("inspect --help", { type: "help", command: "inspect" });
    check("help check", { type: "help", command: "check" });
    check("-h", { type: "help", command: null });
    check("--version", { type: "version" });
  });

  test.each([
    ["", "no command is given. Run graphlet --help for those there are."],
    ["chekc a.db", "there is no command chekc. Did you mean check? Run graphlet --help for those there are."],
    ["frobnicate a.db", "there is no command frobnicate. Run graphlet --help for those there are."],
    ["inspect", "inspect needs a file: graphlet inspect TRACE"],
    ["inspect a.db b.db", "inspect takes one file; b.db is too many."],
    ["inspect a.db --format xml", "--format is json or text, not xml."],
    [
      "inspect a.db --operator-kind Fit",
      "--operator-kind is GLOB=KIND, not Fit. Kinds are other, ingest, analyze, preprocess, tune, train, evaluate, validate, deploy, infer, import, resolve.",
    ],
  ])("that make no sense (%j) are told with what to do", (line, message) => {
    check(line, message);
  });

  test("that are unknown are told in one line", () => {
    const parsed = parseInvocation(["inspect", "a.db", "--frmat=json"]);
    expect(parsed.ok ? "" : parsed.error).toMatch(/^Unknown option '--frmat'.* Run graphlet --help for the options\.$/);
  });
});
