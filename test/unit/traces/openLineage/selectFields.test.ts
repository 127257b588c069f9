import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventFields, runEventOf } from "../../../../server/src/traces/openLineage/event.ts";
import { fieldSelector } from "../../../../server/src/traces/openLineage/selectFields.ts";

const select = fieldSelector(eventFields);
const selected = (text: string): unknown => select(Buffer.from(text, "utf8"));

/** The event in a text is the one that JSON.parse gives. */
function check(text: string): void {
  const fields = selected(text);
  expect(fields).toBeDefined();
  expect(runEventOf(fields)).toEqual(runEventOf(JSON.parse(text)));
}

const dataset = {
  namespace: "s3://b",
  name: "rides",
  facets: { version: { datasetVersion: "7" }, schema: { fields: [{}] } },
};
const event = {
  eventTime: "2026-03-01T06:00:00Z",
  producer: "p",
  eventType: "COMPLETE",
  run: {
    runId: "r1",
    facets: {
      nominalTime: { a: [1, { b: "}" }] },
      parent: { run: { runId: "r0" }, job: { namespace: "n", name: "dag" }, root: { run: { runId: "rr" }, job: {} } },
      executionParameters: {
        parameters: [
          { key: "b", value: 1 },
          { name: "a", value: "x" },
        ],
      },
    },
  },
  job: {
    namespace: "n",
    name: "train",
    facets: {
      documentation: { description: 'says "{[" and \\' },
      sourceCodeLocation: { url: "u", version: "v" },
      sql: { query: "select 1" },
      jobType: { integration: "dbt", jobType: "model" },
    },
  },
  inputs: [dataset, { name: "ütf ✓ 𝔘", namespace: "" }],
  outputs: [{ ...dataset, name: 'qu"ote\\d \u0007' }],
};

describe("an event is read as by JSON.parse", () => {
  test("with all that is of use", () => check(JSON.stringify(event)));
  test("laid out over lines", () => check(JSON.stringify(event, null, 2)));
  test("with its keys in another order", () =>
    check(JSON.stringify(Object.fromEntries(Object.entries(event).reverse()))));
  test("with keys twice, the last of which count", () =>
    check('{"run":{"runId":"a"},"run":{"runId":"b"},"eventType":"START","job":{"name":"j","namespace":"n"}}'));
  test("with keys in escapes", () => check('{"r\\u0075n":{"runId":"a"},"\\u0065ventType":"START","job":{"name":"j"}}'));
  test("with numbers, lists and nothing where objects should be", () =>
    check('{"run":[1],"job":null,"eventType":7,"inputs":{"name":"x"},"outputs":[1,null,"a",{"name":3}]}'));
  test("with surrogates alone and controls in escapes", () =>
    check('{"run":{"runId":"\\ud800\\u0000"},"job":{"name":"\\n"}}'));
  test("with keys of the prototype", () =>
    check('{"__proto__":{"run":{"runId":"x"}},"run":{"runId":"a","__proto__":1}}'));
  test("with nothing", () => check("{}"));
});

test("any JSON object gives the same event", () => {
  const leaf = fc.oneof(fc.string({ unit: "binary" }), fc.double(), fc.boolean(), fc.constant(null));
  const keys = fc.constantFrom(
    "run",
    "job",
    "facets",
    "runId",
    "name",
    "namespace",
    "version",
    "inputs",
    "parent",
    'o"\\',
    "é",
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(keys, tie("any")),
    ),
  })).any;
  const whole = fc.record(
    { run: value, job: value, inputs: value, outputs: value, other: value, eventType: value },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(whole, fc.constantFrom(undefined, 1), (json, space) => check(JSON.stringify(json, null, space))),
  );
});

describe("is left to JSON.parse", () => {
  test.each([
    "",
    "[]",
    "7",
    '"a"',
    "{",
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1}x',
    '{"run":{"runId":tru}}',
    '{"a" 1}',
    "{,}",
    '{"a":1,}',
    '{"a":"b}',
  ])("%s", (text) => expect(selected(text)).toBeUndefined());
});

test("an event that is cut off anywhere is left to JSON.parse", () => {
  const text = JSON.stringify(event);
  for (let length = 0; length < text.length; length++) expect(selected(text.slice(0, length))).toBeUndefined();
});
