import { describe, expect, it } from "vitest";
import { emphasize } from "../../../webview/src/graph/emphasis.ts";
import { counted, degreeText, type GraphIndex, indexGraph, sameNodes } from "../../../webview/src/graph/graphIndex.ts";
import { searchNodes } from "../../../webview/src/graph/search.ts";
import { edges, node, view } from "../../view/fixtures/build.ts";

/** A graph of executions from `a>b` words. */
function graphOf(words: string, loose: readonly string[] = []): GraphIndex {
  const links = edges(words);
  const ids = new Set([...links.flatMap(({ from, to }) => [from, to]), ...loose]);
  return indexGraph(
    view(
      [...ids].map((id) => node(id, "other")),
      links,
    ),
  );
}

const names = (graph: GraphIndex, indexes: Iterable<number>): string[] =>
  Array.from(indexes, (index) => graph.nodes[index]?.id ?? "");
const marked = (graph: GraphIndex, marks: Uint8Array): string[] =>
  names(
    graph,
    Array.from(marks.keys()).filter((index) => marks[index] === 1),
  );

describe("index of a graph", () => {
  it("puts makers before readers and follows a chain before it starts the next", () => {
    const graph = graphOf("gen>stats gen>train stats>schema schema>train train>push other>push");
    expect(names(graph, graph.order)).toEqual(["gen", "stats", "schema", "train", "other", "push"]);
  });

  it("has every node in the order although there is a cycle", () => {
    const graph = graphOf("a>b b>c c>a c>d");
    expect(names(graph, graph.order)).toEqual(["a", "b", "c", "d"]);
  });

  it("leaves out second nodes of one id and edges to nowhere", () => {
    const graph = indexGraph(view([node("a", "train"), node("a", "other"), node("b", "other")], edges("a>b a>x y>b")));
    expect(graph.nodes.map(({ kind }) => kind)).toEqual(["train", "other"]);
    expect(graph.edges.map(({ id }) => id)).toEqual(["a>b>"]);
  });

  it("says how many edges a node has", () => {
    const graph = graphOf("a>c b>c c>d");
    expect(degreeText(graph, graph.indexOf.get("c") ?? -1)).toBe("2 inputs, 1 output");
    expect(degreeText(graph, graph.indexOf.get("a") ?? -1)).toBe("no inputs, 1 output");
    expect(counted(1204, "node")).toBe("1,204 nodes");
  });

  it("knows a refreshed graph of the same nodes, in whatever order", () => {
    expect(sameNodes(graphOf("a>b"), graphOf("b>a"))).toBe(true);
    expect(sameNodes(graphOf("a>b"), graphOf("a>b b>c"))).toBe(false);
    expect(sameNodes(graphOf("a>b"), graphOf("a>c"))).toBe(false);
  });
});

describe("what stands out around a selection", () => {
  const graph = graphOf("a>b b>c c>d d>e x>c c>y");
  const around = (id: string, up: number | null, down: number | null) =>
    emphasize(graph, graph.indexOf.get(id) ?? -1, { up, down });

  it("is all that it is made from and all that is made from it", () => {
    const { nodes, edges: links, up, down } = around("c", null, null);
    expect(marked(graph, nodes)).toEqual(["a", "b", "c", "d", "e", "x", "y"]);
    expect(links.every((mark) => mark === 1)).toBe(true);
    expect([up, down]).toEqual([3, 3]);
  });

  it("ends after so many steps", () => {
    expect(marked(graph, around("c", 1, 1).nodes)).toEqual(["b", "c", "d", "x", "y"]);
    expect(marked(graph, around("c", 2, 0).nodes)).toEqual(["a", "b", "c", "x"]);
  });

  it("leaves out siblings", () => {
    expect(marked(graph, around("b", null, null).nodes)).toEqual(["a", "b", "c", "d", "e", "y"]);
  });

  it("ends in a cycle", () => {
    const round = graphOf("a>b b>a");
    expect(emphasize(round, 0, { up: null, down: null })).toMatchObject({ up: 1, down: 1 });
  });
});

describe("search", () => {
  const graph = indexGraph(
    view(
      [
        node("1", "train", { label: "Trainer", state: "failed" }),
        node("2", "train", { label: "Trainer.challenger", state: "complete" }),
        node("3", "resolve", { label: "LatestTrainer" }),
        node("4", "data", { label: "span 41" }),
      ],
      [],
    ),
  );
  it.each([
    ["trainer", ["1", "2", "3"]],
    ["  TRAINER failed ", ["1"]],
    ["latest", ["3"]],
    ["data", ["4"]],
    ["nothing", []],
    ["", []],
    ["   ", []],
  ])("%j finds %j", (query, expected) => {
    expect(names(graph, searchNodes(graph, query).matches)).toEqual(expected);
  });

  it.each([
    ["kind:train", ["1", "2"]],
    ["train*", ["1", "2"]],
    ["not state:failed", ["2", "3", "4"]],
    ["kind:trian", []],
  ])("%j selects %j", (query, expected) => {
    const found = searchNodes(graph, query);
    expect(found.isSelection).toBe(true);
    expect(names(graph, found.matches)).toEqual(expected);
  });
});
