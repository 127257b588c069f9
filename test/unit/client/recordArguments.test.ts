import { describe, expect, test } from "vitest";
import { modelArguments, openRecordArguments, recordParams } from "../../../client/src/recordArguments.ts";

const uri = "file:///p.py";

describe("what names a record", () => {
  test("is taken with nothing in it but what the protocol names", () => {
    expect(recordParams({ uri, pipeline: "taxi", record: { type: "execution", id: 4, evil: 1 }, more: 2 })).toEqual({
      uri,
      pipeline: "taxi",
      record: { type: "execution", id: 4 },
    });
  });

  test.each([
    null,
    "graphlet-trace:/",
    { uri },
    { uri: "", record: { type: "execution", id: 4 } },
    { uri, record: { type: "secret", id: 4 } },
    { uri, record: { type: "execution", id: {} } },
    { uri, record: { type: "execution", id: Number.NaN } },
    { uri, record: { type: "node", node: "x".repeat(200_000) } },
    { uri, record: { type: "comparison", trainer: 4, against: "everything" } },
    { uri, record: { type: "comparison", trainer: 4, against: { trainer: null } } },
  ])("%j is refused", (value) => {
    expect(recordParams(value)).toBeNull();
  });
});

test("a section to go to is a text", () => {
  const record = { type: "node", node: "Trainer" } as const;
  expect(openRecordArguments({ uri, record, section: "Failed" })).toEqual({ uri, record, section: "Failed" });
  expect(openRecordArguments({ uri, record, section: 3 })).toEqual({ uri, record });
});

test("a model is named by its definition, and by its training where that is known", () => {
  expect(modelArguments({ uri, trainer: 41, pipeline: 3 })).toEqual({ uri, trainer: 41 });
  expect(modelArguments({ uri, trainer: [] })).toEqual({ uri });
  expect(modelArguments({ trainer: 41 })).toBeNull();
});
