import type { Direction } from "./placement.ts";

/** A box of the drawing. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const loopReach = 14;

/** Route of an edge from a node to itself: out of its right side and back in below. */
export function selfLoop(x: number, y: number, width: number, height: number): Float64Array {
  const right = x + width;
  const upper = y + height * 0.3;
  const lower = y + height * 0.7;
  return Float64Array.of(right, upper, right + loopReach, upper, right + loopReach, lower, right, lower);
}

/**
 * Plain orthogonal route between two boxes that already have their places: straight where they face each other, else with
 * one step half-way. For edges that came when the nodes stood already.
 */
export function directRoute(from: Box, to: Box, direction: Direction): Float64Array {
  if (direction === "right") {
    const turned = directRoute(turn(from), turn(to), "down");
    for (let i = 0; i < turned.length; i += 2) {
      const across = turned[i] ?? 0;
      turned[i] = turned[i + 1] ?? 0;
      turned[i + 1] = across;
    }
    return turned;
  }
  const start = from.x + from.width / 2;
  const end = Math.abs(to.x + to.width / 2 - start) < to.width / 2 - 8 ? start : to.x + to.width / 2;
  const forward = to.y >= from.y + from.height;
  const out = forward ? from.y + from.height : from.y;
  const into = forward ? to.y : to.y + to.height;
  if (start === end) return Float64Array.of(start, out, end, into);
  const middle = (out + into) / 2;
  return Float64Array.of(start, out, start, middle, end, middle, end, into);
}

const turn = (box: Box): Box => ({ x: box.y, y: box.x, width: box.height, height: box.width });
