import { writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CancelledError } from "../../../../server/src/model/cancel.ts";
import { readDocuments } from "../../../../server/src/traces/openLineage/readDocuments.ts";
import {
  addLines,
  type LinesHow,
  type LinesRead,
  readLines,
} from "../../../../server/src/traces/openLineage/readLines.ts";
import type { LineageRun } from "../../../../server/src/traces/openLineage/runs.ts";
import { control } from "../folder.ts";
import { folderOf } from "../temp.ts";

const fileOf = (text: string | Buffer): string => {
  const path = join(folderOf({ "events.ndjson": "" }), "events.ndjson");
  writeFileSync(path, text);
  return path;
};
const told = (read: LinesRead | null) => read && { ...read, runs: [...read.runs] };

/** A file is read in parts as it is read document by document. */
async function check(text: string | Buffer, how: LinesHow = {}): Promise<void> {
  const path = fileOf(text);
  expect(told(await readLines(path, control, how))).toEqual(told(await readDocuments(path, false, control)));
}

const dataset = (name: string, version?: string) => ({
  namespace: "s3://b",
  name,
  facets: { schema: { fields: [{ name: 'a "}' }] }, ...(version ? { version: { datasetVersion: version } } : {}) },
});
const event = (run: number, eventType: string, minute: number, more: object = {}) => ({
  eventTime: `2026-03-01T06:${String(minute % 60).padStart(2, "0")}:00.25Z`,
  eventType,
  run: {
    runId: `r${run}`,
    facets: { parent: { run: { runId: `p${run % 3}` }, job: { namespace: "n", name: "dag" } } },
  },
  job: { namespace: "n", name: `dag.train_${run % 4}`, facets: { jobType: { integration: "dbt", jobType: "model" } } },
  inputs: [dataset(`in${run % 5}`)],
  outputs: [dataset(`out${run}`, String(minute))],
  ...more,
});
const first = JSON.stringify(event(0, "START", 0));
const lines = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => JSON.stringify(event(at % 17, at < 17 ? "start" : "COMPLETE", at)));

describe("an event is read as by JSON.parse", () => {
  const odd: Readonly<Record<string, string>> = {
    "with keys twice": '{"run":{"runId":"a"},"run":{"runId":"b"},"eventType":"START","job":{"name":"j"}}',
    "with a key in escapes": '{"r\\u0075n":{"runId":"a"},"job":{"name":"j"}}',
    "with numbers for texts": '{"run":{"runId":7},"eventType":"START","job":{"name":1.5e3}}',
    "with null for everything":
      '{"run":null,"eventType":null,"job":null,"inputs":null,"outputs":null,"eventTime":null}',
    "with null inside":
      '{"run":{"runId":"a","facets":{"parent":null,"parentRun":{"run":{"runId":"p"}}}},"job":{"name":null}}',
    "with lists for objects": '{"run":[1],"job":[],"inputs":{"name":"x"},"outputs":[1,null,{"name":3}]}',
    "without a run": '{"eventType":"COMPLETE","job":{"namespace":"n","name":"j"},"outputs":[{"name":"d"}]}',
    "with a surrogate alone": '{"run":{"runId":"\\ud800"},"job":{"name":"\\n\\u0000"}}',
    "with letters beyond ASCII": '{"run":{"runId":"ü𝔘"},"job":{"name":"é"},"inputs":[{"name":"ütf ✓","namespace":""}]}',
    "with a root": `{"run":{"runId":"a","facets":{"parent":{"run":{"runId":"p"},"root":{"run":{"runId":"q"},"job":{"name":"top"}}}}}}`,
    "with the code's place":
      '{"run":{"runId":"a"},"job":{"name":"j","facets":{"sql":{"query":"select\\n1"},"sourceCodeLocation":{"url":"u","version":"v"}}}}',
    "with a query": '{"run":{"runId":"a"},"job":{"name":"j","facets":{"sql":{"query":"select \\"a\\""}}}}',
    "with parameters":
      '{"run":{"runId":"a","facets":{"executionParameters":{"parameters":[{"key":"b","value":1},{"name":"a","value":"x"}]}}}}',
    "with long texts": `{"run":{"runId":"${"a".repeat(3000)}"},"job":{"name":"${"é".repeat(3000)}"}}`,
    "with blanks":
      ' { "run" : { "runId" : "a" , "other" : [ 1 , { } ] } , "job" : { "name" : "j" } , "inputs" : [ ] } \t\r',
    "of a dataset": '{"dataset":{"name":"d"},"eventTime":"2026-03-01T06:00:00Z"}',
    "that is cut off": '{"run":{"runId":"a"},"job":{"name":"j"',
    "with a comma too much": '{"run":{"runId":"a",},"job":{"name":"j"}}',
    "with something behind it": '{"run":{"runId":"a"}} x',
    "in an array": '[{"run":{"runId":"a"},"job":{"name":"j"}},7]',
    "that is none": "no event",
    "with many datasets": JSON.stringify(
      event(1, "START", 1, { inputs: Array.from({ length: 10_002 }, (_, at) => dataset(`d${at}`)) }),
    ),
  };
  test.each(Object.entries(odd))("%s", async (_, text) => {
    await check(`${first}\n${text}\n${first}\n`);
    await check(`${first}\n${text}`);
  });
  test("with bytes that are no UTF-8", () =>
    check(
      Buffer.concat([Buffer.from(`${first}\n{"run":{"runId":"`), Buffer.from([0xff, 0xc3]), Buffer.from('"}}\n')]),
    ));
  test("that is cut off anywhere", async () => {
    for (let length = 0; length < first.length; length += 7) await check(`${first}\n${first.slice(0, length)}`);
  });
});

test("any lines are read as by JSON.parse, wherever the parts end, in one thread and in two", async () => {
  const leaf = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("a", "b"), fc.integer(), fc.constant(null));
  const keys = fc.constantFrom("run", "job", "facets", "runId", "name", "namespace", "version", "parent", 'o"\\', "é");
  const { any } = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(keys, tie("any")),
    ),
  }));
  const usual = fc
    .record({ run: fc.nat(5), type: fc.constantFrom("START", "COMPLETE", "Fail", ""), minute: fc.nat(59) })
    .map(({ run, type, minute }) => JSON.stringify(event(run, type, minute)));
  const strange = fc
    .record({ run: any, job: any, inputs: any, eventType: leaf, eventTime: leaf }, { requiredKeys: [] })
    .map((value) => JSON.stringify(value));
  const line = fc.oneof({ weight: 4, arbitrary: usual }, strange, fc.constantFrom("", " \r", "{", "7", "[]"));
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.integer({ min: 1, max: 900 }),
      fc.constantFrom("", "\n"),
      async (some, partBytes, end) => check(`${first}\n${some.join("\n")}${end}`, { partBytes, threads: 1 }),
    ),
  );
});

describe("two threads read what one does", () => {
  test.each([300, 1_000, 20_000, 1_000_000])("in parts of %i bytes", (partBytes) =>
    check(lines(600).join("\n"), { threads: 2, partBytes }),
  );
  test("with lines that are odd", () =>
    check(
      lines(300)
        .flatMap((line, at) => (at % 9 === 0 ? [line, "no event", '{"run":{"runId":"\\ud800"}}', ""] : [line]))
        .join("\r\n"),
      { threads: 2, partBytes: 2_000 },
    ));
  test("although the other one cannot begin", () =>
    check(lines(100).join("\n"), { threads: 2, partBytes: 1_000, program: "/no/such/program.js" }));
});

test.each([1, 2] as const)("lines from the middle of a file on are read as alone, in %i threads", async (threads) => {
  const [before, text] = [lines(40), lines(300)].map((some) => `${some.join("\n")}\n`) as [string, string];
  const path = fileOf(`${before}${text}{"run":`);
  const runs = new Map<string, LineageRun>();
  const file = await open(path);
  const start = Buffer.byteLength(before);
  const part = { fd: file.fd, start, end: start + Buffer.byteLength(text) };
  const counts = await addLines(runs, part, control, { threads, partBytes: 3_000 });
  await file.close();
  expect(told({ runs, ...counts })).toEqual(told(await readDocuments(fileOf(text), false, control)));
});

test.each([1, 2] as const)("a reading in %i threads ends when it is cancelled", async (threads) => {
  let asked = 0;
  const token = {
    get isCancellationRequested() {
      return ++asked > 5;
    },
  };
  const reading = readLines(fileOf(lines(500).join("\n")), { token, onProgress() {} }, { threads, partBytes: 500 });
  await expect(reading).rejects.toThrow(CancelledError);
});

test("progress grows to the end", async () => {
  const shares: number[] = [];
  const path = fileOf(lines(200).join("\n"));
  await readLines(path, { ...control, onProgress: (share) => shares.push(share) }, { threads: 2, partBytes: 5_000 });
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(0.99);
});

describe("is left to be read document by document", () => {
  test.each(["", "[]", "{\n}", `[${first}]\n`, first, "x\n"])("%s", async (text) =>
    expect(await readLines(fileOf(text), control)).toBeNull(),
  );
  test.each([1, 2] as const)("a file with a line of 18 MB, in %i threads", async (threads) =>
    expect(
      await readLines(fileOf(`${first}\n${" ".repeat(18 << 20)}\n`), control, { threads, partBytes: 1 << 20 }),
    ).toBeNull(),
  );
});
