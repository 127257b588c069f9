import { describe, expect, it } from "vitest";
import { directRoute, selfLoop } from "../../../webview/src/layout/routing.ts";

const box = (x: number, y: number) => ({ x, y, width: 100, height: 40 });
const route = (...ends: Parameters<typeof directRoute>): number[] => Array.from(directRoute(...ends));

describe("plain route between two boxes", () => {
  it("is straight where they face each other", () => {
    expect(route(box(0, 0), box(10, 100), "down")).toEqual([50, 40, 50, 100]);
    expect(route(box(0, 0), box(200, 0), "right")).toEqual([100, 20, 200, 20]);
  });

  it("has one step half-way else", () => {
    expect(route(box(0, 0), box(300, 100), "down")).toEqual([50, 40, 50, 70, 350, 70, 350, 100]);
    expect(route(box(0, 0), box(200, 300), "right")).toEqual([100, 20, 150, 20, 150, 320, 200, 320]);
  });

  it("goes up to a box above", () => {
    expect(route(box(0, 100), box(300, 0), "down")).toEqual([50, 100, 50, 70, 350, 70, 350, 40]);
  });

  it("of an edge to its own maker is a loop beside it", () => {
    expect(Array.from(selfLoop(0, 0, 100, 40))).toEqual([100, 12, 114, 12, 114, 28, 100, 28]);
  });
});
