import type { NodeDifference } from "../model/comparison.ts";
import { idAt, type Trace } from "../model/trace.ts";
import type { Difference, ViewEdge } from "../protocol.ts";
import type { ChosenPair } from "./compareInput.ts";
import { artifactEnds, type End, type Ends, fate, isShown, stackFrom } from "./picture.ts";

/** A row of either graphlet, or one of both that play the same part; -1 where a graphlet has none. */
export interface RowPair {
  readonly before: number;
  readonly after: number;
}

/** Whether two rows that play the same part are the same as far as it matters. */
export type Alike = (rows: RowPair) => boolean;

/** A node of the picture of two graphlets: one pair of executions or artifacts, or a stack of like ones. */
export interface ComparedItem {
  readonly id: string;
  readonly of: "execution" | "artifact";
  readonly pairs: readonly RowPair[];
  /** Artifacts that no member made. */
  readonly boundary: boolean;
  /** Of executions: the node that they ran. */
  readonly node: NodeDifference | null;
}

export interface ComparedPicture {
  readonly items: readonly ComparedItem[];
  readonly edges: readonly ViewEdge[];
}

/**
 * Two graphlets as one graph. Executions are matched by node, and within a node by identity, then by order of start; artifacts
 * by identity, then by what makes them and under which key (by what reads them, where none of the members makes them), then by id.
 * Linear in the members and their edges but for sorting.
 */
export function comparePicture(pair: ChosenPair, nodes: readonly NodeDifference[], alike: Alike): ComparedPicture {
  const { trace, older, newer } = pair;
  const executions = executionItems(nodes);
  const ends = {
    before: artifactEnds(trace, older, executions.before),
    after: artifactEnds(trace, newer, executions.after),
  };
  const edges = new ComparedEdges();
  const groups = new Map<string, { readonly pairs: RowPair[]; readonly artifact: Joined }>();
  for (const rows of matchedArtifacts(ends)) {
    const artifact = join(ends.before.get(rows.before), ends.after.get(rows.after));
    const [maker] = artifact.makers;
    const [reader] = artifact.readers;
    const single = artifact.makers.length === 1 && artifact.readers.length === 1;
    const isFate = fate.has(trace.artifacts.kind[rows.after < 0 ? rows.before : rows.after] ?? 0);
    if (single && maker && reader && !isFate && pairDifference(rows, alike) !== "changed") {
      edges.add(maker.item, reader.item, reader.style, maker.key || reader.key, maker.sides & reader.sides);
    } else if (isWorthANode(trace, rows, artifact)) {
      const like = JSON.stringify([trace.artifacts.type[rows.after < 0 ? rows.before : rows.after], artifact]);
      const group = groups.get(like);
      if (group) group.pairs.push(rows);
      else groups.set(like, { pairs: [rows], artifact });
    }
  }
  const items = [...executions.items];
  for (const { pairs, artifact } of groups.values()) {
    const boundary = artifact.makers.length === 0;
    for (const part of pairs.length >= stackFrom ? [pairs] : pairs.map((one) => [one])) {
      const id = artifactItemId(trace, part);
      items.push({ id, of: "artifact", pairs: part, boundary, node: null });
      for (const { item, key, style, sides } of artifact.makers) edges.add(item, id, style, key, sides);
      for (const { item, key, style, sides } of artifact.readers) edges.add(id, item, style, key, sides);
    }
  }
  return { items, edges: edges.list() };
}

/** Where of the two graphlets a pair is, and whether it is the same in both. */
export function pairDifference(rows: RowPair, alike: Alike): Difference {
  if (rows.before < 0) return "after";
  if (rows.after < 0) return "before";
  return rows.before === rows.after || alike(rows) ? "same" : "changed";
}

/** The same of several pairs: what is not one thing all through has changed. */
export function difference(pairs: readonly RowPair[], alike: Alike): Difference {
  const found = new Set(pairs.map((rows) => pairDifference(rows, alike)));
  const [only] = found;
  return found.size === 1 && only ? only : "changed";
}

/** Rows of both sides: those that are the same row, then the others in their order; what is left over stands alone. */
export function pairUp(before: readonly number[], after: readonly number[]): RowPair[] {
  const old = new Set(before);
  const now = new Set(after);
  const shared = after.filter((row) => old.has(row)).map((row) => ({ before: row, after: row }));
  const gone = before.filter((row) => !now.has(row));
  const come = after.filter((row) => !old.has(row));
  const rest = Array.from({ length: Math.max(gone.length, come.length) }, (_, place) => ({
    before: gone[place] ?? -1,
    after: come[place] ?? -1,
  }));
  return [...shared, ...rest];
}

/** Id of the first item of a node. */
export const comparedNodeId = (node: string): string => `n:${node}`;

const artifactItemId = (trace: Trace, pairs: readonly RowPair[]): string => {
  const { before, after } = pairs[0] ?? { before: -1, after: -1 };
  const id = `${before < 0 ? "a" : "b"}:${idAt(trace.artifacts.id, before < 0 ? after : before)}`;
  return pairs.length > 1 ? `s:${id}` : id;
};

function executionItems(nodes: readonly NodeDifference[]): {
  readonly items: readonly ComparedItem[];
  /** Execution row → id of its item, of either graphlet. */
  readonly before: ReadonlyMap<number, string>;
  readonly after: ReadonlyMap<number, string>;
} {
  const items: ComparedItem[] = [];
  const before = new Map<number, string>();
  const after = new Map<number, string>();
  for (const node of nodes) {
    const pairs = pairUp(node.before?.executions ?? [], node.after?.executions ?? []);
    const parts = pairs.length >= stackFrom ? [pairs] : pairs.map((one) => [one]);
    for (const [place, part] of parts.entries()) {
      const id = place === 0 ? comparedNodeId(node.node) : `${comparedNodeId(node.node)} ${place + 1}`;
      items.push({ id, of: "execution", pairs: part, boundary: false, node });
      for (const rows of part) {
        before.set(rows.before, id);
        after.set(rows.after, id);
      }
    }
  }
  return { items, before, after };
}

type EndsOf = ReadonlyMap<number, Ends>;

/** Artifacts of either graphlet by the part that they play, in order of id. */
function matchedArtifacts(ends: { readonly before: EndsOf; readonly after: EndsOf }): readonly RowPair[] {
  const roles = new Map<string, { readonly before: number[]; readonly after: number[] }>();
  const pairs: RowPair[] = [];
  for (const side of ["before", "after"] as const) {
    for (const artifact of [...ends[side].keys()].sort((a, b) => a - b)) {
      if (ends.before.has(artifact) && ends.after.has(artifact)) {
        if (side === "before") pairs.push({ before: artifact, after: artifact });
        continue;
      }
      const role = roleOf(ends[side].get(artifact));
      const known = roles.get(role) ?? { before: [], after: [] };
      known[side].push(artifact);
      roles.set(role, known);
    }
  }
  for (const { before, after } of roles.values()) pairs.push(...pairUp(before, after));
  return pairs;
}

function roleOf(ends: Ends | undefined): string {
  if (!ends) return "";
  const { makers, readers } = ends;
  const texts = (side: ReadonlyMap<string, End>): string[] => [...side.values()].map((end) => `${end.item} ${end.key}`);
  return JSON.stringify(makers.size > 0 ? ["made", ...texts(makers).sort()] : ["read", ...texts(readers).sort()]);
}

const inBefore = 1;
const inAfter = 2;

interface JoinedEnd extends End {
  /** {@link inBefore}, {@link inAfter} or both. */
  readonly sides: number;
}
interface Joined {
  readonly makers: readonly JoinedEnd[];
  readonly readers: readonly JoinedEnd[];
}

function join(before: Ends | undefined, after: Ends | undefined): Joined {
  const both = (old: ReadonlyMap<string, End> | undefined, now: ReadonlyMap<string, End> | undefined): JoinedEnd[] =>
    [...new Set([...(now?.keys() ?? []), ...(old?.keys() ?? [])])].sort().flatMap((item) => {
      const end = now?.get(item) ?? old?.get(item);
      return end ? [{ ...end, sides: (old?.has(item) ? inBefore : 0) | (now?.has(item) ? inAfter : 0) }] : [];
    });
  return { makers: both(before?.makers, after?.makers), readers: both(before?.readers, after?.readers) };
}

/** As in the picture of one graphlet, see {@link isShown}. */
function isWorthANode(trace: Trace, { before, after }: RowPair, { makers, readers }: Joined): boolean {
  const ends = {
    makers: new Map(makers.map((end) => [end.item, end])),
    readers: new Map(readers.map((end) => [end.item, end])),
  };
  return isShown(trace, after < 0 ? before : after, ends);
}

/** Edges by ends and style, with the channels' keys and the graphlets that have them. */
class ComparedEdges {
  readonly #edges = new Map<string, { edge: Omit<ViewEdge, "label">; keys: Set<string>; sides: number }>();

  add(from: string, to: string, style: ViewEdge["style"], key: string, sides: number): void {
    if (from === to) return;
    const id = JSON.stringify([from, to, style]);
    const known = this.#edges.get(id) ?? { edge: { id, from, to, style }, keys: new Set(), sides: 0 };
    if (key !== "") known.keys.add(key);
    known.sides |= sides;
    this.#edges.set(id, known);
  }

  list(): ViewEdge[] {
    return [...this.#edges.values()].map(({ edge, keys, sides }) => ({
      ...edge,
      label: [...keys].join(", "),
      difference: sides === inBefore ? "before" : sides === inAfter ? "after" : "same",
    }));
  }
}
