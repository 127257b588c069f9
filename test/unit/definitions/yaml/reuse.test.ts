import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readYaml } from "../../../../server/src/definitions/yaml/read.ts";
import type { YamlText } from "../../../../server/src/definitions/yaml/tree.ts";

/** All that is read, without the text's lines. */
const seen = ({ documents, problems, plain }: YamlText): string => JSON.stringify({ documents, problems, plain });

const base = [
  "# head",
  "components:",
  "  a:",
  "    x: 1",
  "    text: |",
  "      one",
  "        two",
  "",
  "  b:",
  "    list:",
  "    - p: 1",
  "      q: {r: [1, 2], s: 't'}",
  "    - 2",
  "  c: plain",
  "    goes on",
  "root:",
  "  dag:",
  "    tasks:",
  "      t1: {k: v}",
  "      t2:",
  '        name: "x\\ty"',
  "      t3:",
  "        name: z",
  "end: ~",
  "---",
  "second: {a: 1}",
  "third: 3",
].join("\n");

test("what stands before a change is taken over", () => {
  const before = readYaml(base);
  const after = readYaml(base.replace("name: z", "name: zz"), before);
  const [one, other] = [before, after].map(({ documents: [node] }) => (node?.kind === "map" ? node.index : null));
  expect(other?.get("components")).toBe(one?.get("components"));
  expect(other?.get("root")).not.toBe(one?.get("root"));
  expect(seen(after)).toEqual(seen(readYaml(base.replace("name: z", "name: zz"))));
});

test("the same text is not read again", () => {
  const before = readYaml(base);
  expect(readYaml(base, before)).toBe(before);
});

describe("a version after another reads as it does alone", () => {
  const pieces = [
    "",
    "\n",
    " ",
    "  ",
    "x",
    ":",
    ": ",
    "- ",
    "'",
    '"',
    "#",
    "|",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a ",
    "*a",
    "---\n",
    "\n  k: v",
    "\t",
    "? ",
    "<<: ",
  ];
  test("whatever is replaced", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(base.length), fc.nat(8), fc.constantFrom(...pieces)), { minLength: 1, maxLength: 6 }),
        (edits) => {
          let text = base;
          let version = readYaml(text);
          for (const [at, length, piece] of edits) {
            text = text.slice(0, at) + piece + text.slice(at + length);
            version = readYaml(text, version);
            expect(seen(version)).toEqual(seen(readYaml(text)));
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
  test("at every cut", () => {
    let version = readYaml(base);
    for (let at = base.length; at >= 0; at--) {
      version = readYaml(base.slice(0, at), readYaml(base));
      expect(seen(version)).toEqual(seen(readYaml(base.slice(0, at))));
    }
  });
});
