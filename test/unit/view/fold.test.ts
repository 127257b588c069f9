import { describe, expect, it } from "vitest";
import type { ViewNode } from "../../../server/src/protocol.ts";
import { type Fold, firstFold, withOpenGroup, withSide } from "../../../webview/src/fold/fold.ts";
import { broughtIn, foldGraph } from "../../../webview/src/fold/foldGraph.ts";
import { type GraphIndex, indexGraph } from "../../../webview/src/graph/graphIndex.ts";
import { edges, node, view } from "../../view/fixtures/build.ts";

/** A graph from `a>b` words; nodes in the order in which they come, `other` but for those named otherwise. */
function graphOf(text: string, options: Readonly<Record<string, Partial<ViewNode>>> = {}): GraphIndex {
  const links = edges(text);
  const names = [...new Set(links.flatMap(({ from, to }) => [from, to]))];
  return indexGraph(
    view(
      names.map((name) => node(name, options[name]?.kind ?? "other", options[name] ?? {})),
      links,
    ),
  );
}

const chain = graphOf("a>b b>c c>d d>e e>f f>g");
const small = (root: string): Fold => ({ ...firstFold(0, root), whole: false });
const names = (graph: GraphIndex): string => graph.nodes.map(({ id }) => id).join("");
const hiddenAt = (graph: GraphIndex, id: string): string => {
  const { up = 0, down = 0 } = graph.hidden.get(id) ?? {};
  return `${up} up, ${down} down`;
};

describe("a graph that is drawn in part", () => {
  it("begins with all of a small graph, and with two steps around the root of a large one", () => {
    expect(firstFold(400, "a").whole).toBe(true);
    expect(firstFold(401, "a").whole).toBe(false);
    expect(names(foldGraph(chain, small("d")))).toBe("bcdef");
  });

  it("says how many makers and readers are not drawn", () => {
    const shown = foldGraph(chain, small("d"));
    expect(hiddenAt(shown, "b")).toBe("1 up, 0 down");
    expect(hiddenAt(shown, "d")).toBe("0 up, 0 down");
    expect(hiddenAt(shown, "f")).toBe("0 up, 1 down");
  });

  it("shows what is opened beyond the steps", () => {
    expect(names(foldGraph(chain, withSide(small("d"), "down", "f", true)))).toBe("bcdefg");
  });

  it("hides what hangs on a side that is closed, and never the root", () => {
    expect(names(foldGraph(chain, withSide(small("d"), "up", "d", false)))).toBe("def");
    const whole = firstFold(7, "d");
    expect(names(foldGraph(chain, withSide(whole, "down", "e", false)))).toBe("abcde");
    const none = withSide(withSide(whole, "up", "d", false), "down", "d", false);
    expect(names(foldGraph(chain, none))).toBe("d");
  });

  it("counts what another node has of what is hidden, and shows it there when it is opened", () => {
    const diamond = graphOf("a>b a>c b>d c>d d>e");
    const closed = withSide(firstFold(5, "a"), "down", "b", false);
    expect(names(foldGraph(diamond, closed))).toBe("abc");
    expect(hiddenAt(foldGraph(diamond, closed), "c")).toBe("0 up, 1 down");
    expect(names(foldGraph(diamond, withSide(closed, "down", "c", true)))).toBe("abcd");
  });

  it("keeps the way to the root when a side that leads there is closed", () => {
    expect(names(foldGraph(chain, withSide(firstFold(7, "d"), "down", "b", false)))).toBe("abcd");
  });

  it("counts what a wide fan-out does not show", () => {
    const fan = graphOf(Array.from({ length: 40 }, (_, i) => `root>leaf${i}`).join(" "));
    const shown = foldGraph(fan, small("root"));
    expect(shown.nodes).toHaveLength(13);
    expect(hiddenAt(shown, "root")).toBe("0 up, 28 down");
    expect(foldGraph(fan, withSide(small("root"), "down", "root", true)).nodes).toHaveLength(41);
  });

  it("brings in a node that was searched, with what is around it", () => {
    expect(names(foldGraph(chain, broughtIn(chain, small("a"), "g")))).toBe("abcefg");
  });
});

describe("groups", () => {
  const graph = graphOf("gen1>train gen2>train train>eval1 train>eval2 gen1>eval1", {
    gen1: { kind: "ingest", state: "complete", costShare: 0.2, run: "Monday" },
    gen2: { kind: "ingest", state: "failed", costShare: 0.3, run: "Tuesday" },
    train: { kind: "train", run: "Tuesday" },
    eval1: { kind: "evaluate", state: "complete", run: "Tuesday" },
    eval2: { kind: "evaluate", state: "complete", run: "Tuesday" },
  });
  const by = (grouping: Fold["grouping"]): Fold => ({ ...firstFold(5, "train"), grouping });
  const picture = (shown: GraphIndex): string[] => shown.edges.map(({ from, to }) => `${from} > ${to}`);

  it("draw the nodes of a kind as one, with their number, the state that stands out and their cost", () => {
    const shown = foldGraph(graph, by("kind"));
    expect(shown.nodes.map(({ label, second }) => `${label} ${second}`.trim())).toEqual([
      "train",
      "ingest ×2 · 1 failed",
      "evaluate ×2 · 2 complete",
    ]);
    expect(shown.nodes[1]).toMatchObject({ shape: "stack", count: 2, state: "failed", costShare: 0.5 });
    expect(picture(shown)).toEqual([
      "group kind step ingest > train",
      "train > group kind step evaluate",
      "group kind step ingest > group kind step evaluate",
    ]);
  });

  it("draw the nodes of a run as one, but never the root", () => {
    const shown = foldGraph(graph, by("run"));
    expect(shown.nodes.map(({ label }) => label)).toEqual(["train", "gen1", "Tuesday"]);
  });

  it("open", () => {
    const opened = foldGraph(graph, withOpenGroup(by("kind"), "group kind step ingest"));
    expect(opened.nodes.map(({ label }) => label)).toEqual(["gen1", "train", "gen2", "evaluate"]);
    expect(foldGraph(graph, broughtIn(graph, by("kind"), "eval2")).indexOf.has("eval2")).toBe(true);
  });
});
