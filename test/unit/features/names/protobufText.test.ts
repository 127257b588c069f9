import { describe, expect, test } from "vitest";
import { foldsOf } from "../../../../server/src/features/foldsOf.ts";
import { tokensOf } from "../../../../server/src/features/tokensOf.ts";
import { marked } from "./marked.ts";
import { pbtxt } from "./samples.ts";

describe("folds", () => {
  const folds = (...lines: readonly string[]): readonly string[] =>
    foldsOf(lines.join("\n")).map(({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind ? ` ${kind}` : ""}`);
  test("are what stands between brackets", () => {
    expect(folds("a {", "  b <", "    c: 1", "  >", "  d: [", "    1,", "    2", "  ]", "}")).toEqual([
      "0-7",
      "1-2",
      "4-6",
    ]);
  });
  test("leave brackets in strings and comments alone", () => {
    expect(folds("a {", '  b: "}" # }', "  c: '{'", '  d: "\\"}"', "}")).toEqual(["0-3"]);
  });
  test("are comments of several lines, too", () => {
    expect(folds("# a", "# b", "c: 1", "# d")).toEqual(["0-1 comment"]);
  });
  test("need both brackets", () => {
    expect(folds("a {", "  b: 1", "", "c: 2 ]", "d }}")).toEqual(["0-3"]);
  });
  test("at most five thousand", () => {
    expect(foldsOf("a {\nb: 1\n\n}\n".repeat(6_000))).toHaveLength(5_000);
  });
});

test("names of nodes are tokens, relative to each other", () => {
  const { uri, definition } = marked("p.pbtxt", pbtxt, "‹nodes");
  const packed = tokensOf(definition, uri);
  const found: string[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < packed.length; at += 5) {
    const [down = 0, right = 0, length = 0, type, modifiers] = packed.slice(at, at + 5);
    character = down === 0 ? character + right : right;
    line += down;
    found.push(`${line + 1} ${pbtxt.split("\n")[line]?.slice(character, character + length)} ${type} ${modifiers}`);
  }
  expect(found).toEqual([
    "12 CsvExampleGen 0 1",
    "26 Trainer 0 0",
    "36 Trainer 0 1",
    "44 CsvExampleGen 0 0",
    "69 CsvExampleGen 0 0",
  ]);
});
