import { describe, expect, it } from "vitest";
import { arrowHead, roundedPath } from "../../../webview/src/graph/path.ts";

const points = (...values: number[]): Float64Array => Float64Array.from(values);

describe("path of an edge", () => {
  it("is a line where the edge is straight", () => {
    expect(roundedPath(points(10, 0, 10, 50))).toBe("M10 0L10 50");
  });

  it("has corners of 4 pixels", () => {
    expect(roundedPath(points(0, 0, 0, 20, 30, 20, 30, 60))).toBe("M0 0L0 16Q0 20 4 20L26 20Q30 20 30 24L30 60");
  });

  it("makes the corners of a short step smaller", () => {
    expect(roundedPath(points(0, 0, 0, 20, 4, 20, 4, 60))).toBe("M0 0L0 18Q0 20 2 20L2 20Q4 20 4 22L4 60");
  });

  it("skips points in line and points twice", () => {
    expect(roundedPath(points(0, 0, 0, 10, 0, 10, 0, 40))).toBe("M0 0L0 40");
  });

  it("is empty without a route", () => {
    expect(roundedPath(points())).toBe("");
  });

  it.each([
    ["down", points(10, 0, 10, 50), "M10 50L7 44L13 44Z"],
    ["up", points(10, 50, 10, 0), "M10 0L13 6L7 6Z"],
    ["right", points(0, 10, 50, 10), "M50 10L44 7L44 13Z"],
    ["left", points(50, 10, 0, 10), "M0 10L6 13L6 7Z"],
  ])("ends in a head that points %s", (_, route, expected) => {
    const corners = (path: string): string[] => path.slice(1, -1).split("L").sort();
    expect(corners(arrowHead(route))).toEqual(corners(expected));
  });
});
