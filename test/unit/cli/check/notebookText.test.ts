import { describe, expect, test } from "vitest";
import { notebookText } from "../../../../server/src/cli/check/notebookText.ts";

/** What stands in the notebook's file from a place of a cell on. */
function from(json: string, cell: number, line: number, character: number, length = 3): string | null {
  const position = notebookText(json).positionOf(cell, { line, character });
  if (!position) return null;
  const text = json.split("\n")[position.line] ?? "";
  return text.slice(position.character, position.character + length);
}

const notebook = (...sources: readonly (string | readonly string[])[]): string =>
  JSON.stringify(
    { cells: sources.map((source) => ({ cell_type: "code", outputs: [{ text: ["},{"] }], source })) },
    null,
    1,
  );

describe("a place in a cell is found in the notebook's file", () => {
  test.each([
    ["lines", notebook(["# note\n"], ["import a\n", "b = one()\n"])],
    ["one text", notebook("# note\n", "import a\nb = one()\n")],
    ["lines broken anywhere", notebook(["# note\n"], ["import a\nb =", " one()\n"])],
  ])("whose source is %s", (_, json) => {
    expect(from(json, 1, 1, 4)).toBe("one");
    expect(from(json, 1, 0, 7, 1)).toBe("a");
  });

  test("behind escapes", () => {
    expect(from(notebook(['s = "\\t" + one']), 0, 0, 11)).toBe("one");
    expect(from('{"cells": [{"source": ["\\u00e4 = one"]}]}', 0, 0, 4)).toBe("one");
    expect(from('{"cells": [{"source": ["a\\u000A", "one"]}]}', 0, 1, 0)).toBe("one");
  });

  test("in a notebook of nbformat 3", () => {
    expect(from('{"worksheets": [{"cells": [{"input": ["x = one"]}]}]}', 0, 0, 4)).toBe("one");
  });

  test("at the end of the line or the cell where it is beyond", () => {
    expect(from(notebook(["ab\n", "c"]), 0, 0, 9, 2)).toBe(String.raw`\n`);
    expect(from(notebook(["ab"]), 0, 5, 0, 1)).toBe('"');
  });
});

test.each(["", "{", "[[[[", '{"cells": [{"metadata": {"source": ["no"]}}]}', '{"cells": {"0": {"source": "no"}}}'])(
  "in %j there is no cell",
  (json) => {
    expect(from(json, 0, 0, 0)).toBeNull();
  },
);

test.each(["a", "\\"])("outputs of many megabytes of %j are passed over", (character) => {
  const outputs = [{ "text/plain": character.repeat(8_000_000) }];
  expect(from(JSON.stringify({ cells: [{ outputs, source: ["x = one"] }] }, null, 1), 0, 0, 4)).toBe("one");
});
