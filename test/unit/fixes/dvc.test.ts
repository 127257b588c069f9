// biome-ignore-all lint/suspicious/noTemplateCurlyInString: DVC's templates look like JavaScript's.
import { describe, expect, test } from "vitest";
import { dropTrainer } from "../../../server/src/waste/fixes/dropTrainer.ts";
import { dropUnusedOutput } from "../../../server/src/waste/fixes/dropUnused.ts";
import { turnOnNodeCaching } from "../../../server/src/waste/fixes/turnOnCaching.ts";
import { irNode } from "../definitions/tfxIr/irText.ts";
import { fixed, offered } from "./offered.ts";

const head = `stages:
  prepare:
    cmd: python prepare.py
    outs: [data]
`;
const train = (name: string, more = ""): string => `  ${name}:
    cmd: python ${name}.py
    deps: [data]
    outs:
      - ${name}.pkl
${more}`;

describe("a trainer of dvc.yaml is dropped", () => {
  const drop = (text: string, id = "train_b"): string => fixed(dropTrainer, { "dvc.yaml": text }, "dead-trainer", id);

  test("with its lines", () => expect(drop(head + train("train_a") + train("train_b"))).toBe(head + train("train_a")));

  test("from the middle, with the comment above it and a blank line", () => {
    expect(drop(`${head}\n  # The challenger.\n${train("train_b")}\n  # Kept.\n${train("train_a")}`)).toBe(
      `${head}\n  # Kept.\n${train("train_a")}`,
    );
  });

  test("from the top", () => {
    expect(drop(`stages:\n${train("train_b")}\n${train("train_a")}`)).toBe(`stages:\n${train("train_a")}`);
  });

  test("from the end, where no line break closes the text", () => {
    expect(drop(`${head}\n${train("train_b").trimEnd()}`)).toBe(head);
  });

  test("with Windows line breaks", () => {
    const windows = (text: string): string => text.replaceAll("\n", "\r\n");
    expect(drop(windows(head + train("train_b") + train("train_a")))).toBe(windows(head + train("train_a")));
  });

  test("with what only it feeds", () => {
    const evaluate = "  evaluate:\n    cmd: python evaluate.py\n    deps: [train_b.pkl, data]\n    metrics: [b.json]\n";
    expect(drop(`${head}${train("train_b")}${evaluate}`)).toBe(head);
  });

  test("with what the file declares of its outputs", () => {
    const declared = `artifacts:
  a:
    path: train_a.pkl
  b:
    path: train_b.pkl
metrics:
  - b.json
plots:
  - a.csv
  - b.csv:
      x: fpr
`;
    const outputs = "    metrics: [b.json]\n    plots: [b.csv]\n";
    expect(drop(`${head}${train("train_a")}${train("train_b", outputs)}${declared}`)).toBe(
      `${head}${train("train_a")}artifacts:\n  a:\n    path: train_a.pkl\nplots:\n  - a.csv\n`,
    );
  });

  test("out of braces", () => {
    expect(drop("stages: {prepare: {cmd: p, outs: [data]}, train_b: {cmd: t, deps: [data], outs: [b.pkl]}}\n")).toBe(
      "stages: {prepare: {cmd: p, outs: [data]}}\n",
    );
  });

  test("where templates name parameters of other files", () => {
    const text = `${head}${train("train_b").replace("train_b.pkl", "${model}")}`;
    expect(fixed(dropTrainer, { "dvc.yaml": text, "params.yaml": "model: m.pkl\n" }, "dead-trainer", "train_b")).toBe(
      head,
    );
  });
});

describe("a trainer is not dropped", () => {
  const reasons = (files: Readonly<Record<string, string>>, id: string): string[] => offered(files, "dead-trainer", id);

  test("where it is one of several stages of one text", () => {
    const text = `${head}  train:\n    foreach: [a, b]\n    do:\n      cmd: python train.py\n      deps: [data]\n      outs: ['\${item}.pkl']\n`;
    expect(reasons({ "dvc.yaml": text }, "train@a")).toEqual([
      "Remove train@a (train@b is made by the same text, of which only all stages can be removed.)",
    ]);
  });

  test("where it is the only stage", () => {
    expect(reasons({ "dvc.yaml": "stages:\n  train: {cmd: t, outs: [m.pkl]}\n" }, "train")).toEqual([
      "Remove train (No stage would be left.)",
    ]);
  });

  test("where another stage names a part of it by an anchor", () => {
    const text = `${head}  train_b:\n    cmd: &c python t.py\n    deps: [data]\n    outs: [b.pkl]\n  other:\n    cmd: *c\n`;
    expect(reasons({ "dvc.yaml": text }, "train_b")).toEqual([expect.stringMatching(/^Remove train_b \(What is left/)]);
  });

  test("in a lock", () => {
    const text = "schema: '2.0'\nstages:\n  prepare:\n    cmd: p\n  train:\n    cmd: t\n    outs:\n    - path: m.pkl\n";
    expect(reasons({ "dvc.lock": text }, "train")).toEqual([
      "Remove train (DVC writes this file. Change dvc.yaml, and run `dvc repro`.)",
    ]);
  });

  test("in a compiled pipeline", () => {
    const text = irNode({ id: "Gen", type: "tfx.CsvExampleGen" }) + irNode({ id: "Trainer", type: "tfx.Trainer" });
    expect(reasons({ "taxi_ir.pbtxt": text }, "Trainer")).toEqual([
      "Remove Trainer (This file is compiled. Change the pipeline in Python, and compile it again.)",
    ]);
  });
});

describe("an output of dvc.yaml is dropped", () => {
  const drop = (text: string): string => fixed(dropUnusedOutput, { "dvc.yaml": text }, "unused-output", "a", "x.csv");
  const stage = (outs: string): string => `stages:\n  a:\n    cmd: a\n${outs}`;

  test("with its line and the comment above it", () => {
    expect(drop(stage("    outs:\n      - y.csv\n      # Nobody asked for it.\n      - x.csv\n"))).toBe(
      stage("    outs:\n      - y.csv\n"),
    );
  });

  test("with its options", () => {
    expect(drop(stage("    outs:\n      - x.csv:\n          cache: false\n      - y.csv\n"))).toBe(
      stage("    outs:\n      - y.csv\n"),
    );
  });

  test("with the list that only it was in", () => {
    expect(drop(stage("    outs:\n      - x.csv\n    deps: [d]\n"))).toBe(stage("    deps: [d]\n"));
  });

  test("out of brackets", () => expect(drop(stage("    outs: [x.csv, y.csv]\n"))).toBe(stage("    outs: [y.csv]\n")));

  test("with what the file declares of it", () => {
    const declared = "artifacts:\n  x:\n    path: x.csv\n    type: dataset\n";
    expect(drop(`${stage("    outs: [x.csv, y.csv]\n")}${declared}`)).toBe(stage("    outs: [y.csv]\n"));
  });
});

describe("an output is not dropped", () => {
  const reasons = (text: string, id: string, output: string): string[] =>
    offered({ "dvc.yaml": text }, "unused-output", id, output);

  test("where another stage reads it", () => {
    const text = "stages:\n  a: {cmd: a, outs: [x]}\n  b: {cmd: b, deps: [x]}\n";
    expect(reasons(text, "a", "x")).toEqual([]);
  });

  test("where it is one of several stages of one text", () => {
    const text = "stages:\n  a:\n    foreach: [p, q]\n    do:\n      cmd: a\n      outs: ['${item}.csv']\n";
    expect(reasons(text, "a@p", "p.csv")).toEqual(["Remove the output p.csv of a@p (a@q is made by the same text.)"]);
  });
});

describe("caching", () => {
  const stage = (more: string): string => `stages:\n  a:\n    cmd: a\n${more}    outs: [x]\n`;

  test("is turned on by taking `always_changed` out", () => {
    const files = { "dvc.yaml": stage("    always_changed: true\n") };
    expect(fixed(turnOnNodeCaching, files, "repeated-work", "a")).toBe(stage(""));
  });

  test.each([
    ["is on already", stage("")],
    ["is on where it says that it does not always run", stage("    always_changed: false\n")],
  ])("%s", (_, text) => expect(offered({ "dvc.yaml": text }, "repeated-work", "a")).toEqual([]));
});
