import { describe, expect, test } from "vitest";
import { URI } from "vscode-uri";
import { recordParams } from "../../../client/src/recordArguments.ts";
import type { TraceRecord } from "../../../server/src/protocol.ts";
import { recordUri } from "../../../server/src/views/traceText/recordUri.ts";

const uri = "file:///w/a%20b/pipeline%2B.py";

const records: readonly TraceRecord[] = [
  { type: "execution", id: 41 },
  { type: "artifact", id: "sha256:ab/c?d#e" },
  { type: "run", name: "2026-03-01T00:00:00/../\u202e%2F?x" },
  { type: "node", node: "Träner.b" },
  { type: "graphlet", trainer: 41 },
  { type: "explanation", trainer: "a b" },
  { type: "comparison", trainer: 41, against: "deployed" },
  { type: "comparison", trainer: 41, against: { trainer: 12 } },
];

test.each(records)("%j comes back from its URI", (record) => {
  const parsed = URI.parse(recordUri({ uri, pipeline: "taxi & co", record }), true);
  expect(recordParams(JSON.parse(parsed.query))).toEqual({ uri, pipeline: "taxi & co", record });
});

test.each(records)("%j comes back from its URI as the editor writes it", (record) => {
  const parsed = URI.parse(URI.parse(recordUri({ uri, record }), true).toString());
  expect(recordParams(JSON.parse(parsed.query))).toEqual({ uri, record });
});

describe("the path", () => {
  const path = (record: TraceRecord): string => URI.parse(recordUri({ uri, record }), true).path;

  test("is a name for people, with the ending of the language", () => {
    expect(path({ type: "explanation", trainer: 41 })).toBe("/training 41 explained.graphlet-trace");
    expect(path({ type: "comparison", trainer: 41, against: "deployed" })).toBe(
      "/training 41 compared with the last deployed.graphlet-trace",
    );
  });

  test("is the name that the store gives the record, where it gives one", () => {
    const record = { type: "explanation", trainer: 41 } as const;
    const named = URI.parse(recordUri({ uri, record }, "model 50 explained"), true);
    expect(named.path).toBe("/model 50 explained.graphlet-trace");
    expect(named.query).toBe(URI.parse(recordUri({ uri, record }), true).query);
  });

  test("is one name, whatever a name in the trace holds", () => {
    expect(path({ type: "run", name: "../../etc\u202e\n/x" })).toBe("/run .._.._etc___x.graphlet-trace");
  });
});

test("the same record has the same URI", () => {
  const record = { type: "execution", id: 41 } as const;
  expect(recordUri({ record, uri, pipeline: undefined })).toBe(recordUri({ uri, record }));
});
