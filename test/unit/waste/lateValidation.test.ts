import { expect, test } from "vitest";
import { artifact, run, type Step } from "../../generate/traceBuilder.ts";
import { found, messages } from "./findings.ts";
import { pipelineOf } from "./pipelineText.ts";

const pipeline = pipelineOf(
  "CsvExampleGen",
  "ExampleValidator < CsvExampleGen.examples",
  "Trainer < CsvExampleGen.examples",
  "Evaluator < Trainer.model",
  "Pusher < Evaluator.blessing, Trainer.model",
);

interface Seconds {
  readonly train?: number;
  readonly evaluate?: number;
}

/**
 * One model a letter: `+` new data, deployed; `=` the data of the model before, deployed; `o` new data, not blessed; `x` the data of
 * the model before, not blessed; `f` a failed training; `v` new data whose analysis failed, not blessed.
 */
const models = (letters: string, { train = 3000, evaluate = 600 }: Seconds = {}): Step[] => {
  let span = 0;
  return [...letters].flatMap((letter, i): Step[] => {
    const isNew = letter !== "=" && letter !== "x";
    if (isNew) span++;
    const blessed = letter === "+" || letter === "=" ? 1 : 0;
    const trained = letter !== "f";
    return [
      ...(isNew
        ? [
            run(`g${i}`, "CsvExampleGen", {
              start: i * 300,
              seconds: 60,
              parameters: "in",
              writes: { examples: `e${span}` },
            }),
          ]
        : []),
      run(`w${i}`, "ExampleValidator", {
        start: i * 300 + 5,
        seconds: 60,
        state: letter === "v" ? "failed" : "complete",
        reads: { examples: `e${span}` },
      }),
      run(`t${i}`, "Trainer", {
        start: i * 300 + 10,
        seconds: train,
        code: "c",
        parameters: "p",
        state: trained ? "complete" : "failed",
        reads: { examples: `e${span}` },
        writes: trained ? { model: `m${i}` } : {},
      }),
      ...(trained
        ? [
            run(`v${i}`, "Evaluator", {
              start: i * 300 + 100,
              seconds: evaluate,
              reads: { model: `m${i}` },
              writes: { blessing: `b${i}` },
            }),
            artifact(`b${i}`, "ModelBlessing", { blessed }),
            run(`p${i}`, "Pusher", {
              start: i * 300 + 200,
              seconds: 1,
              reads: { model: `m${i}`, model_blessing: `b${i}` },
              writes: { pushed_model: `d${i}` },
            }),
            artifact(`d${i}`, "PushedModel", { pushed: blessed }),
          ]
        : []),
    ];
  });
};

test("says how late, what told earlier, how well, and what it cost", () => {
  expect(messages("late-validation", { pipeline, steps: models("+x+x+x+x+x") })).toEqual([
    "Evaluator: 5 of the last 10 models of Trainer were stopped here, after 84 % of their compute time. " +
      "Known before the training: the data was that of the model before, for 5 of these 5 and 0 of the other 5: 5 h.",
  ]);
});

test("four prove nothing", () => {
  expect(messages("late-validation", { pipeline, steps: models("+x+x+x+x+") })).toEqual([]);
});

test("where every model is stopped, every signal is right", () => {
  expect(messages("late-validation", { pipeline, steps: models("+xxxxxxxx") })).toEqual([]);
});

test("an early check is in its place", () => {
  const steps = models("+x+x+x+x+x", { train: 100, evaluate: 3000 });
  expect(messages("late-validation", { pipeline, steps })).toEqual([]);
});

test("a signal that tells too few of them is none", () => {
  expect(messages("late-validation", { pipeline, steps: models("+x+x+x+o+o+o+o") })).toEqual([]);
});

test("a signal that is wrong too often is none", () => {
  expect(messages("late-validation", { pipeline, steps: models("+x=+x=+x=+x=+x=") })).toEqual([]);
});

test("one that is good enough says where it was wrong", () => {
  const [message] = messages("late-validation", { pipeline, steps: models("+x+x+x+x+x=+o+") });
  expect(message).toContain("for 5 of these 6 and 1 of the other 8");
});

test("a failed analysis of the data is a signal", () => {
  const [message] = messages("late-validation", { pipeline, steps: models("+v+v+v+v+v") });
  expect(message).toContain(
    "Known before the training: an analysis of the data had failed, for 5 of these 5 and 0 of the other 5",
  );
});

test("where most of what went nowhere failed in training, the check is not what stops it", () => {
  expect(messages("late-validation", { pipeline, steps: models("+x+x+x+x+xffffff") })).toEqual([]);
});

test("what was stopped before the window is forgotten", () => {
  const settings = { lateValidation: { window: 8, minimum: 5, afterPercent: 50, signalPercent: 80 } };
  expect(messages("late-validation", { pipeline, settings, steps: models("+x+x+x+x+x++++++") })).toEqual([]);
});

test("the trainer is related, and the checks are the evidence", () => {
  const [finding] = found("late-validation", { pipeline, steps: models("+x+x+x+x+x") });
  expect(finding?.related.map(({ message }) => message)).toEqual([
    "Trainer: a gate before it would have saved these trainings.",
  ]);
  expect(finding?.evidence.map(({ message }) => message)).toEqual(Array(5).fill("Stopped the model."));
});

test("the cost is that of the training up to the check, of those that the signal told", () => {
  expect(found("late-validation", { pipeline, steps: models("+x+x+x+x+x") })[0]?.seconds).toBe(5 * (3000 + 600));
});
