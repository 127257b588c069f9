import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hostOf } from "../definitions/helpers.ts";
import { notebookCells, notebookOf, twoTrainers } from "../definitions/samples.ts";
import { type Asked, askEveryFix } from "./everyFix.ts";

const folder = new URL("../../../examples/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, folder), "utf8");

/** Every fix on every node of the first file of a project. */
function asked(files: Readonly<Record<string, string>>): Asked {
  const [path = ""] = Object.keys(files);
  const result = askEveryFix(`file:///project/${path}`, files[path] ?? "", hostOf(files));
  if (!result) throw new Error("no pipeline");
  return result;
}

const samples: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "the example": { "pipeline.py": read("taxi/pipeline.py") },
  "the example of components of one's own": {
    "churn/local_pipeline.py": read("churn/local_pipeline.py"),
    "churn/modules/components.py": read("churn/modules/components.py"),
  },
  "two trainers": { "pipeline.py": twoTrainers },
  "two trainers with Windows line breaks": { "pipeline.py": twoTrainers.replaceAll("\n", "\r\n") },
  "two trainers with tabs": {
    "pipeline.py": twoTrainers.replaceAll(/^(?: {2})+/gm, (all) => "\t".repeat(all.length / 2)),
  },
  "a notebook": { "notebook.ipynb": notebookOf(notebookCells) },
};

describe("every fix that is offered on any node leaves the graph that it says", () => {
  test.each(Object.entries(samples))("%s", (_, files) => {
    const { offered, wrong } = asked(files);
    expect(wrong).toEqual([]);
    expect(offered.length).toBeGreaterThan(10);
  });
});

test("every removal that is offered in the example is one of these", () => {
  const { offered } = asked(samples["the example"] ?? {});
  expect([...new Set(offered.filter((name) => name.startsWith("drop-")))]).toEqual([
    "drop-trainer: Remove Trainer and 2 nodes that only it feeds",
    "drop-trainer: Remove Trainer.challenger and 1 node that only it feeds",
    "drop-trainer: Remove Trainer.wide",
  ]);
});
