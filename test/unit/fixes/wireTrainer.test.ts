import { describe, expect, test } from "vitest";
import { wireTrainer } from "../../../server/src/waste/fixes/wireTrainer.ts";
import { fixed, offered, tfxImport } from "./offered.ts";

const text = (nodes: string, names: string): string =>
  `${tfxImport}gen = CsvExampleGen(input_base='d')\ntrainer = Trainer(module_file='t')\n${nodes}tfx.dsl.Pipeline(pipeline_name='p', components=[gen, trainer, ${names}])\n`;
const offers = (nodes: string, names: string): string[] =>
  offered({ "pipeline.py": text(nodes, names) }, "dead-trainer", "Trainer").filter((title) => title.startsWith("Hand"));

describe("the model of a trainer that leads nowhere", () => {
  test("is handed to the evaluator and the pusher that have none", () => {
    const nodes = (evaluated: string, pushed: string): string =>
      `evaluator = Evaluator(${evaluated}examples=gen.outputs['examples'])\npusher = Pusher(${pushed}push_destination=where)\n`;
    const model = "model=trainer.outputs['model'], ";
    expect(offers(nodes("", ""), "evaluator, pusher")).toEqual(["Hand the model of Trainer to Evaluator and Pusher"]);
    expect(
      fixed(wireTrainer, { "pipeline.py": text(nodes("", ""), "evaluator, pusher") }, "dead-trainer", "Trainer"),
    ).toBe(text(nodes(model, model), "evaluator, pusher"));
  });

  test("is written with the quotes of the file", () =>
    expect(
      fixed(
        wireTrainer,
        {
          "pipeline.py": `${tfxImport}g = CsvExampleGen(input_base="d")\nt = Trainer(examples=g.outputs["examples"])\ntfx.dsl.Pipeline(pipeline_name="p", components=[g, t, Pusher()])\n`,
        },
        "dead-trainer",
        "Trainer",
      ),
    ).toContain('Pusher(model=t.outputs["model"])'));
});

describe("nothing is wired", () => {
  test("where every taker has a model", () =>
    expect(
      offers("other = Trainer().with_id('o')\npusher = Pusher(model=other.outputs['model'])\n", "other, pusher"),
    ).toEqual([]));

  test("where another trainer leads nowhere, too", () =>
    expect(offers("other = Trainer().with_id('o')\npusher = Pusher()\n", "other, pusher")).toEqual([]));

  test("where two wait for a model", () =>
    expect(offers("one = Pusher().with_id('a')\ntwo = Pusher().with_id('b')\n", "one, two")).toEqual([]));

  test("where it takes its model from an infrastructure check", () =>
    expect(
      offers(
        "infra = InfraValidator(model=x)\npusher = Pusher(infra_blessing=infra.outputs['blessing'])\n",
        "infra, pusher",
      ),
    ).toEqual([]));
});
