import ELK from "elkjs/lib/elk.bundled.js";
import { describe, expect, it } from "vitest";
import { at } from "../../../webview/src/graph/rows.ts";
import { fromElk, seedsFor, toElk } from "../../../webview/src/layout/elkGraph.ts";
import { effort } from "../../../webview/src/layout/quality.ts";
import { layoutInput, pairs, traceLike } from "./graphs.ts";

const elk = new ELK();

describe("ELK's layout", () => {
  const input = layoutInput(pairs("gen>span span>train span>eval train>model model>eval model>push eval>push"), {
    pills: ["span", "model"],
  });

  it.each(["down", "right"] as const)("puts makers before readers, %s", async (direction) => {
    const turned = { ...input, direction };
    const placement = fromElk(turned, await elk.layout(toElk(turned, 1)));
    const along = direction === "down" ? placement?.y : placement?.x;
    const wrong = Array.from(input.from, (from, edge) => [from, at(input.to, edge)]).filter(
      ([from = 0, to = 0]) => (along?.[from] ?? 0) >= (along?.[to] ?? 0),
    );
    expect(wrong).toEqual([]);
    expect(placement?.routes.length).toBe(input.from.length);
  });

  it("is the same every time", async () => {
    const large = layoutInput(traceLike(60));
    const places = async () => fromElk(large, await elk.layout(toElk(large, 1)));
    expect(await places()).toEqual(await places());
  });

  it("lets edges of one maker and one line share a trunk, and gives each its own way in", () => {
    const graph = toElk({ ...layoutInput(pairs("a>b a>c b>c")), line: Uint8Array.of(0, 0, 1) }, 1);
    expect(graph.edges?.map(({ sources }) => sources[0])).toEqual(["o0.0", "o0.0", "o1.1"]);
    expect(graph.edges?.map(({ targets }) => targets[0])).toEqual(["i0", "i1", "i2"]);
  });

  it("is refused when a place is missing", () => {
    expect(fromElk(input, { id: "root", children: [{ id: "n0", x: 0, y: 0 }], edges: [] })).toBeNull();
  });

  it("tries several seeds for small graphs only", () => {
    expect(seedsFor(input).length).toBeGreaterThan(1);
    expect(seedsFor(layoutInput(traceLike(300))).length).toBe(1);
  });
});

describe("effort of reading a picture", () => {
  const picture = (routes: readonly number[][]) => ({
    direction: "down" as const,
    x: new Float64Array(0),
    y: new Float64Array(0),
    width: new Float64Array(0),
    height: new Float64Array(0),
    routes: routes.map((route) => Float64Array.from(route)),
    bounds: { width: 0, height: 0 },
  });

  it("grows with length, bends and crossings", () => {
    expect(effort(picture([[0, 0, 0, 100]]))).toBe(100);
    expect(effort(picture([[0, 0, 0, 50, 50, 50]]))).toBe(100 + 20);
    expect(
      effort(
        picture([
          [0, 0, 0, 100],
          [-50, 50, 50, 50],
        ]),
      ),
    ).toBe(200 + 60);
  });
});
