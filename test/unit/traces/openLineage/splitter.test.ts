import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSplitter } from "../../../../server/src/traces/openLineage/documents.ts";

/** The documents of a text that comes in parts of so many bytes, and how many were skipped. */
function split(text: string, size = 7): { readonly documents: readonly unknown[]; readonly skipped: number } {
  const counts = { skipped: 0 };
  const splitter = createSplitter(counts);
  const bytes = Buffer.from(text);
  const documents: unknown[] = [];
  for (let from = 0; from < bytes.length; from += size)
    documents.push(...splitter.take(bytes.subarray(from, from + size)));
  documents.push(...splitter.end());
  return { documents, skipped: counts.skipped };
}

describe("documents are found in", () => {
  test("lines", () => expect(split('{"a":1}\n{"a":2}\n').documents).toEqual([{ a: 1 }, { a: 2 }]));
  test("lines that end as Windows does", () =>
    expect(split('{"a":1}\r\n{"a":2}\r\n').documents).toEqual([{ a: 1 }, { a: 2 }]));
  test("a last line without an end", () => expect(split('{"a":1}\n{"a":2}').documents).toEqual([{ a: 1 }, { a: 2 }]));
  test("an array", () => expect(split('[{"a":1}, {"a":[2]}]').documents).toEqual([{ a: 1 }, { a: [2] }]));
  test("one object over several lines", () => expect(split('{\n  "a": 1\n}\n').documents).toEqual([{ a: 1 }]));
  test("objects over several lines, one behind the other", () =>
    expect(split('{\n"a": 1\n}\n{\n"a": 2\n}\n').documents).toEqual([{ a: 1 }, { a: 2 }]));
  test("an array on a line", () => expect(split('[{"a":1}]\n').documents).toEqual([{ a: 1 }]));
  test("a file with a byte order mark", () =>
    expect(split('\uFEFF{"a":1}\n{"a":2}\n').documents).toEqual([{ a: 1 }, { a: 2 }]));
  test("texts with braces and quotes", () =>
    expect(split('[{"a":"}{\\"]"},{"b":"\\\\"}]').documents).toEqual([{ a: '}{"]' }, { b: "\\" }]));
});

test("a line that is no JSON is skipped and counted", () =>
  expect(split('{"a":1}\n{"a":\n{"a":3}\n')).toEqual({ documents: [{ a: 1 }, { a: 3 }], skipped: 1 }));

test("a last line that is still being written is not counted", () =>
  expect(split('{"a":1}\n{"a":2,"b')).toEqual({ documents: [{ a: 1 }], skipped: 0 }));

test("an empty file has none", () => expect(split(" \n\n").documents).toEqual([]));

test("however the bytes are cut, the documents are the same", () => {
  const value = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.array(fc.string())));
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1 }),
      fc.integer({ min: 1, max: 50 }),
      fc.constantFrom(0, 1, 2),
      (list, size, layout) => {
        const text =
          layout === 0
            ? list.map((one) => JSON.stringify(one)).join("\n")
            : JSON.stringify(list, null, layout === 1 ? 0 : 2);
        expect(split(text, size).documents).toEqual(JSON.parse(JSON.stringify(list)));
      },
    ),
  );
});
