import { describe, expect, it } from "vitest";
import { kindBands } from "../../../webview/src/graph/bands.ts";
import { indexGraph } from "../../../webview/src/graph/graphIndex.ts";
import { layoutInput } from "../../../webview/src/graph/layoutInput.ts";
import { at } from "../../../webview/src/graph/rows.ts";
import { finish, quickLayout } from "../../../webview/src/layout/quick/quick.ts";
import { edges, node, view } from "../../view/fixtures/build.ts";
import { runsView } from "../../view/fixtures/large.ts";

const width = (text: string): number => text.length * 7;
const measure = { label: width, second: width };

const graph = indexGraph(
  view(
    [
      node("gen", "ingest"),
      node("span", "data", { shape: "artifact" }),
      node("outside", "model", { shape: "artifact" }),
      node("warm", "train"),
      node("first", "model", { shape: "artifact" }),
      node("next", "train"),
      node("push", "deploy"),
      node("notify", "other"),
    ],
    edges("gen>span span>warm warm>first first>next outside>next next>push push>notify notify>gen"),
  ),
);
const bandOf = (name: string): number => at(kindBands(graph), graph.indexOf.get(name) ?? -1);

describe("bands of kinds", () => {
  it("puts steps of one kind in one band, in the order of a pipeline", () => {
    expect(bandOf("gen")).toBeLessThan(bandOf("warm"));
    expect(bandOf("warm")).toBe(bandOf("next"));
    expect(bandOf("next")).toBeLessThan(bandOf("push"));
  });

  it("puts artifacts after their makers, and those from outside before their readers", () => {
    expect([bandOf("span") > bandOf("gen"), bandOf("span") < bandOf("warm")]).toEqual([true, true]);
    expect(bandOf("outside")).toBeLessThan(bandOf("next"));
  });
});

/** Kinds of steps of which one stands further along the flow than one of another kind that a pipeline does later. */
function mixed(direction: "down" | "right"): string[] {
  const large = { ...indexGraph(runsView(120, { warmStart: true })), byKind: true };
  const placement = finish(quickLayout(layoutInput(large, direction, measure)));
  const along = direction === "down" ? placement.y : placement.x;
  const bands = kindBands(large);
  const found = new Set<string>();
  large.nodes.forEach(({ kind }, a) => {
    large.nodes.forEach((other, b) => {
      if (at(bands, a) < at(bands, b) && at(along, a) >= at(along, b)) found.add(`${kind} ${other.kind}`);
    });
  });
  return [...found];
}

describe("a picture layered by kind", () => {
  for (const direction of ["down", "right"] as const) {
    it(`has no kind among another, ${direction}`, () => {
      expect(mixed(direction)).toEqual([]);
    });
  }
});
