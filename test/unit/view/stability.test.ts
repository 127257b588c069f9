import ELK from "elkjs/lib/elk.bundled.js";
import { describe, expect, it } from "vitest";
import { indexGraph } from "../../../webview/src/graph/graphIndex.ts";
import { layoutInput } from "../../../webview/src/graph/layoutInput.ts";
import { at } from "../../../webview/src/graph/rows.ts";
import { fromElk, toElk } from "../../../webview/src/layout/elkGraph.ts";
import type { Direction, LayoutInput, Placement } from "../../../webview/src/layout/placement.ts";
import { finish, quickLayout } from "../../../webview/src/layout/quick/quick.ts";
import { runsView } from "../../view/fixtures/large.ts";

const width = (text: string): number => text.length * 7;
const measure = { label: width, second: width };
const elk = new ELK();
const engines: Readonly<Record<string, (input: LayoutInput) => Promise<Placement | null>>> = {
  ELK: async (input) => fromElk(input, await elk.layout(toElk(input, 1))),
  "quick layout": async (input) => finish(quickLayout(input)),
};

/** Runs as a graph; `without`: a part of the names of nodes that are left out. */
function runs(count: number, without?: string) {
  const { nodes, edges, ...rest } = runsView(count);
  const kept = nodes.filter(({ id }) => without === undefined || !id.startsWith(without));
  return indexGraph({ ...rest, nodes: kept.toReversed(), edges: edges.toReversed() });
}

/** Pairs of nodes that lay in one row before and after, and changed sides. */
function turned(before: Awaited<ReturnType<typeof pictureOf>>, after: Awaited<ReturnType<typeof pictureOf>>): string[] {
  const found: string[] = [];
  const ids = after.graph.nodes.map(({ id }) => id).filter((id) => before.graph.indexOf.has(id));
  for (const a of ids) {
    for (const b of ids) {
      if (a >= b || before.along(a) !== before.along(b) || after.along(a) !== after.along(b)) continue;
      if (before.across(a) < before.across(b) !== after.across(a) < after.across(b)) found.push(`${a} ${b}`);
    }
  }
  return found;
}

async function pictureOf(engine: string, graph: ReturnType<typeof runs>, direction: Direction, before?: Pictured) {
  const input = layoutInput(graph, direction, measure, before ?? null);
  const placement = await engines[engine]?.(input);
  if (!placement) throw new Error("There is no picture.");
  const down = direction === "down";
  const middle = (id: string, start: Float64Array, size: Float64Array): number => {
    const node = graph.indexOf.get(id) ?? -1;
    return Math.round(at(start, node) + at(size, node) / 2);
  };
  const { x, y, width: wide, height } = placement;
  return {
    graph,
    placement,
    across: (id: string) => (down ? middle(id, x, wide) : middle(id, y, height)),
    along: (id: string) => (down ? middle(id, y, height) : middle(id, x, wide)),
  };
}
type Pictured = { readonly graph: ReturnType<typeof runs>; readonly placement: Placement };

describe("a picture that grows", () => {
  for (const engine of Object.keys(engines)) {
    for (const direction of ["down", "right"] as const) {
      it(`keeps the order of what stood there: ${engine}, ${direction}`, async () => {
        const before = await pictureOf(engine, runs(36, "Transform"), direction);
        const after = await pictureOf(engine, runs(48), direction, before);
        expect(turned(before, after)).toEqual([]);
      });
    }
  }
});
