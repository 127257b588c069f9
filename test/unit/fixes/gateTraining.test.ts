import { describe, expect, test } from "vitest";
import { gateTraining } from "../../../server/src/waste/fixes/gateTraining.ts";
import { fixed, offered, tfxImport } from "./offered.ts";

const makers = (more = ""): string => `  gen = CsvExampleGen(input_base='d')
  statistics = StatisticsGen(examples=gen.outputs['examples'])
  validator = ExampleValidator(statistics=statistics.outputs['statistics'], schema=schema${more})
`;
const trainer = "trainer = Trainer(\n    examples=gen.outputs['examples'],\n  )\n";
const evaluator = "evaluator = Evaluator(examples=gen.outputs['examples'], model=trainer.outputs['model'])\n";
const pusher = "pusher = Pusher(model=trainer.outputs['model'], model_blessing=evaluator.outputs['blessing'])\n";
const listed =
  "  return tfx.dsl.Pipeline(pipeline_name='p', components=[gen, statistics, validator, trainer, evaluator, pusher])\n";
const text = (...statements: readonly string[]): string =>
  `${tfxImport}def make(schema):\n${statements.join("")}${listed}`;
const whole = text(makers(), `  ${trainer}`, "\n", "  # Compares.\n", `  ${evaluator}`, `  ${pusher}`);
const says =
  "  # The next model will probably not be deployed: train only on data in which ExampleValidator finds no anomalies\n" +
  "  # (split 'train'). What takes the model waits with it. Needs TFX 1.15 or later, and not Vertex AI.\n" +
  "  data_is_valid = validator.outputs['anomalies'].future()[0].custom_property('blessed')['train'] == 1\n";
const gated = (statements: string): string =>
  fixed(gateTraining, { "pipeline.py": statements }, "likely-unpushed", "Trainer");
const reasons = (statements: string): string[] =>
  offered({ "pipeline.py": statements }, "likely-unpushed", "Trainer").map((one) => /\((.*)\)$/.exec(one)?.[1] ?? one);

describe("a trainer waits for what the ExampleValidator of its data says", () => {
  const moved = (statement: string): string => `    ${statement.replaceAll("\n  ", "\n    ")}`;
  const open = "  with tfx.dsl.Cond(data_is_valid):\n";

  test("with all that takes its model", () => {
    expect(gated(whole)).toBe(
      text(makers(), says, open, moved(trainer), "\n", "    # Compares.\n", moved(evaluator), moved(pusher)),
    );
  });

  test("and what stands between them and does not need it stays out of the condition", () => {
    const between = "  resolver = tfx.dsl.Resolver(model=tfx.dsl.Channel(type=Model))\n";
    expect(gated(text(makers(), `  ${trainer}`, between, `  ${evaluator}`, `  ${pusher}`))).toBe(
      text(makers(), says, open, moved(trainer), between, open, moved(evaluator), moved(pusher)),
    );
  });

  test("with Windows line breaks", () => {
    const windows = (one: string): string => one.replaceAll("\n", "\r\n");
    expect(gated(windows(whole))).toBe(windows(gated(whole)));
  });

  test("and no longer is offered when it does", () => expect(reasons(gated(whole))).toEqual([]));
});

describe("it is not offered", () => {
  test.each([
    [
      "where nothing checks the data",
      whole.replace("ExampleValidator(", "StatisticsGen("),
      "Nothing tells before the training whether its data is good: no ExampleValidator checks it.",
    ],
    [
      "where Vertex AI runs the pipeline",
      `${whole}tfx.orchestration.experimental.KubeflowV2DagRunner(config=config).run(make(None))\n`,
      "Vertex AI cannot look at what the validator says of one split.",
    ],
    [
      "where the check leaves splits out",
      text(makers(", exclude_splits=['train']"), `  ${trainer}`, `  ${evaluator}`, `  ${pusher}`),
      "`exclude_splits` leaves open whether ExampleValidator checks the split `train`.",
    ],
    [
      "where splits have names of their own",
      whole.replace("input_base='d'", "input_base='d', output_config=config"),
      "The splits of CsvExampleGen may have other names than `train`.",
    ],
    [
      "where the check is made later",
      text(
        `  ${trainer}`.replaceAll("gen.outputs['examples']", "CsvExampleGen(input_base='d').outputs['examples']"),
        makers(),
        `  ${evaluator}`,
        `  ${pusher}`,
      ),
      "Nothing tells before the training whether its data is good: no ExampleValidator checks it.",
    ],
    [
      "where a node has no statement of its own",
      whole.replace(`  ${pusher}`, "").replace("pusher]", `${pusher.slice("pusher = ".length).trimEnd()}]`),
      "Pusher has no statement of its own beside that of Trainer.",
    ],
    [
      "where a text of several lines would change",
      whole.replace(
        "examples=gen.outputs['examples'],\n",
        `examples=gen.outputs['examples'], custom_config='''a\nb''',\n`,
      ),
      "The statements cannot be moved in: they share lines with others, or hold texts of several lines.",
    ],
  ])("%s", (_, statements, reason) => expect(reasons(statements)).toEqual([reason]));
});
