import { describe, expect, test } from "vitest";
import { callData, callItemsAt, consumersOf, producersOf } from "../../../../server/src/features/callsOf.ts";
import { definitionOf } from "../../../../server/src/features/definitionOf.ts";
import { highlightsOf } from "../../../../server/src/features/highlightsOf.ts";
import { referencesOf } from "../../../../server/src/features/referencesOf.ts";
import { symbolsOf } from "../../../../server/src/features/symbolsOf.ts";
import { isIn, workspaceSymbolsOf } from "../../../../server/src/features/workspaceSymbolsOf.ts";
import { marked, shown } from "./marked.ts";
import { dvcYaml, kfpYaml, pbtxt, python } from "./samples.ts";

describe("definition", () => {
  const check = (name: string, text: string, where: string, expected: readonly string[], count?: number): void => {
    const { uri, position, definition } = marked(name, text, where, count);
    const found = definitionOf(definition, uri, position);
    expect(
      shown(
        text,
        found.map(({ range }) => range),
      ),
    ).toEqual(expected);
  };
  test("of a task's name in compiled YAML is the task", () => {
    check("p.yaml", kfpYaml, "producerTask: ing‹est", ["59: ingest"]);
    check("p.yaml", kfpYaml, "- ing‹est", ["59: ingest"]);
  });
  test("of a producer in protobuf text is its id", () => {
    check("p.pbtxt", pbtxt, 'upstream_nodes: "Csv‹ExampleGen"', ["12: CsvExampleGen"]);
  });
  test("of a path that a DVC stage reads is the stage that writes it", () => {
    check("dvc.yaml", dvcYaml, "- data/pre‹pared.csv", ["2: prepare"], 2);
  });
  test("of the task itself is the task: the editor goes on to its references", () => {
    check("p.yaml", kfpYaml, "      ing‹est:\n", ["59: ingest"]);
  });
});

test("references of a stage are the paths that others read of it", () => {
  const { uri, position, definition } = marked("dvc.yaml", dvcYaml, "  tra‹in:");
  const found = referencesOf(definition, uri, position, true).map(({ range }) => range);
  expect(shown(dvcYaml, found)).toEqual(["8: train", "17: model.pkl"]);
});

test("highlights are the name as written and its uses as read", () => {
  const { uri, position, definition } = marked("p.pbtxt", pbtxt, 'id: "Csv‹ExampleGen"');
  const found = highlightsOf(definition, uri, position);
  expect(found.map(({ kind, range }) => `${kind} ${range.start.line + 1}`)).toEqual(["3 12", "2 44", "2 69"]);
});

describe("call hierarchy", () => {
  const at = (name: string, text: string, where: string) => {
    const { uri, position, definition } = marked(name, text, where);
    const [item] = callItemsAt(definition, uri, position);
    const pipeline = definition.pipelines[0] ?? expect.fail();
    const node = pipeline.nodes.find(({ id }) => id === item?.name) ?? expect.fail();
    const incoming = producersOf(definition, pipeline, node);
    const outgoing = consumersOf(definition, pipeline, node);
    return { item, incoming, outgoing };
  };
  test("what feeds a node comes in, with the place that says so", () => {
    const { incoming } = at("pipeline.py", python, "tfx.components.Push‹er");
    expect(incoming.map(({ from, fromRanges }) => [from.name, ...shown(python, fromRanges)])).toEqual([
      ["Trainer", '5: trainer.outputs["model"]'],
    ]);
  });
  test("what a node feeds goes out", () => {
    const { outgoing } = at("dvc.yaml", dvcYaml, "  prep‹are:");
    expect(outgoing.map(({ to, fromRanges }) => [to.name, ...shown(dvcYaml, fromRanges)])).toEqual([
      ["train", "11: data/prepared.csv"],
    ]);
  });
  test("goes over the border of a nested pipeline", () => {
    const { outgoing } = at("p.yaml", kfpYaml, "      ing‹est:\n");
    expect(outgoing.map(({ to }) => to.name)).toEqual(["loop/fit", "train"]);
  });
  test("starts anywhere in a node's declaration", () => {
    expect(at("p.pbtxt", pbtxt, "min_‹count").item?.name).toBe("Trainer");
  });
  test("takes back only items of its own", () => {
    const { item } = at("dvc.yaml", dvcYaml, "  prep‹are:");
    expect(item && callData(item)).toEqual({ uri: "file:///project/dvc.yaml", pipeline: null, node: "prepare" });
    expect(item && callData({ ...item, data: { uri: 1, pipeline: null, node: "x" } })).toBeNull();
    expect(item && callData({ ...item, data: null })).toBeNull();
  });
});

describe("outline", () => {
  const outline = (name: string, text: string): unknown => {
    const { uri, definition } = marked(name, text, `‹${text.slice(0, 5)}`);
    type Shown = readonly [string, ...unknown[]];
    const show = (symbols: ReturnType<typeof symbolsOf>): Shown[] =>
      symbols.map(({ name, children = [] }) => (children.length === 0 ? [name] : [name, ...show(children)]));
    return show(symbolsOf(definition, uri));
  };
  test("nests what is nested, with inputs and declared outputs", () => {
    expect(outline("p.yaml", kfpYaml)).toEqual([
      ["taxi", ["ingest", ["data"]], ["loop", ["fit", ["data"], ["model"]]], ["train", ["data"], ["model"]]],
    ]);
  });
  test("of DVC's stages", () => {
    expect(outline("dvc.yaml", dvcYaml)).toEqual([
      [
        "stages",
        ["prepare", ["raw.csv"], ["data/prepared.csv"]],
        ["train", ["data/prepared.csv"], ["model.pkl"]],
        ["evaluate", ["model.pkl"], ["metrics.json"]],
      ],
    ]);
  });
});

describe("symbols of the workspace", () => {
  const { definition } = marked("p.pbtxt", pbtxt, "‹nodes");
  test("are pipelines and nodes that a query fits", () => {
    const found = workspaceSymbolsOf(definition, "csvgen");
    expect(found.map(({ name, containerName }) => [name, containerName])).toEqual([["CsvExampleGen", "taxi"]]);
    expect(workspaceSymbolsOf(definition, "taxi").map(({ name }) => name)).toEqual(["taxi"]);
  });
  test("letters count in their order", () => {
    expect([isIn("trn", "Trainer"), isIn("nrt", "Trainer"), isIn("", "Trainer")]).toEqual([true, false, true]);
  });
});
