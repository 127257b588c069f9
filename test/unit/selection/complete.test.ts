import { expect, test } from "vitest";
import { completeSelection } from "../../../server/src/selection/complete.ts";

const names = ["Trainer", "Transform", "my node", "kind"];

/** Texts with each of the first completions at `|` filled in. */
function completed(marked: string, count = 3): readonly string[] {
  const cursor = marked.indexOf("|");
  const text = marked.replace("|", "");
  return completeSelection(text, cursor, names)
    .slice(0, count)
    .map((one) => text.slice(0, one.replace.from) + one.text + text.slice(one.replace.to));
}

test.each([
  ["a name by its beginning", "Tra|", ["Trainer", "Transform"]],
  ["a name by any part, whatever the case", "FORM|", ["Transform"]],
  ["a name that needs quotes", "my|", ['"my node"']],
  ["a name within quotes", '"my|', ['"my node"']],
  ["a name after steps", "2+Trai|", ["2+Trainer"]],
  ["fields before names", "ki|", ["kind:", "kind"]],
  ["a field's words", "kind:tr|", ["kind:train", "kind:transform"]],
  ["further words of a field", "state:failed,ca|", ["state:failed,cached", "state:failed,canceled"]],
  ["all words of a field", "shape:|", ["shape:execution", "shape:artifact", "shape:stack"]],
  ["in the middle of the text", "not Tra| or b", ["not Trainer or b", "not Transform or b"]],
  ["nothing behind a parenthesis", "(a)|", []],
  ["anything at a new word", "a |", ["a kind:", "a state:", "a status:"]],
])("%s", (_, marked, expected) => expect(completed(marked)).toEqual(expected));

test("what a quantity looks like is said, and nothing is put in", () => {
  expect(completeSelection("cost>", 5, names)).toEqual([
    { text: "", about: "such as 90, 60s, 5m, 2h or 1.5d", replace: { from: 5, to: 5 } },
  ]);
});

test("of many names 50 are offered", () => {
  const many = Array.from({ length: 200 }, (_, at) => `node ${at}`);
  expect(completeSelection("node", 4, many)).toHaveLength(50);
});
