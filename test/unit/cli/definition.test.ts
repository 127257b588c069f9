import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { definition } from "../../../server/src/cli/definition.ts";

const pipeline = `from tfx import v1 as tfx
from modules.components import make_trainer

gen = tfx.components.CsvExampleGen(input_base="data")
trainer = make_trainer(gen.outputs["examples"])
pipeline = tfx.dsl.Pipeline(pipeline_name="taxi", components=[gen, trainer])
`;
const components = `from tfx import v1 as tfx


def make_trainer(examples):
    return tfx.components.Trainer(module_file="trainer.py", examples=examples)
`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "graphlet-definition-"));
  for (const [name, text] of [
    ["pipeline.py", pipeline],
    ["modules/components.py", components],
    ["plain.py", "print('nothing to see')\n"],
    ["empty.py", ""],
    ["broken.ipynb", "{"],
    ["notes.txt", pipeline],
    ["folder.py/x", ""],
    ["large.py", "#".repeat(2_000_001)],
  ] as const) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const print = async (name: string, format: "json" | "text"): Promise<string> => {
  const done = await definition(join(folder, name), { format, costProperty: "", operatorKinds: {} });
  return done.ok ? [...done.value].join("") : `refused: ${done.error}`;
};

describe("a definition", () => {
  test("is printed as JSON, with what its sibling modules make", async () => {
    const { pipelines } = JSON.parse(await print("pipeline.py", "json"));
    expect(pipelines).toHaveLength(1);
    expect(pipelines[0]).toMatchObject({
      name: "taxi",
      nodes: [
        { id: "CsvExampleGen", kind: "ingest", range: { start: { line: 3, character: 6 } }, inputs: [] },
        {
          id: "Trainer",
          kind: "train",
          inputs: [{ key: "examples", from: { node: "CsvExampleGen", output: "examples" } }],
        },
      ],
    });
  });

  test("is printed as a table", async () => {
    expect(`\n${await print("pipeline.py", "text")}`).toBe(`
taxi (tfx, 2 nodes)
Node           Type           Kind    Place                 Reads
CsvExampleGen  CsvExampleGen  ingest  line 4
Trainer        Trainer        train   components.py line 5  CsvExampleGen.examples
`);
  });
});

describe("a file without a pipeline", () => {
  test.each(["plain.py", "empty.py"])("%s has none to print", async (name) => {
    expect(JSON.parse(await print(name, "json"))).toEqual({ pipelines: [] });
    expect(await print(name, "text")).toBe("No pipeline is defined here.\n");
  });
});

describe("what cannot be read is refused in one sentence that names it", () => {
  test.each([
    ["notes.txt", /^refused: notes\.txt: not a file that defines pipelines\. Give Python/],
    ["missing.py", /^refused: missing\.py: no such file\. Check the path\.$/],
    ["folder.py", /^refused: folder\.py: not a file\./],
    ["large.py", /^refused: large\.py: larger than 2 MB/],
    ["broken.ipynb", /^refused: broken\.ipynb: .*notebook/],
  ])("%s", async (name, message) => {
    expect(await print(name, "json")).toMatch(message);
  });
});
