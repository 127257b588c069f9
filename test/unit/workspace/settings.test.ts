import { describe, expect, test } from "vitest";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import { parseSettings } from "../../../server/src/model/settingsSchema.ts";

test("nothing given: the defaults", () => {
  expect(parseSettings({})).toEqual({ settings: defaultSettings, problems: [] });
  expect(parseSettings(null)).toEqual({ settings: defaultSettings, problems: [] });
});

test("what is given counts, the rest has its default", () => {
  const { settings } = parseSettings({ hover: { runs: 3 }, operatorKinds: { "My*": "train" } });
  expect(settings).toEqual({ ...defaultSettings, hover: { runs: 3 }, operatorKinds: { "My*": "train" } });
});

test("an unknown key is left alone", () => {
  expect(parseSettings({ later: 1 })).toEqual({ settings: defaultSettings, problems: [] });
});

describe("what does not fit is told, and the last good value stays", () => {
  const lastGood = { ...defaultSettings, hover: { runs: 5 } };
  const check = (raw: unknown, problem: string): void =>
    expect(parseSettings(raw, lastGood).problems).toEqual([`graphlet.${problem}. The value before stays in use.`]);

  test("a number out of bounds", () => {
    check({ hover: { runs: 0 } }, "hover.runs must be a whole number from 1 to 50");
    expect(parseSettings({ hover: { runs: 0 } }, lastGood).settings.hover.runs).toBe(5);
  });
  test("a fraction where whole numbers are meant", () =>
    check({ failingNode: { window: 1.5 } }, "failingNode.window must be a whole number from 1 to 1000"));
  test("a word that is not in the list", () =>
    check(
      { diagnostics: { deadTrainer: "loud" } },
      "diagnostics.deadTrainer must be one of off, hint, information, warning, error",
    ));
  test("a map with a value that is none", () => check({ traces: { a: 1 } }, 'traces must have a text for "a"'));
  test("something else than a map", () => check({ traces: [] }, "traces must be an object"));
  test("a text where true or false is meant", () =>
    check({ lens: { enabled: "yes" } }, "lens.enabled must be true or false"));
});
