import { describe, expect, test } from "vitest";
import { fixAll } from "../../../server/src/waste/fixes/fixAll.ts";
import { edited, type Files, inputFor, tfxImport } from "./offered.ts";

const text = (extra: string, names: string): string => `${tfxImport}
gen = CsvExampleGen(input_base='d')
${extra}trainer = Trainer(examples=gen.outputs['examples'])
pusher = Pusher(model=trainer.outputs['model'])
tfx.dsl.Pipeline(pipeline_name='p', components=[gen, ${names}trainer, pusher])
`;

function allFixed(files: Files, ids: readonly string[]): { readonly text: string; readonly titles: readonly string[] } {
  const inputs = ids.map((id) => inputFor(files, "dead-trainer", id));
  const [first] = inputs;
  if (!first) throw new Error("nothing to fix");
  const { definition, pipeline, readText } = first;
  const findings = inputs.map(({ node }) => ({
    definition,
    pipeline,
    code: "dead-trainer" as const,
    node: pipeline.nodes.find(({ id }) => id === node?.id) ?? null,
    subject: null,
  }));
  const { edits, titles } = fixAll(definition, findings, readText);
  expect([...edits.values()].every((changes) => changes.length === 1)).toBe(true);
  return { text: edited(files, edits)["pipeline.py"] ?? "", titles };
}

describe("all that is always safe", () => {
  test("is made in one edit", () => {
    const files = {
      "pipeline.py": text(
        "a = Trainer().with_id('a')\nSTEPS = 3\nb = Trainer(custom_config=STEPS).with_id('b')\n",
        "a, b, ",
      ),
    };
    expect(allFixed(files, ["a", "b"])).toEqual({ text: text("", ""), titles: ["Remove a", "Remove b"] });
  });

  test("leaves out what takes others along", () => {
    const files = {
      "pipeline.py": text(
        "a = Trainer().with_id('a')\nstats = Tuner(base_model=a.outputs['model'], examples=a.outputs['model_run'])\nb = Trainer().with_id('b')\n",
        "a, stats, b, ",
      ),
    };
    expect(allFixed(files, ["a", "b"]).titles).toEqual(["Remove b"]);
  });
});
