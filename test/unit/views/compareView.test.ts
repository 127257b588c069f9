import { describe, expect, test } from "vitest";
import type { PropertiesOf } from "../../../server/src/model/explanation.ts";
import type { GraphView, View } from "../../../server/src/protocol.ts";
import type { CompareViewInput } from "../../../server/src/views/compareInput.ts";
import { compareView } from "../../../server/src/views/index.ts";
import { comparisonSentence } from "../../../server/src/views/traceText/index.ts";
import { compareGraphlets } from "../../../server/src/waste/explain/index.ts";
import { deployed, model } from "../../generate/model.ts";
import {
  artifact,
  type BuiltTrace,
  buildTrace,
  type ExecutionSpec,
  run,
  type Step,
} from "../../generate/traceBuilder.ts";
import { drawn, input, node } from "./pipelines.ts";

const nodes = [node("CsvExampleGen: ingest"), node("Trainer: train < CsvExampleGen.examples")];

function compared(built: BuiltTrace, changed: Partial<CompareViewInput> = {}): GraphView {
  const view: View = compareView({ ...input(nodes, built), propertiesOf: () => null, ...changed });
  if (view.type === "failure") throw new Error(view.message);
  return view;
}

/** Nodes as `label: difference`, with what changed. */
const differences = ({ nodes: drawnNodes }: GraphView): string[] =>
  drawnNodes.map(({ label, difference, second }) => `${label}: ${difference}${second === "" ? "" : ` (${second})`}`);

/** Rows of a section as `label: before → after (difference)`. */
const rows = ({ comparison }: GraphView, title: string): string[] =>
  comparison?.sections
    .find((section) => section.title.startsWith(title))
    ?.rows.map(({ label, before, after, difference }) => `${label}: ${before} → ${after} (${difference})`) ?? [];

const known = { code: "c", parameters: '{"epochs":5}' };

test("nodes have the figures that selections go by, of the newer model where it has them", () => {
  const built = buildTrace(...model("a", ["1"], known), deployed("a"), ...model("b", ["2"], { ...known, seconds: 90 }));
  const names = (selection: string) => compared(built, { selection }).nodes.map(({ label }) => label);
  expect(names("status:wasted kind:train")).toEqual(["Trainer"]);
  expect(names("status:used")).toEqual(["Pusher"]);
  expect(names("cost>80s")).toEqual(["Trainer"]);
});

describe("the merged graph", () => {
  test("nodes are matched by name, artifacts by what makes them", () => {
    const view = compared(buildTrace(...model("a", ["1"], known), deployed("a"), ...model("b", ["2"], known)));
    expect(differences(view)).toEqual([
      "CsvExampleGen: same",
      "Trainer: same",
      "Pusher: before (only in model 2)",
      "span 1 → 2: changed",
      "model 2 → 5: same",
      "deployed model: before",
    ]);
    expect(drawn(view)).toEqual([
      "CsvExampleGen -examples-> span 1 → 2",
      "Pusher -pushed_model-> deployed model",
      "Trainer -model-> model 2 → 5",
      "model 2 → 5 -model-> Pusher",
      "span 1 → 2 -examples-> Trainer",
    ]);
    const edgesOf = (style: string) => view.edges.filter(({ difference }) => difference === style).length;
    expect([edgesOf("before"), edgesOf("after"), edgesOf("same")]).toEqual([2, 0, 3]);
  });

  test("of a window, what both models read is an edge like any other, and the rest is matched in order", () => {
    const view = compared(
      buildTrace(
        ...["1", "2", "3"].flatMap((span) => [
          run(`gen-${span}`, "CsvExampleGen", { writes: { examples: `e${span}` } }),
          artifact(`e${span}`, "Examples", { span }),
        ]),
        run("a", "Trainer", { reads: { examples: ["e1", "e2"] }, writes: { model: "m-a" } }),
        run("b", "Trainer", { reads: { examples: ["e2", "e3"] }, writes: { model: "m-b" } }),
      ),
    );
    expect(differences(view)).toEqual([
      "CsvExampleGen: same",
      "CsvExampleGen: same",
      "Trainer: same",
      "span 1 → 3: changed",
      "model 4 → 5: same",
    ]);
  });

  test("five and more runs of a node are a stack that says how many are shared", () => {
    const spans = ["1", "2", "3", "4", "5", "6"];
    const steps = spans.map((span) => run(`gen-${span}`, "CsvExampleGen", { writes: { examples: `e${span}` } }));
    const view = compared(
      buildTrace(
        ...steps,
        run("a", "Trainer", { reads: { examples: ["e1", "e2", "e3", "e4", "e5"] }, writes: { model: "m-a" } }),
        run("b", "Trainer", { reads: { examples: ["e2", "e3", "e4", "e5", "e6"] }, writes: { model: "m-b" } }),
      ),
    );
    expect(differences(view)).toEqual([
      "CsvExampleGen: same",
      "Trainer: same",
      "data 1 → 6: changed",
      "model 7 → 8: same",
    ]);
  });

  test.each<[string, ExecutionSpec, string]>([
    ["code", { code: "d" }, "code"],
    ["parameters", { parameters: '{"epochs":9}' }, "parameters"],
    ["a state", { state: "failed", writes: [] }, "complete → failed"],
    ["a duration by a fifth", { seconds: 80 }, "1m → 1m 20s"],
  ])("%s that changed", (_, spec, said) => {
    const view = compared(buildTrace(...model("a", ["1"], known), ...model("b", ["1"], { ...known, ...spec })));
    expect(differences(view)).toContain(`Trainer: changed (${said})`);
  });

  test("a duration that hardly changed has not", () => {
    const view = compared(buildTrace(...model("a", ["1"], known), ...model("b", ["1"], { ...known, seconds: 65 })));
    expect(differences(view)).toContain("Trainer: same");
  });

  test("trainers of different names are compared with each other", () => {
    const other = { ...known, node: "Trainer.challenger" };
    const view = compared(buildTrace(...model("a", ["1"], known), ...model("b", ["1"], other)));
    expect(differences(view)).toContain("Trainer → Trainer.challenger: same");
  });

  test("is the same each time", () => {
    const built = buildTrace(...model("a", ["1", "2"], known), deployed("a"), ...model("b", ["2", "3"]));
    expect(compared(built)).toEqual(compared(built));
  });
});

describe("what is compared", () => {
  const built = buildTrace(
    ...model("a", ["1"]),
    deployed("a"),
    ...model("b", ["2"]),
    ...model("c", ["3"]),
    ...model("d", ["4"], { node: "Other" }),
  );
  const heads = (view: GraphView) =>
    [view.comparison?.before, view.comparison?.after].map((head) => built.names([Number(head?.trainer) - 1])[0]);

  test("the newest model with the last deployed one, where nothing else is asked for", () => {
    expect(heads(compared(built, { node: "Trainer" }))).toEqual(["a", "c"]);
  });
  test("the older one comes first, whichever was asked for", () => {
    const ids = { trainer: built.row("a") + 1, against: built.row("c") + 1 };
    expect(heads(compared(built, ids))).toEqual(["a", "c"]);
    expect(compared(built, ids).key).toBe(compared(built, { trainer: ids.against, against: ids.trainer }).key);
  });
  test("without a deployed model the one before", () => {
    const plain = buildTrace(...model("a", ["1"]), ...model("b", ["2"]));
    expect(compared(plain).comparison).toMatchObject({ before: { trainer: 2 }, after: { trainer: 4 } });
  });
  test.each<[string, Partial<CompareViewInput>, string]>([
    ["the first model", { trainer: 2 }, "No model came before model 2: there is nothing to compare it with."],
    ["an unknown model", { trainer: 99 }, "The trace has no model of execution 99."],
    ["an unknown other model", { trainer: 2, against: 99 }, "The trace has no model of execution 99."],
    ["a model and itself", { trainer: 2, against: 2 }, "A model cannot be compared with itself."],
  ])("says why not: %s", (_, asked, message) => {
    expect(compareView({ ...input(nodes, built), propertiesOf: () => null, ...asked })).toMatchObject({ message });
  });
});

describe("the table", () => {
  const built = buildTrace(
    ...model("a", ["1", "2"], known),
    deployed("a"),
    ...model("b", ["2", "3"], { code: "d", parameters: '{"epochs":9}' }),
  );

  test("outcome, data, training and steps, side by side", () => {
    const view = compared(built);
    expect(rows(view, "Outcome").slice(0, 2)).toEqual([
      "Outcome: deployed → wasted (changed)",
      "Why:  → Not deployed: nothing that deploys ran after Trainer. (after)",
    ]);
    expect(rows(view, "Data: 1 of 3 spans in common (33 %)")).toEqual([
      "Span: span 1 →  (before)",
      "Span:  → span 3 (after)",
      "Span: span 2 → span 2 (same)",
    ]);
    expect(rows(view, "Training")).toEqual(["Code: c → d (changed)", "epochs: 5 → 9 (changed)"]);
    expect(rows(view, "Steps")).toEqual(["Pusher: complete 1m →  (before)"]);
  });

  test("rows about a node name it", () => {
    const view = compared(built);
    const named = view.comparison?.sections.flatMap((section) => section.rows).filter(({ node: id }) => id) ?? [];
    const ids = new Set(view.nodes.map(({ id }) => id));
    expect(named.map(({ node: id }) => ids.has(id ?? ""))).toEqual([true, true]);
  });

  test("figures of the evaluations", () => {
    const evaluated = (name: string): Step =>
      run(`eval-${name}`, "Evaluator", { reads: { model: `m-${name}` }, writes: { evaluation: `v-${name}` } });
    const both = buildTrace(...model("a", ["1"]), evaluated("a"), ...model("b", ["1"]), evaluated("b"));
    const accuracy = new Map([
      [both.artifactRow("v-a"), "0.91"],
      [both.artifactRow("v-b"), "0.87"],
    ]);
    const propertiesOf: PropertiesOf = (of, row) =>
      of === "artifact" && accuracy.has(row) ? [{ name: "accuracy", value: accuracy.get(row) ?? "" }] : null;
    expect(rows(compared(both, { propertiesOf }), "Metrics")).toEqual(["accuracy: 0.91 → 0.87 (changed)"]);
  });
});

test("the finding is the one that the text of the comparison has", () => {
  const built = buildTrace(...model("a", ["1"], known), deployed("a"), ...model("b", ["1"], known));
  const view = compared(built);
  const { trace, graphlets } = input(nodes, built);
  if (!trace || !graphlets) throw new Error("no trace");
  const facts = compareGraphlets(trace, graphlets, 0, 1, () => null);
  expect(view.comparison?.finding).toBe(facts && comparisonSentence(trace, graphlets, facts));
});

test("the same inputs and another outcome are called out", () => {
  const steps = (spec: ExecutionSpec) =>
    buildTrace(...model("a", ["1"], known), deployed("a"), ...model("b", ["1"], spec));
  expect(compared(steps(known)).comparison?.sameInputsOtherOutcome).toBe(true);
  expect(compared(steps({ ...known, code: "d" })).comparison?.sameInputsOtherOutcome).toBe(false);
});
