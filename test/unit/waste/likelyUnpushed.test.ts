import { describe, expect, it } from "vitest";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import { artifact, run, type Step } from "../../generate/traceBuilder.ts";
import { found, messages } from "./findings.ts";
import { pipelineOf } from "./pipelineText.ts";

const pipeline = pipelineOf("CsvExampleGen", "Trainer < CsvExampleGen.examples", "Pusher < Trainer.model");

/** Models an hour after one another, every fourth of them deployed. */
function everyFourth(models: number): readonly Step[] {
  return Array.from({ length: models }, (_, place) => [
    run(`gen${place}`, "CsvExampleGen", { start: place * 60, writes: { examples: `e${place}` } }),
    run(`train${place}`, "Trainer", {
      ...{ start: place * 60 + 5, seconds: 600 },
      reads: { examples: `e${place}` },
      writes: { model: `m${place}` },
    }),
    run(`push${place}`, "Pusher", {
      start: place * 60 + 20,
      reads: { model: `m${place}` },
      writes: { pushed_model: `p${place}` },
    }),
    artifact(`p${place}`, "PushedModel", { pushed: place % 4 === 0 ? 1 : 0 }),
  ]).flat();
}

const given = (models: number) => ({ pipeline, steps: everyFourth(models), forecasts: true });

describe("likely-unpushed", () => {
  it("says that the next model will not be deployed, and how good such forecasts were", () => {
    const [message] = messages("likely-unpushed", given(81));
    expect(message).toMatch(/^Trainer: The next model will probably not be deployed \(\d+ %; .+\)\. /);
    expect(message).toMatch(
      /Of the last 61 models, such forecasts would have stopped 4\d, saved .+ of compute time, \d+ % of the waste, and kept all 16 deployments\.$/,
    );
  });

  it("points at models that were not deployed", () => {
    const [finding] = found("likely-unpushed", given(81));
    expect(finding?.evidence[0]?.message).toBe("Not deployed: the step that deploys ran without deploying it.");
  });

  it("is silent where the next model will be deployed", () => {
    expect(messages("likely-unpushed", given(80))).toEqual([]);
  });

  it("is silent with fewer models than the user wants", () => {
    const likelyUnpushed = { ...defaultSettings.likelyUnpushed, minimum: 100 };
    expect(messages("likely-unpushed", { ...given(81), settings: { likelyUnpushed } })).toEqual([]);
  });

  it("is silent until the forecast is worked out", () => {
    expect(messages("likely-unpushed", { ...given(81), forecasts: false })).toEqual([]);
  });
});
