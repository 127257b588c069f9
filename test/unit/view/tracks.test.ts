import { describe, expect, it } from "vitest";
import { assignTracks, type Net } from "../../../webview/src/layout/quick/tracks.ts";
import { random } from "./graphs.ts";

const net = (start: number, ...ends: number[]): Net => ({
  start,
  ends,
  least: Math.min(start, ...ends),
  most: Math.max(start, ...ends),
});
const tracksOf = (nets: readonly Net[]): number[] => Array.from(assignTracks(nets, 8).track);

describe("tracks between two layers", () => {
  it("lays nets far apart on one track", () => {
    expect(tracksOf([net(0, 50), net(100, 150), net(300, 200)])).toEqual([0, 0, 0]);
  });

  it("puts of two nets to the right the further one above, so that they do not cross", () => {
    expect(tracksOf([net(0, 100), net(50, 150)])).toEqual([1, 0]);
  });

  it("puts of two nets to the left the further one above", () => {
    expect(tracksOf([net(100, 0), net(150, 50)])).toEqual([0, 1]);
  });

  it("puts of two nets that one above with which they cross less, whichever way they run", () => {
    expect(tracksOf([net(100, 0, 200), net(150, 20, 180)])).toEqual([0, 1]);
  });

  it("keeps the way down of one net from running on the way into another", () => {
    expect(tracksOf([net(0, 100, 200), net(200, 300)])).toEqual([1, 0]);
  });

  it("does not pile up a long row of nets", () => {
    const row = Array.from({ length: 100 }, (_, i) => net(i * 50, i * 50 + 160));
    expect(assignTracks(row, 8).count).toBeLessThan(10);
  });

  it("keeps nets of one track apart", () => {
    const next = random(7);
    const nets = Array.from({ length: 300 }, () => net(next() * 2_000, next() * 2_000, next() * 2_000));
    const { track } = assignTracks(nets, 8);
    const close = nets.flatMap((a, i) =>
      nets.slice(i + 1).filter((b, j) => track[i] === track[i + 1 + j] && a.least < b.most && b.least < a.most),
    );
    expect(close).toEqual([]);
  });
});
