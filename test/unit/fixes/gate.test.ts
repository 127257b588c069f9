import { describe, expect, test } from "vitest";
import { gate } from "../../../server/src/waste/fixes/gate.ts";
import { fixed, offered, tfxImport } from "./offered.ts";

const config =
  "config = tfma.EvalConfig(metrics_specs=[tfma.MetricsSpec(thresholds={'auc': tfma.MetricThreshold(value_threshold=x)})])\n";
const makers = `gen = CsvExampleGen(input_base='d')
trainer = Trainer(module_file='t', examples=gen.outputs['examples'])
evaluator = Evaluator(examples=gen.outputs['examples'], model=trainer.outputs['model'], eval_config=config)
`;
const end = "tfx.dsl.Pipeline(pipeline_name='p', components=[gen, trainer, evaluator, pusher])\n";
const whole = (pusher: string, before = config + makers): string => tfxImport + before + pusher + end;
const title = "Let Pusher wait for the blessing of Evaluator";

describe("a deployment that heeds no check", () => {
  test("waits for the one there is, right behind the model", () => {
    const pusher = (more: string): string =>
      `pusher = Pusher(\n    model=trainer.outputs['model'],\n${more}    push_destination=where,\n)\n`;
    expect(fixed(gate, { "pipeline.py": whole(pusher("")) }, "unpushed-models", "Trainer")).toBe(
      whole(pusher("    model_blessing=evaluator.outputs['blessing'],\n")),
    );
  });

  test("waits for the check that the finding is about", () =>
    expect(
      fixed(
        gate,
        { "pipeline.py": whole("pusher = Pusher(model=trainer.outputs['model'])\n") },
        "late-validation",
        "Evaluator",
      ),
    ).toBe(whole("pusher = Pusher(model=trainer.outputs['model'], model_blessing=evaluator.outputs['blessing'])\n")));

  test("is given what it was given as None", () =>
    expect(
      fixed(
        gate,
        { "pipeline.py": whole("pusher = Pusher(model=trainer.outputs['model'], model_blessing=None)\n") },
        "unpushed-models",
        "Trainer",
      ),
    ).toBe(whole("pusher = Pusher(model=trainer.outputs['model'], model_blessing=evaluator.outputs['blessing'])\n")));
});

describe("no gate is offered", () => {
  const offers = (text: string): string[] =>
    offered({ "pipeline.py": text }, "unpushed-models", "Trainer").filter((one) => one.startsWith("Let"));

  test("where there is one", () =>
    expect(
      offers(whole("pusher = Pusher(model=trainer.outputs['model'], model_blessing=evaluator.outputs['blessing'])\n")),
    ).toEqual([]));

  test("where the deployment stands under a condition", () =>
    expect(
      offers(
        whole(
          "with tfx.dsl.Cond(evaluator.outputs['blessing'].future()[0].custom_property('blessed') == 1):\n  pusher = Pusher(model=trainer.outputs['model'])\n",
        ),
      ),
    ).toEqual([]));

  test("where nothing checks this trainer's models", () =>
    expect(
      offers(
        whole(
          "pusher = Pusher(model=trainer.outputs['model'])\n",
          "gen = CsvExampleGen(input_base='d')\ntrainer = Trainer(module_file='t')\nevaluator = Evaluator(examples=gen.outputs['examples'])\n",
        ),
      ),
    ).toEqual([]));

  test("where the check states no threshold: it would bless nothing", () =>
    expect(
      offers(whole("pusher = Pusher(model=trainer.outputs['model'])\n", `config = tfma.EvalConfig()\n${makers}`)),
    ).toEqual([`${title} (Evaluator states no threshold in the text, and without one it blesses no model.)`]));

  test("where the check is made after the deployment", () =>
    expect(
      offers(
        `${tfxImport + config}trainer = Trainer(module_file='t')\npusher = Pusher(model=trainer.outputs['model'])\nevaluator = Evaluator(model=trainer.outputs['model'], eval_config=config)\ntfx.dsl.Pipeline(pipeline_name='p', components=[trainer, evaluator, pusher])\n`,
      ),
    ).toEqual([`${title} (What is left would be another pipeline.)`]));

  test("where two nodes deploy", () =>
    expect(
      offers(
        `${tfxImport + config + makers}pusher = Pusher(model=trainer.outputs['model'])\nother = Pusher(model=trainer.outputs['model']).with_id('other')\ntfx.dsl.Pipeline(pipeline_name='p', components=[gen, trainer, evaluator, pusher, other])\n`,
      ),
    ).toEqual([`${title} (2 nodes deploy models of Trainer.)`]));

  test("where the check has no name", () =>
    expect(
      offers(
        `${tfxImport + config}trainer = Trainer(module_file='t')\npusher = Pusher(model=trainer.outputs['model'])\ntfx.dsl.Pipeline(pipeline_name='p', components=[trainer, Evaluator(model=trainer.outputs['model'], eval_config=config), pusher])\n`,
      ),
    ).toEqual([`${title} (Evaluator has no name that Pusher could take it by.)`]));
});
