import { describe, expect, it } from "vitest";
import { at } from "../../../webview/src/graph/rows.ts";
import { crossings } from "../../../webview/src/layout/crossings.ts";
import type { LayoutInput, Placement } from "../../../webview/src/layout/placement.ts";
import { finish, quickLayout } from "../../../webview/src/layout/quick/quick.ts";
import { layoutInput, pairs, random, traceLike } from "./graphs.ts";

const lay = (input: LayoutInput): Placement => finish(quickLayout(input));

/** Runs of three steps that have nothing to do with one another. */
const separateRuns = (count: number) =>
  Array.from({ length: count }, (_, run) => pairs(`gen${run}>train${run} train${run}>push${run}`)).flat();

/** Pairs of boxes that overlap or nearly touch. */
function overlaps(placement: Placement): string[] {
  const found: string[] = [];
  const boxes = Array.from(placement.x, (_, node) => node).sort((a, b) => at(placement.x, a) - at(placement.x, b));
  boxes.forEach((a, position) => {
    for (const b of boxes.slice(position + 1)) {
      if (at(placement.x, b) >= at(placement.x, a) + at(placement.width, a) + 4) break;
      const apart =
        at(placement.y, b) >= at(placement.y, a) + at(placement.height, a) + 4 ||
        at(placement.y, a) >= at(placement.y, b) + at(placement.height, b) + 4;
      if (!apart) found.push(`${a} ${b}`);
    }
  });
  return found;
}

function expectRoutesToFit(input: LayoutInput, placement: Placement): void {
  placement.routes.forEach((route, edge) => {
    const from = at(input.from, edge);
    const to = at(input.to, edge);
    const onBorder = (node: number, x: number, y: number): boolean =>
      x >= at(placement.x, node) - 0.01 &&
      x <= at(placement.x, node) + at(placement.width, node) + 0.01 &&
      y >= at(placement.y, node) - 0.01 &&
      y <= at(placement.y, node) + at(placement.height, node) + 0.01;
    expect(onBorder(from, at(route, 0), at(route, 1)), `edge ${edge} starts at its maker`).toBe(true);
    expect(onBorder(to, at(route, route.length - 2), at(route, route.length - 1)), `edge ${edge} ends`).toBe(true);
    for (let i = 2; i < route.length; i += 2) {
      const across = Math.abs(at(route, i) - at(route, i - 2));
      const along = Math.abs(at(route, i + 1) - at(route, i - 1));
      expect(Math.min(across, along), `edge ${edge} turns at right angles`).toBeLessThan(0.5);
    }
    for (let i = 0; i < route.length; i += 2) {
      expect(at(route, i)).toBeGreaterThanOrEqual(-0.01);
      expect(at(route, i)).toBeLessThanOrEqual(placement.bounds.width + 0.01);
    }
  });
}

/** Edges that step aside by so little that it looks like a mistake. */
function jogs(
  { from, to, names }: LayoutInput & { readonly names: readonly string[] },
  placement: Placement,
): string[] {
  return placement.routes.flatMap((route, edge) => {
    const steps = Array.from({ length: route.length / 2 - 1 }, (_, i) =>
      Math.abs(at(route, 2 * i + 2) - at(route, 2 * i)),
    );
    return steps.some((step) => step > 0.01 && step < 6) ? [`${names[at(from, edge)]}>${names[at(to, edge)]}`] : [];
  });
}

describe("quick layout", () => {
  const graphs = {
    "one node": layoutInput([], { loose: ["a"] }),
    chain: layoutInput(pairs("a>b b>c c>d")),
    diamond: layoutInput(pairs("a>b a>c b>d c>d a>d")),
    "fan out and in": layoutInput([..."bcdefghij"].flatMap((x) => pairs(`a>${x} ${x}>z`))),
    "two parts and a loose node": layoutInput(pairs("a>b c>d d>e"), { loose: ["f"] }),
    cycle: layoutInput(pairs("a>b b>c c>a c>d")),
    "edge twice": layoutInput(pairs("a>b a>b b>c")),
    "artifacts between": layoutInput(pairs("gen>span span>train span>eval train>model model>eval"), {
      pills: ["span", "model"],
    }),
    "runs that share nothing": layoutInput(separateRuns(60)),
    "a trace of 1,200 nodes": layoutInput(traceLike(1200)),
  };

  for (const [name, input] of Object.entries(graphs)) {
    for (const direction of ["down", "right"] as const) {
      it(`keeps nodes apart and edges on them: ${name}, ${direction}`, () => {
        const placement = lay({ ...input, direction });
        expect(overlaps(placement)).toEqual([]);
        expectRoutesToFit(input, placement);
        expect(Math.min(...placement.x, ...placement.y)).toBeGreaterThanOrEqual(0);
      });
    }
  }

  it("puts makers before readers", () => {
    const input = layoutInput(traceLike(240));
    const placement = lay(input);
    const wrong = Array.from(input.from, (from, edge) => [from, at(input.to, edge)]).filter(
      ([from = 0, to = 0]) => at(placement.y, to) < at(placement.y, from) + at(placement.height, from),
    );
    expect(wrong).toEqual([]);
  });

  it("draws a chain straight", () => {
    const placement = lay(layoutInput(pairs("a>b b>c c>d")));
    expect(placement.routes.map((route) => route.length)).toEqual([4, 4, 4]);
    expect(new Set(placement.x).size).toBe(1);
  });

  it("turns an edge against the flow back, from its maker to its reader", () => {
    const input = layoutInput(pairs("a>b b>c c>a"));
    const placement = lay(input);
    const back = placement.routes[2] ?? new Float64Array();
    expect(at(back, 1)).toBeGreaterThan(at(back, back.length - 1));
  });

  it("gives an edge to itself a loop beside the node", () => {
    const placement = lay(layoutInput(pairs("a>a a>b")));
    expect(placement.routes[0]?.length).toBe(8);
  });

  it("lets neighbours change places where fewer lines cross then", () => {
    const runs = 100;
    expect(crossings(lay(layoutInput(traceLike(12 * runs))).routes) / runs).toBeLessThan(10);
  });

  it("keeps what hangs on a long chain beside it: the data of each training stands just above it", () => {
    const input = layoutInput(
      Array.from({ length: 30 }, (_, run) =>
        pairs(`gen${run}>span${run} span${run}>train${run} train${run}>model${run} model${run}>train${run + 1}`),
      ).flat(),
    );
    const placement = lay(input);
    const lengths = Array.from(input.from, (from, edge) => at(placement.y, at(input.to, edge)) - at(placement.y, from));
    expect(Math.max(...lengths)).toBeLessThan(200);
  });

  for (const direction of ["down", "right"] as const) {
    it(`puts runs that share nothing in rows where they would be a thin strip, ${direction}`, () => {
      const { bounds } = lay({ ...layoutInput(separateRuns(200)), direction });
      const ratio = bounds.width / bounds.height;
      expect([ratio > 0.8, ratio < 3]).toEqual([true, true]);
    });
  }

  it("leaves a few parts side by side", () => {
    const { y } = lay(layoutInput(separateRuns(3)));
    expect(new Set([at(y, 0), at(y, 3), at(y, 6)]).size).toBe(1);
  });

  it("keeps the rows when a run joins them", () => {
    const before = lay(layoutInput(separateRuns(100)));
    const after = lay(layoutInput(separateRuns(101)));
    const row = (placement: Placement): number[] => Array.from(placement.x.subarray(0, 9), Math.round);
    expect(row(after)).toEqual(row(before));
  });

  it("keeps nodes in the order in which they stood", () => {
    const fan = layoutInput(pairs("a>b a>c a>d a>e"));
    const { x } = lay({ ...fan, was: Float64Array.of(200, 400, 300, Number.NaN, 100) });
    expect([at(x, 4) < at(x, 2), at(x, 2) < at(x, 1)]).toEqual([true, true]);
  });

  it("is the same every time", () => {
    const input = layoutInput(traceLike(600));
    expect(lay(input)).toEqual(lay(input));
  });

  it("stays sound on random graphs", () => {
    for (let seed = 1; seed <= 25; seed++) {
      const next = random(seed);
      const size = 5 + Math.floor(next() * 40);
      const edges = Array.from({ length: size * 2 }, (): [string, string] => [
        `n${Math.floor(next() * size)}`,
        `n${Math.floor(next() * size)}`,
      ]);
      const input = layoutInput(edges.filter(([from, to]) => from !== to));
      const placement = lay(input);
      expect(overlaps(placement), `seed ${seed}`).toEqual([]);
      expectRoutesToFit(input, placement);
    }
  });
});

it("what is nearly straight is straight", () => {
  const chain = "ingest>validate validate>clean clean>engineer engineer>preprocess preprocess>tune preprocess>train";
  const end = "preprocess>evaluate tune>train tune>evaluate tune>register train>wait wait>evaluate evaluate>register";
  const input = layoutInput(pairs(`${chain} ${end}`));
  expect(jogs(input, lay(input))).toEqual([]);
});
