import { describe, expect, test } from "vitest";
import { dropUnusedNode } from "../../../server/src/waste/fixes/dropUnused.ts";
import { fixed, offered, tfxImport } from "./offered.ts";

const text = `${tfxImport}
gen = CsvExampleGen(input_base='d')
# Nobody asked for it.
transform = Transform(examples=gen.outputs['examples'])

stats = StatisticsGen(examples=gen.outputs['examples'])
trainer = Trainer(examples=gen.outputs['examples'])
pusher = Pusher(model=trainer.outputs['model'])
tfx.dsl.Pipeline(pipeline_name='p', components=[gen, transform, stats, trainer, pusher])
`;
const files = { "pipeline.py": text };

test("a node goes whose outputs nothing uses", () => {
  expect(fixed(dropUnusedNode, files, "unused-output", "Transform")).toBe(
    text
      .replace("# Nobody asked for it.\ntransform = Transform(examples=gen.outputs['examples'])\n", "")
      .replace("gen, transform, stats", "gen, stats"),
  );
});

describe("it stays", () => {
  test("where another takes an output", () => expect(offered(files, "unused-output", "CsvExampleGen")).toEqual([]));
  test("where people read what it writes", () => expect(offered(files, "unused-output", "StatisticsGen")).toEqual([]));
  test("where it is there for what it does", () => expect(offered(files, "unused-output", "Pusher")).toEqual([]));
  test("where one of its outputs is meant that comes with the component", () =>
    expect(offered(files, "unused-output", "Transform", "post_transform_stats")).toEqual([]));
});
