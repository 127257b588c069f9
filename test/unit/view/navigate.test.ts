import { describe, expect, it } from "vitest";
import { type GraphIndex, indexGraph } from "../../../webview/src/graph/graphIndex.ts";
import { readingOrder, type Step, stepOf, walk } from "../../../webview/src/graph/navigate.ts";
import type { Placement } from "../../../webview/src/layout/placement.ts";
import { finish, quickLayout } from "../../../webview/src/layout/quick/quick.ts";
import { edges, node, view } from "../../view/fixtures/build.ts";
import { traceLike } from "./graphs.ts";

function placed(words: string, direction: "down" | "right" = "down"): { graph: GraphIndex; placement: Placement } {
  const links = edges(words);
  const ids = new Set(links.flatMap(({ from, to }) => [from, to]));
  const graph = indexGraph(
    view(
      [...ids].map((id) => node(id, "other")),
      links,
    ),
  );
  const sizes = { width: new Float64Array(ids.size).fill(176), height: new Float64Array(ids.size).fill(40) };
  const input = { direction, ...sizes, from: graph.from, to: graph.to, line: new Uint8Array(links.length) };
  return { graph, placement: finish(quickLayout(input)) };
}

/** Where a row of steps leads, as ids. */
function path(words: string, start: string, steps: readonly Step[], direction: "down" | "right" = "down"): string[] {
  const { graph, placement } = placed(words, direction);
  const order = readingOrder(placement);
  let at = graph.indexOf.get(start) ?? -1;
  let cameFrom: number | null = null;
  return steps.map((step) => {
    const next: number = walk(graph, placement, order, at, step, cameFrom);
    cameFrom = at;
    at = next;
    return graph.nodes[at]?.id ?? "";
  });
}

describe("walking the graph", () => {
  it("follows edges and comes back the same way", () => {
    expect(path("a>c b>c c>d", "b", ["forward", "back"])).toEqual(["c", "b"]);
    expect(path("a>c b>c c>d", "a", ["forward", "back", "forward", "forward"])).toEqual(["c", "a", "c", "d"]);
  });

  it("stays where no edge leads on", () => {
    expect(path("a>b", "b", ["forward"])).toEqual(["b"]);
    expect(path("a>b", "a", ["back", "previous"])).toEqual(["a", "a"]);
  });

  it("goes aside among neighbours, and to the first and the last", () => {
    expect(path("a>b a>c a>d", "b", ["next", "next", "previous"])).toEqual(["c", "d", "c"]);
    expect(path("a>b b>c", "b", ["first", "last"])).toEqual(["a", "c"]);
  });

  it("does not get stuck on an edge to itself", () => {
    expect(path("a>a a>b", "a", ["forward"])).toEqual(["b"]);
  });

  it.each(["down", "right"] as const)("reaches every node by going on, %s", (direction) => {
    const words = traceLike(240).map(([from, to]) => `${from}>${to}`);
    const { graph, placement } = placed(words.join(" "), direction);
    const order = readingOrder(placement);
    const seen = new Set<number>();
    let at = walk(graph, placement, order, 0, "first", null);
    for (let i = 0; i < graph.nodes.length; i++) {
      seen.add(at);
      at = walk(graph, placement, order, at, "next", null);
    }
    expect(seen.size).toBe(graph.nodes.length);
  });

  it("turns the arrows with the flow", () => {
    expect([stepOf("ArrowDown", "down"), stepOf("ArrowRight", "down")]).toEqual(["forward", "next"]);
    expect([stepOf("ArrowDown", "right"), stepOf("ArrowRight", "right")]).toEqual(["next", "forward"]);
    expect([stepOf("Home", "down"), stepOf("End", "right"), stepOf("x", "down")]).toEqual(["first", "last", null]);
  });
});
