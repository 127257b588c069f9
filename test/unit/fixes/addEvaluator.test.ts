import { describe, expect, test } from "vitest";
import { addEvaluator } from "../../../server/src/waste/fixes/addEvaluator.ts";
import { fixed, offered, tfxImport } from "./offered.ts";

const config = "config = tfma.EvalConfig(thresholds={'auc': tfma.MetricThreshold()})\n";
const makers = (examples: string): string => `gen = CsvExampleGen(input_base='d')
trainer = Trainer(examples=gen.outputs['examples'])
b = Trainer(examples=${examples}).with_id('Trainer.b')
evaluator = Evaluator(examples=gen.outputs['examples'], model=trainer.outputs['model'], baseline_model=old, eval_config=config)
`;
const text = (
  added: string,
  given: string,
  listed: string,
  { before = config, examples = "gen.outputs['examples']" } = {},
): string => `${tfxImport}${before}${makers(examples)}${added}pusher = Pusher(
  model=b.outputs['model'],
${given})
tfx.dsl.Pipeline(pipeline_name='p', components=[gen, trainer, b, evaluator, ${listed}pusher])
`;
const title = "Evaluate the models of Trainer.b before Pusher deploys them";
const offers = (whole: string, id = "Trainer.b"): string[] => offered({ "pipeline.py": whole }, "unpushed-models", id);

test("an evaluator like the other one is put before a deployment that nothing checks", () => {
  expect(fixed(addEvaluator, { "pipeline.py": text("", "", "") }, "unpushed-models", "Trainer.b")).toBe(
    text(
      `# Judges the models of Trainer.b by the configuration of Evaluator: give it its own where that does not fit.
b_evaluator = Evaluator(
  examples=gen.outputs['examples'],
  model=b.outputs['model'],
  eval_config=config,
).with_id('Evaluator.b')
`,
      "  model_blessing=b_evaluator.outputs['blessing'],\n",
      "b_evaluator, ",
    ),
  );
});

describe("it is not offered", () => {
  test("for a trainer that is checked", () => expect(offers(text("", "", ""), "Trainer")).toEqual([]));

  test("where the deployment waits for something", () =>
    expect(offers(text("", "  model_blessing=evaluator.outputs['blessing'],\n", ""))).toEqual([]));

  test("where the other trainer reads other data", () =>
    expect(offers(text("", "", "", { examples: "elsewhere" }))).toEqual([
      `${title} (The pipeline has no Evaluator of a trainer of the same data whose thresholds could be used.)`,
    ]));

  test("where no threshold is stated", () =>
    expect(offers(text("", "", "", { before: "config = tfma.EvalConfig()\n" }))).toEqual([
      `${title} (The pipeline has no Evaluator of a trainer of the same data whose thresholds could be used.)`,
    ]));
});
