import { describe, expect, it } from "vitest";
import { indexGraph } from "../../../webview/src/graph/graphIndex.ts";
import { layoutInput } from "../../../webview/src/graph/layoutInput.ts";
import { at } from "../../../webview/src/graph/rows.ts";
import type { Direction } from "../../../webview/src/layout/placement.ts";
import { finish, quickLayout } from "../../../webview/src/layout/quick/quick.ts";
import { inRows } from "../../../webview/src/layout/rowBands.ts";
import { type RunsOptions, runsView } from "../../view/fixtures/large.ts";

const width = (text: string): number => text.length * 7;

function inputOf(nodes: number, direction: Direction, options: RunsOptions = {}) {
  return layoutInput(indexGraph(runsView(nodes, options)), direction, { label: width, second: width });
}

/** Node → row. */
const rowsOf = (input: ReturnType<typeof inputOf>): number[] => [...(inRows(input).band ?? [])];

describe("runs that feed one another", () => {
  it.each(["down", "right"] as const)("stand in rows where they would be a thin strip: %s", (direction) => {
    const { width: breadth, height } = finish(quickLayout(inputOf(3_000, direction))).bounds;
    expect(Math.max(breadth / height, height / breadth)).toBeLessThan(4);
  });

  it("stand in one where there are few of them", () => {
    expect(rowsOf(inputOf(120, "down"))).toEqual([]);
  });

  it("stand as they hang together where each goes on from the model before", () => {
    expect(rowsOf(inputOf(1_200, "down", { warmStart: true }))).toEqual([]);
  });

  it("have no edge that leads back to a row before", () => {
    const input = inputOf(2_000, "down", { window: 10 });
    const rows = rowsOf(input);
    const back = [...input.from].filter((from, edge) => (rows[from] ?? 0) > (rows[at(input.to, edge)] ?? 0));
    expect(back).toEqual([]);
  });

  it("stay in their rows when a run is added", () => {
    const before = rowsOf(inputOf(2_004, "down"));
    expect(rowsOf(inputOf(2_016, "down")).slice(0, before.length)).toEqual(before);
  });

  it("begin each row near where the row before ends", () => {
    const input = inputOf(1_200, "down");
    const rows = rowsOf(input);
    const { x, bounds } = finish(quickLayout(input));
    const first = rows.indexOf(1);
    expect(Math.abs(at(x, first) - at(x, first - 12))).toBeLessThan(bounds.width / 4);
  });
});

it("runs that share nothing are left to rows of their own", () => {
  expect(rowsOf(inputOf(2_000, "down", { window: 1 }))).toEqual([]);
});
