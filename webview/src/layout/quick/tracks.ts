import { siftNets } from "./sifting.ts";

/** A line across the flow between two layers: from where it comes down, to the places where it goes on. */
export interface Net {
  readonly start: number;
  readonly ends: readonly number[];
  /** The furthest of all these. */
  readonly least: number;
  readonly most: number;
}

/** Track of each net, counted from the upper layer, and how many tracks there are. */
export interface Tracks {
  readonly track: Int32Array;
  readonly count: number;
}

/** Up to so many nets that overlap, each pair is looked at. */
const pairLimit = 300;
/** Up to so many tracks of one way, room is spent on having fewer crossings. */
const generous = 12;

/**
 * Gives nets tracks so that those on one track stay `clearance` apart; nets far apart share tracks. Of two nets, that one lies
 * higher with which they cross less. Where very many overlap, they are put by a rule: of nets that run the same way, the
 * one that starts further ahead lies higher, as long as that needs few tracks. O(n log n + n · tracks), for groups of up to some
 * hundred nets that overlap O(n²).
 */
export function assignTracks(nets: readonly Net[], clearance: number): Tracks {
  const track = new Int32Array(nets.length);
  let count = 0;
  for (const cluster of clusters(nets, clearance)) {
    const right = cluster.filter((net) => runsRight(nets[net])).sort((a, b) => startOf(nets, b) - startOf(nets, a));
    const leftward = cluster.filter((net) => !runsRight(nets[net])).sort((a, b) => startOf(nets, a) - startOf(nets, b));
    if (cluster.length <= pairLimit) {
      count = Math.max(count, siftNets(nets, [...right, ...leftward], track, clearance));
      continue;
    }
    let used = 0;
    for (const [way, sorted] of [
      [1, right],
      [-1, leftward],
    ] as const) {
      const stacked = stack(nets, sorted, track, used, clearance, way, true);
      used += stacked > generous ? stack(nets, sorted, track, used, clearance, way, false) : stacked;
    }
    count = Math.max(count, used);
  }
  return { track, count };
}

const runsRight = (net: Net | undefined): boolean => !!net && net.most - net.start >= net.start - net.least;
const startOf = (nets: readonly Net[], net: number): number => nets[net]?.start ?? 0;

/** Groups of nets that overlap, directly or through others. */
function clusters(nets: readonly Net[], clearance: number): number[][] {
  const sorted = nets.map((_, index) => index).sort((a, b) => (nets[a]?.least ?? 0) - (nets[b]?.least ?? 0));
  const groups: number[][] = [];
  let reach = Number.NEGATIVE_INFINITY;
  for (const index of sorted) {
    const net = nets[index];
    if (!net) continue;
    if (net.least > reach + clearance) groups.push([]);
    groups[groups.length - 1]?.push(index);
    reach = Math.max(reach, net.most);
  }
  return groups;
}

/**
 * Lays nets one below another, `way` 1: rightward nets, -1: leftward ones. `ordered`: each under the lowest that it
 * overlaps; else each on the highest track where it overlaps none.
 */
function stack(
  nets: readonly Net[],
  sorted: readonly number[],
  track: Int32Array,
  first: number,
  clearance: number,
  way: 1 | -1,
  ordered: boolean,
): number {
  /** Track → how far its nets reach back against the way. */
  const reach: number[] = [];
  for (const index of sorted) {
    const net = nets[index];
    if (!net) continue;
    const front = way === 1 ? net.most : -net.least;
    const back = way === 1 ? net.least : -net.most;
    const isFree = (row: number): boolean => front + clearance <= (reach[row] ?? Number.POSITIVE_INFINITY);
    let row = ordered ? reach.length : 0;
    if (ordered) while (row > 0 && isFree(row - 1)) row--;
    else while (!isFree(row)) row++;
    track[index] = first + row;
    reach[row] = Math.min(reach[row] ?? back, back);
  }
  return reach.length;
}
