import { expect, test } from "vitest";
import type { Definition } from "../../../server/src/model/definition.ts";
import type { FindingCode } from "../../../server/src/model/finding.ts";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import { findWaste } from "../../../server/src/waste/index.ts";
import { found, now } from "./findings.ts";
import { pipelineOf } from "./pipelineText.ts";

test("a rule that is off finds nothing", () => {
  const settings = { diagnostics: { ...defaultSettings.diagnostics, deadTrainer: "off" as const } };
  expect(found("dead-trainer", { pipeline: pipelineOf("Trainer"), settings })).toEqual([]);
});

test("a rule that throws is told and hides no other", () => {
  const pipeline = pipelineOf("Trainer");
  const definition: Definition = {
    uri: "file:///pipeline.py",
    format: "tfx-python",
    pipelines: [pipeline],
    problems: [],
    links: [],
  };
  const broken = {
    get graphlets(): never {
      throw new Error("broken");
    },
    get histories(): never {
      throw new Error("broken");
    },
    get trace(): never {
      throw new Error("broken");
    },
  };
  const failed: FindingCode[] = [];
  const findings = findWaste({ definition, pipeline, evidence: broken, settings: defaultSettings, now }, (code) =>
    failed.push(code),
  );
  expect(findings.map(({ code }) => code)).toEqual(["dead-trainer"]);
  expect(failed).toContain("failing-node");
});
