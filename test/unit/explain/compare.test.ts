import { describe, expect, test } from "vitest";
import type { PropertiesOf } from "../../../server/src/model/explanation.ts";
import { compareGraphlets, lastDeployedBefore, modelBefore } from "../../../server/src/waste/explain/index.ts";
import { deployed, model } from "../../generate/model.ts";
import { run, type Step } from "../../generate/traceBuilder.ts";
import { cut } from "../graphlets/cut.ts";

function compared(steps: readonly Step[], propertiesOf: PropertiesOf = () => null) {
  const { trace, graphlets, of } = cut(...steps);
  const index = (name: string): number => graphlets.list.indexOf(of(name));
  const found = compareGraphlets(trace, graphlets, index("a"), index("b"), propertiesOf);
  if (!found) throw new Error("nothing is compared");
  return { found, graphlets, after: of("b") };
}

const known = { code: "c", parameters: '{"epochs":5}' };

test("data spans: what came, what went, what both have", () => {
  const { spans } = compared([...model("a", ["1", "2"]), ...model("b", ["2", "3"])]).found;
  const identities = (list: readonly { readonly identity: string }[]) => list.map(({ identity }) => identity);
  expect([spans.added, spans.removed, spans.shared].map(identities)).toEqual([["3"], ["1"], ["2"]]);
  expect(spans.jaccard).toBeCloseTo(1 / 3);
});

test("the figures are those of the graphlet's own comparison with the one before", () => {
  const { found, after } = compared([...model("a", ["1", "2"], known), ...model("b", ["2"], { ...known, code: "d" })]);
  expect([found.spans.jaccard, found.sameCode, found.sameParameters]).toEqual([
    after.dataJaccard,
    after.sameCode,
    after.sameParameters,
  ]);
});

test("parameters of the training, key by key", () => {
  const { found } = compared([
    ...model("a", ["1"], known),
    ...model("b", ["1"], { ...known, parameters: '{"epochs":9}' }),
  ]);
  const trainer = found.nodes.find(({ kind }) => kind === "train");
  expect(trainer).toMatchObject({
    sameCode: true,
    sameParameters: false,
    parameters: [{ key: "epochs", before: "5", after: "9" }],
  });
});

describe("steps", () => {
  test("that only one of the two has", () => {
    const { nodes } = compared([...model("a", ["1"]), deployed("a"), ...model("b", ["1"])]).found;
    expect(nodes.map(({ node, before, after }) => [node, before !== null, after !== null])).toEqual([
      ["CsvExampleGen", true, true],
      ["Trainer", true, true],
      ["Pusher", true, false],
    ]);
  });

  test("that came to another state", () => {
    const check = (name: string, state: "complete" | "failed"): Step =>
      run(`v-${name}`, "Evaluator", { reads: { model: `m-${name}` }, state });
    const { nodes } = compared([
      ...model("a", ["1"]),
      check("a", "complete"),
      ...model("b", ["1"]),
      check("b", "failed"),
    ]).found;
    const evaluator = nodes.find(({ node }) => node === "Evaluator");
    expect([evaluator?.before?.states, evaluator?.after?.states, evaluator?.sameState]).toEqual([
      ["complete"],
      ["failed"],
      false,
    ]);
  });

  test("of different train nodes: the trainings are compared with each other", () => {
    const { nodes } = compared([
      ...model("a", ["1"], known),
      ...model("b", ["1"], { ...known, node: "Trainer.b" }),
    ]).found;
    expect(nodes.filter(({ kind }) => kind === "train")).toMatchObject([
      { node: "Trainer.b", was: "Trainer", sameCode: true },
    ]);
  });

  test("cost what is known of them, of several executions together", () => {
    const { nodes } = compared([...model("a", ["1"]), ...model("b", ["2", "3"])]).found;
    expect(nodes[0]).toMatchObject({ before: { costSeconds: 60 }, after: { costSeconds: 120 } });
  });
});

describe("same inputs", () => {
  test("and another outcome", () => {
    const { found } = compared([...model("a", ["1"], known), deployed("a"), ...model("b", ["1"], known)]);
    expect(found).toMatchObject({
      sameInputs: true,
      otherOutcome: true,
      status: { before: "pushed", after: "wasted" },
    });
  });

  test("is not said where the code is unknown", () => {
    const { found } = compared([...model("a", ["1"], { ...known, code: null }), ...model("b", ["1"], known)]);
    expect([found.sameInputs, found.otherOutcome]).toEqual([null, false]);
  });

  test("is not so where they started from different models", () => {
    const warm = { ...known, reads: { examples: "e-a-1", base_model: "m-a" } };
    const { found } = compared([...model("a", ["1"], known), ...model("b", ["1"], warm)]);
    expect(found.sameInputs).toBe(false);
    expect(found.parents.added).toHaveLength(1);
  });
});

test("metrics that the store holds of either", () => {
  const check = (name: string): Step =>
    run(`v-${name}`, "Evaluator", { reads: { model: `m-${name}` }, writes: { evaluation: `v-${name}` } });
  const steps = [...model("a", ["1"]), check("a"), ...model("b", ["1"]), check("b")];
  const { artifactRow } = cut(...steps);
  const { metrics } = compared(steps, (_, row) => [
    { name: "auc", value: row === artifactRow("v-a") ? "0.8" : "0.9" },
    ...(row === artifactRow("v-b") ? [{ name: "loss", value: "2" }] : []),
  ]).found;
  expect(metrics).toEqual([
    { name: "auc", before: 0.8, after: 0.9 },
    { name: "loss", before: null, after: 2 },
  ]);
});

describe("what a model is compared with", () => {
  const other = (name: string): readonly Step[] => model(name, ["1"], { node: "Trainer.other" });
  const references = (name: string, ...steps: readonly Step[]): readonly [deployed: number, before: number] => {
    const { trace, graphlets, of } = cut(...steps);
    const index = graphlets.list.indexOf(of(name));
    return [lastDeployedBefore(trace, graphlets, index), modelBefore(trace, graphlets, index)];
  };

  test("is of the same node where there is one", () => {
    const steps = [...model("a", ["1"]), deployed("a"), ...other("o"), deployed("o"), ...model("b", ["2"])];
    expect(references("b", ...steps)).toEqual([0, 0]);
  });

  test("else of the same pipeline", () => {
    expect(references("o", ...model("a", ["1"]), deployed("a"), ...other("o"))).toEqual([0, 0]);
  });

  test("and never a later one", () => {
    expect(references("a", ...model("a", ["1"]), ...model("b", ["1"]), deployed("b"))).toEqual([-1, -1]);
  });
});
