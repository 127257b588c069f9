import { describe, expect, it } from "vitest";
import { at } from "../../../webview/src/graph/rows.ts";
import { crossings } from "../../../webview/src/layout/crossings.ts";
import { random } from "./graphs.ts";

const count = (...routes: readonly (readonly number[])[]): number =>
  crossings(routes.map((route) => Float64Array.from(route)));

const between = (place: number, a: number, b: number): boolean => place > Math.min(a, b) && place < Math.max(a, b);

describe("places where lines cross", () => {
  it("counts a level and an upright line that cross", () => {
    expect(count([0, 5, 10, 5], [5, 0, 5, 10])).toBe(1);
  });

  it("does not count lines that touch or pass", () => {
    expect(count([0, 5, 10, 5], [10, 0, 10, 10])).toBe(0);
    expect(count([0, 5, 10, 5], [5, 5, 5, 20])).toBe(0);
    expect(count([0, 5, 10, 5], [20, 0, 20, 10])).toBe(0);
  });

  it("counts edges that share a trunk once", () => {
    expect(count([0, 5, 30, 5, 30, 20], [0, 5, 40, 5, 40, 20], [10, 0, 10, 10])).toBe(1);
  });

  it("finds in any drawing what looking at every pair finds", () => {
    const next = random(3);
    const place = (): number => Math.floor(next() * 400) * 2;
    const routes = Array.from({ length: 120 }, () => {
      const [x, y, z] = [place(), place(), place()];
      return Float64Array.of(x, y, x, z, place(), z);
    });
    const found = new Set<string>();
    for (const upright of routes) {
      for (const level of routes) {
        const [x, y] = [at(upright, 0), at(level, 3)];
        if (between(x, at(level, 2), at(level, 4)) && between(y, at(upright, 1), at(upright, 3)))
          found.add(`${x} ${y}`);
      }
    }
    expect(crossings(routes)).toBe(found.size);
  });
});
