import { at } from "../../graph/rows.ts";
import type { Net } from "./tracks.ts";

/** Rounds in which each net is put to where it crosses least. */
const rounds = 4;
/** Up to so many tracks, room is spent on having fewer crossings; beyond, a track costs some. */
const generous = 8;
const newTrackCost = 8;
/** How near two upright lines are one. */
const same = 1;
/** What two upright lines on one another cost, in crossings: one cannot tell which goes where. */
const overlapCost = 6;

/**
 * Orders nets from the upper layer to the lower one so that few of their lines cross, starting with the order given, and puts each on the
 * highest track below those that it overlaps. Writes into `track`; gives the number of tracks. O(n²).
 */
export function siftNets(nets: readonly Net[], given: readonly number[], track: Int32Array, clearance: number): number {
  const count = given.length;
  const members = given.map((index) => nets[index]).filter((net) => net !== undefined);
  /** i · count + j → what it costs that i lies above j. */
  const costs = new Int32Array(count * count);
  members.forEach((upper, i) => {
    members.forEach((lower, j) => {
      if (i !== j && overlap(upper, lower, clearance)) costs[i * count + j] = costAbove(upper, lower);
    });
  });
  const rows = new Int32Array(count).fill(-1);
  let tracks = 0;
  for (const net of sift(costs, count)) {
    const row = bestRow(costs, members, rows, net, tracks, clearance);
    rows[net] = row;
    track[given[net] ?? 0] = row;
    tracks = Math.max(tracks, row + 1);
  }
  return tracks;
}

/** The track on which a net costs least beside those that have theirs; the highest of several. */
function bestRow(
  costs: Int32Array,
  members: readonly Net[],
  rows: Int32Array,
  net: number,
  tracks: number,
  clearance: number,
): number {
  const own = members[net];
  /** Track → what it costs; one more than there are. */
  const sums = new Float64Array(tracks + 1);
  sums[tracks] = tracks < generous ? 0 : newTrackCost;
  for (let other = 0; own && other < members.length; other++) {
    const placed = members[other];
    const row = rows[other] ?? -1;
    if (!placed || row < 0 || !overlap(own, placed, clearance)) continue;
    const above = at(costs, net * members.length + other);
    const below = at(costs, other * members.length + net);
    for (let place = 0; place <= tracks; place++) {
      sums[place] = at(sums, place) + (place < row ? above : place > row ? below : Number.POSITIVE_INFINITY);
    }
  }
  return sums.indexOf(Math.min(...sums));
}

const overlap = (a: Net, b: Net, clearance: number): boolean =>
  a.least < b.most + clearance && b.least < a.most + clearance;

function costAbove(upper: Net, lower: Net): number {
  let cost = isInside(lower.start, upper) ? 1 : 0;
  for (const end of upper.ends) {
    if (isInside(end, lower)) cost++;
    if (Math.abs(end - lower.start) < same) cost += overlapCost;
  }
  return cost;
}

const isInside = (x: number, { least, most }: Net): boolean => x > least + same / 2 && x < most - same / 2;

function sift(costs: Int32Array, count: number): Int32Array {
  const sequence = Int32Array.from({ length: count }, (_, index) => index);
  for (let round = 0; round < rounds; round++) {
    let moved = false;
    for (let net = 0; net < count; net++) {
      const from = sequence.indexOf(net);
      const to = bestPlace(costs, sequence, net, from);
      if (to === from) continue;
      if (to < from) sequence.copyWithin(to + 1, to, from);
      else sequence.copyWithin(from, from + 1, to + 1);
      sequence[to] = net;
      moved = true;
    }
    if (!moved) break;
  }
  return sequence;
}

/** Where in the sequence a net costs least; where it is, unless another place is better. */
function bestPlace(costs: Int32Array, sequence: Int32Array, net: number, from: number): number {
  const count = sequence.length;
  const change = (other: number): number => at(costs, net * count + other) - at(costs, other * count + net);
  let best = from;
  let least = 0;
  let sum = 0;
  for (let place = from - 1; place >= 0; place--) {
    sum += change(at(sequence, place));
    if (sum < least) [best, least] = [place, sum];
  }
  sum = 0;
  for (let place = from + 1; place < count; place++) {
    sum -= change(at(sequence, place));
    if (sum < least) [best, least] = [place, sum];
  }
  return best;
}
