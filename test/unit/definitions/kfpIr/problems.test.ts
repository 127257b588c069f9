import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { problemsOf } from "../../../../server/src/definitions/check/index.ts";
import { noFiles } from "../../../../server/src/definitions/host.ts";
import { detectFormat, parseDefinition } from "../../../../server/src/definitions/index.ts";
import { artifactOf, dagOf, definitionOf, executed, pipelineOf, specOf, textAt, yamlOf } from "./samples.ts";

const data = executed("data", {}, { data: "system.Dataset" });
const train = executed("train", { data: "system.Dataset" }, { model: "system.Model" });

/** `code: what stands there: message` of what is wrong. */
const problemsIn = (text: string): string[] =>
  problemsOf(definitionOf(text)).map(
    ({ code, message, location }) => `${code}: ${textAt(text, location).trim()}: ${message}`,
  );

describe("mistakes", () => {
  test("a task to wait for that is not there", () =>
    expect(problemsIn(yamlOf(specOf({ data }, { a: { component: "data", dependentTasks: ["nobody"] } })))).toEqual([
      "unknown-node: nobody: No task beside this one has the name `nobody`. Correct the name, or add the task.",
    ]));
  test("a component that is not there", () =>
    expect(problemsIn(yamlOf(specOf({ data }, { a: { component: "dta" } })))).toEqual([
      "unknown-node: comp-dta: No component has the name `comp-dta`. Declare it, or correct the name.",
    ]));
  test("an output that a dag does not have", () => {
    const spec = specOf(
      { data, train, inner: dagOf({ data: { component: "data" } }) },
      {
        inner: { component: "inner" },
        train: { component: "train", artifacts: { data: artifactOf("inner", "rows") } },
      },
    );
    expect(problemsIn(yamlOf(spec))).toEqual([
      "unknown-output: rows: `inner` has no output `rows`. Declare it in the outputs of its dag, or correct the name.",
    ]);
  });
  test("a maker and an output that are not there", () => {
    const spec = specOf(
      { data, train },
      {
        data: { component: "data" },
        a: { component: "train", artifacts: { data: artifactOf("dat", "data") } },
        b: { component: "train", artifacts: { data: artifactOf("data", "rows") } },
      },
    );
    expect(problemsOf(definitionOf(yamlOf(spec))).map(({ code }) => code)).toEqual(["unknown-node", "unknown-output"]);
  });
  test("an input that the component asks for", () =>
    expect(problemsIn(yamlOf(specOf({ train }, { t: { component: "train" } })))).toEqual([
      "missing-input: t: `t` is not given the artifact `data`, which its component asks for. Give it under `inputs`, or make it optional.",
    ]));
  test("a component that holds itself", () => {
    const spec = specOf({ data, inner: dagOf({ again: { component: "inner" } }) }, { a: { component: "inner" } });
    expect(problemsIn(yamlOf(spec))).toEqual([
      "cycle: again: The component `comp-inner` holds itself, so it never ends. Take this task out of it.",
    ]);
  });
  test("a task that stands twice, and text that is no YAML", () =>
    expect(
      problemsIn(
        "components:\n  c: {executorLabel: e}\nroot:\n  dag:\n    tasks:\n      a:\n        componentRef: {name: c}\n      a:\n        componentRef: {name: c\n",
      ),
    ).toEqual([
      'duplicate-id: a: The key "a" stands twice here; the last one counts. Remove one.',
      "syntax: {: This is not closed. Add a }.",
    ]));
});

const sample = yamlOf(
  specOf(
    {
      data,
      train,
      inner: dagOf({ train: { component: "train", artifacts: { data: { componentInputArtifact: "d" } } } }),
    },
    {
      data: { component: "data", cachingOptions: {} },
      inner: { component: "inner", artifacts: { d: artifactOf("data", "data") }, dependentTasks: ["data"] },
    },
  ),
);

describe("half-typed texts", () => {
  const root = sample.indexOf("root:");
  const lines = sample.split("\n");
  test("at every prefix what stands before the cut is there", () => {
    for (let at = root; at <= sample.length; at++) {
      const nodes = parseDefinition("file:///p.yaml", sample.slice(0, at), noFiles)?.pipelines[0]?.nodes ?? [];
      const end = sample.indexOf("      inner:\n");
      if (at > end) expect(nodes.map(({ id }) => id)).toContain("data");
    }
  });
  test("at every prefix of the same as JSON nothing throws", () => {
    const json = JSON.stringify({ pipelineSpec: {}, ...specOf({ data }, { a: { component: "data" } }) }, null, 1);
    for (let at = 0; at <= json.length; at++)
      expect(() => parseDefinition("file:///p.json", json.slice(0, at), noFiles)).not.toThrow();
  });
  test("without any one line nothing throws", () => {
    for (const at of lines.keys()) {
      const text = lines.filter((_, index) => index !== at).join("\n");
      expect(() => parseDefinition("file:///p.yaml", text, noFiles)).not.toThrow();
    }
  });
});

test("a version after another reads as it does alone, places included", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(sample.length), fc.nat(20), fc.constantFrom("", "\n", "x", ": ", "  ", "- a", "#")), {
        minLength: 1,
        maxLength: 5,
      }),
      (edits) => {
        let text = sample;
        let version = parseDefinition("file:///p.yaml", text, noFiles);
        for (const [at, length, piece] of edits) {
          text = text.slice(0, at) + piece + text.slice(at + length);
          version = parseDefinition("file:///p.yaml", text, noFiles, version ?? undefined);
          const alone = parseDefinition("file:///p.yaml", text, noFiles);
          expect(JSON.stringify(version)).toBe(JSON.stringify(alone));
        }
      },
    ),
    { numRuns: 300 },
  );
});

describe("hostile texts", () => {
  test("shuffled lines make nothing throw", () => {
    const half = sample.split("\n");
    fc.assert(
      fc.property(fc.shuffledSubarray(half, { minLength: 1 }), fc.integer({ min: 0, max: 4 }), (some, indent) => {
        const text = `# PIPELINE DEFINITION\n${some.map((line) => " ".repeat(indent) + line).join("\n")}`;
        parseDefinition("file:///p.yaml", text, noFiles);
      }),
      { numRuns: 300 },
    );
  });
  test("dags in dags that double at each level are laid out up to a bound", () => {
    const levels = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [
        `l${at}`,
        at === 29 ? data : dagOf({ a: { component: `l${at + 1}` }, b: { component: `l${at + 1}` } }),
      ]),
    );
    const pipeline = pipelineOf(yamlOf(specOf(levels, { top: { component: "l0" } })));
    expect(pipeline.nodes.length).toBeLessThanOrEqual(20_000);
    expect(pipeline.problems.map(({ code }) => code)).toContain("not-determined");
  });
  test("outputs that lead back to themselves have no maker", () => {
    const selectors = {
      artifacts: {
        x: {
          artifactSelectors: [
            { producerSubtask: "a", outputArtifactKey: "x" },
            { producerSubtask: "b", outputArtifactKey: "x" },
          ],
        },
      },
    };
    const inner = dagOf({ a: { component: "loop" }, b: { component: "loop" } }, {}, selectors);
    const spec = specOf(
      { train, loop: inner },
      { a: { component: "loop" }, t: { component: "train", artifacts: { data: artifactOf("a", "x") } } },
    );
    expect(pipelineOf(yamlOf(spec)).nodes.map(({ id }) => id)).toContain("t");
  });
});

describe("which files are compiled pipelines", () => {
  test.each([
    ["file:///a.yaml", sample, "kfp-ir"],
    ["file:///a.yml", "# PIPELINE DEFINITION\n# Name: x\n", "kfp-ir"],
    ["file:///a.json", '{"pipelineSpec": {}}', "kfp-ir"],
    ["file:///a.json", '{"run_id": "1", "pipeline_spec": {}}', "kfp-ir"],
    ["file:///a.py", sample, null],
    ["file:///a.yaml", "services:\n  web:\n    image: nginx\n", null],
    ["file:///a.yaml", "name: t\nimplementation:\n  container: {image: a}\n", null],
    ["file:///a.json", '{"name": "componentRef"}', null],
  ])("%s: %.30j is %s", (uri, text, format) => expect(detectFormat(uri, text)).toBe(format));
});
