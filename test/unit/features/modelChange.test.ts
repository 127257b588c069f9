import { expect, test } from "vitest";
import { changeSince, changeWords } from "../../../server/src/features/modelChange.ts";
import { textOf } from "../../../server/src/model/trace.ts";
import { artifact, run, type Step } from "../../generate/traceBuilder.ts";
import { cut } from "../graphlets/cut.ts";

/** A training: on a span, with a code and parameters, by a node. */
const train = (
  name: string,
  span: string,
  code: string | null,
  parameters: string | null,
  node = "Trainer",
): Step[] => [
  run(`gen-${name}`, "CsvExampleGen", { writes: { examples: `e-${name}` } }),
  artifact(`e-${name}`, "Examples", { content: span }),
  run(name, "Trainer", { node, reads: { examples: `e-${name}` }, writes: { model: `m-${name}` }, code, parameters }),
];

/** Words for the last training of `Trainer` against the one before it. */
function check(steps: readonly (readonly Step[])[], expected: string): void {
  const { trace, graphlets } = cut(...steps.flat());
  const own = graphlets.list.filter(
    ({ trainer }) => textOf(trace.strings, trace.executions.node[trainer]) === "Trainer",
  );
  const [last] = own.slice(-1);
  if (!last) throw new Error("no training");
  expect(changeWords(changeSince(trace, own.at(-2), last))).toBe(expected);
}

test("the first has nothing before it", () => check([train("a", "1", "c", "p")], "–"));
test("other data", () => check([train("a", "1", "c", "p"), train("b", "2", "c", "p")], "data"));
test("other code and parameters", () =>
  check([train("a", "1", "c", "p"), train("b", "1", "d", "q")], "code, parameters"));
test("nothing at all", () => check([train("a", "1", "c", "p"), train("b", "1", "c", "p")], "nothing"));
test("what the trace does not say is not called the same", () =>
  check([train("a", "1", null, "p"), train("b", "1", null, "p")], "nothing known"));
test("another trainer's model in between does not count", () =>
  check([train("a", "1", "c", "p"), train("x", "9", "z", "z", "Trainer.wide"), train("b", "1", "c", "p")], "nothing"));
