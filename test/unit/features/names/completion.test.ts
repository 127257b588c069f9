import { describe, expect, test } from "vitest";
import { completionsOf } from "../../../../server/src/features/completionsOf.ts";
import { marked } from "./marked.ts";
import { dvcYaml, kfpYaml, pbtxt, python } from "./samples.ts";

/** Labels that are offered at `‹` once `typed` stands for `what`. */
function offered(name: string, text: string, what: string, typed: string): readonly string[] {
  const at = text.indexOf(what);
  const changed = text.slice(0, at) + typed.replace("‹", "") + text.slice(at + what.length);
  const { uri, lines, position, definition } = marked(name, changed, typed);
  return completionsOf(definition, uri, lines, position).map(({ label }) => label);
}

describe("in compiled YAML", () => {
  test("a producer is a task beside the one that is written", () => {
    expect(
      offered(
        "p.yaml",
        kfpYaml,
        "producerTask: ingest\n        taskInfo:\n          name: train",
        "producerTask: i‹\n        taskInfo:\n          name: train",
      ),
    ).toEqual(["ingest", "loop"]);
  });
  test("an output is one of its producer", () => {
    expect(
      offered(
        "p.yaml",
        kfpYaml,
        "outputArtifactKey: data\n                producerTask: ingest",
        "outputArtifactKey: ‹\n                producerTask: ingest",
      ),
    ).toEqual(["data"]);
  });
  test("a task that another one waits for", () => {
    expect(
      offered(
        "p.yaml",
        kfpYaml,
        "dependentTasks:\n        - ingest\n        inputs:\n          artifacts:\n            data:\n              taskOutputArtifact:\n                outputArtifactKey: data\n                producerTask: ingest\n        taskInfo:\n          name: train",
        "dependentTasks:\n        - i‹\n        taskInfo:\n          name: train",
      ),
    ).toEqual(["ingest", "loop"]);
  });
  test("nothing is offered elsewhere", () => {
    expect(offered("p.yaml", kfpYaml, "image: python:3.12", "image: pyth‹")).toEqual([]);
  });
});

describe("in protobuf text", () => {
  test("a producer", () => {
    expect(
      offered(
        "p.pbtxt",
        pbtxt,
        'producer_node_query {\n              id: "CsvExampleGen"',
        'producer_node_query {\n              id: "‹"',
      ),
    ).toEqual(["CsvExampleGen"]);
  });
  test("a key of its outputs", () => {
    expect(offered("p.pbtxt", pbtxt, 'output_key: "examples"', 'output_key: "ex‹"')).toEqual(["examples"]);
  });
  test("a node upstream", () => {
    expect(offered("p.pbtxt", pbtxt, 'upstream_nodes: "CsvExampleGen"', 'upstream_nodes: "C‹"')).toEqual([
      "CsvExampleGen",
    ]);
  });
  test("not a node's own id", () => {
    expect(offered("p.pbtxt", pbtxt, 'id: "Trainer"', 'id: "Tr‹"')).toEqual([]);
  });
});

describe("in DVC", () => {
  test("a dependency is what another stage writes", () => {
    expect(offered("dvc.yaml", dvcYaml, "- model.pkl\n    metrics", "- mo‹\n    metrics")).toEqual([
      "data/prepared.csv",
      "model.pkl",
    ]);
  });
  test("an output is the user's own", () => {
    expect(offered("dvc.yaml", dvcYaml, "outs:\n      - model.pkl", "outs:\n      - mo‹")).toEqual([]);
  });
});

describe("in Python", () => {
  test("a key of the outputs of the node with that variable", () => {
    expect(offered("pipeline.py", python, 'trainer.outputs["model"]', 'trainer.outputs["m‹"]')).toEqual([
      "model",
      "model_run",
    ]);
  });
  test("nothing outside our own strings", () => {
    expect(offered("pipeline.py", python, 'module_file="t.py"', 'module_file="t‹"')).toEqual([]);
  });
});

test("what is offered replaces the word before the cursor", () => {
  const { uri, lines, position, definition } = marked("dvc.yaml", dvcYaml, "- model.p‹kl", 2);
  const [item] = completionsOf(definition, uri, lines, position);
  expect(item?.textEdit).toEqual({
    range: { start: { line: 16, character: 8 }, end: { line: 16, character: 15 } },
    newText: "data/prepared.csv",
  });
});
