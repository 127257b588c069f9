// biome-ignore-all lint/suspicious/noTemplateCurlyInString: DVC's templates look like JavaScript's.
import { describe, expect, test } from "vitest";
import { gateTraining } from "../../../server/src/waste/fixes/gateTraining.ts";
import { fixed, offered } from "./offered.ts";

const prepare = "stages:\n  prepare:\n    cmd: python prepare.py\n    outs: [data]\n";
const train = (more = ""): string =>
  `  train:\n    # Every night.\n${more}    cmd: python train.py\n    deps: [data]\n    outs: [model.pkl]\n`;
const frozen =
  "    # Its next model will probably not be deployed: `dvc repro` passes over it until `dvc unfreeze train`.\n    frozen: true\n";
const freeze = (text: string): string => fixed(gateTraining, { "dvc.yaml": text }, "likely-unpushed", "train");
const offers = (text: string, id = "train"): string[] => offered({ "dvc.yaml": text }, "likely-unpushed", id);

describe("a stage that trains is frozen", () => {
  test("with a comment that says how it is undone", () => {
    expect(freeze(prepare + train())).toBe(prepare + train(frozen));
  });

  test("with Windows line breaks", () => {
    const windows = (text: string): string => text.replaceAll("\n", "\r\n");
    expect(freeze(windows(prepare + train()))).toBe(windows(prepare + train(frozen)));
  });
});

describe("it is not", () => {
  test("where the stage says so already", () => expect(offers(prepare + train("    frozen: false\n"))).toEqual([]));

  test("where it does not train", () => expect(offers(prepare + train(), "prepare")).toEqual([]));

  test("where it stands in braces, and a comment has no place", () => {
    expect(offers("stages:\n  train: {cmd: python train.py, outs: [model.pkl]}\n")).toEqual([
      "Freeze train until `dvc unfreeze` (The stage has no lines of its own.)",
    ]);
  });

  test("where other stages are made by the same text", () => {
    const text =
      "stages:\n  train:\n    foreach: [a, b]\n    do:\n      cmd: python train.py\n      outs: ['${item}.pkl']\n";
    expect(offers(text, "train@a")).toEqual([
      "Freeze train@a until `dvc unfreeze` (train@b is made by the same text, and would be frozen as well.)",
    ]);
  });
});
