import { free } from "../model/free.ts";
import { role } from "./columns.ts";
import { type IntList, intList, pushInt } from "./intList.ts";
import type { Lineage } from "./lineage.ts";

/**
 * Working memory of the walks, made once for all graphlets. A mark holds the walk's number above `markBits` and what was
 * seen below: marks of earlier walks are smaller than `base`, so nothing is ever cleared.
 */
export interface Walker {
  readonly lineage: Lineage;
  /** First mark of the walk under way. */
  base: number;
  readonly executionMark: Int32Array;
  readonly artifactMark: Int32Array;
  /** Rows of the members found so far, each once: members of Up first. */
  readonly members: IntList;
  /** Number of members of Up. */
  upCount: number;
  readonly queue: IntList;
  /** For an analyze execution that may join: edges to data and statistics that were not made inside. */
  readonly missing: Int32Array;
  readonly parents: IntList;
}

export const markBits = 6;

/** Bits of an execution's mark: its roles, and what else was seen of it. */
export const executionSeen = { ...role, candidate: 16, parent: 32 } as const;

/** Bits of an artifact's mark. */
export const artifactSeen = { up: 1, down: 2, touched: 4, inside: 8 } as const;

/** Working memory for the walks over one trace: 8 bytes an execution, 4 an artifact, and the members of the largest graphlet. */
export function createWalker(lineage: Lineage): Walker {
  const { executions, artifacts } = lineage.trace;
  return {
    lineage,
    base: 0,
    executionMark: new Int32Array(executions.count),
    artifactMark: new Int32Array(artifacts.count),
    members: intList(),
    upCount: 0,
    queue: intList(),
    missing: new Int32Array(executions.count),
    parents: intList(),
  };
}

/** Gives the working memory back. */
export function freeWalker({ executionMark, artifactMark, members, queue, missing, parents }: Walker): void {
  free(executionMark, artifactMark, missing, members.values, queue.values, parents.values);
}

/** Begins the walk around a train execution, which is a member of Up and of Down. */
export function beginWalk(walker: Walker, trainer: number): void {
  walker.base += 1 << markBits;
  walker.members.length = 0;
  pushInt(walker.members, trainer);
  walker.upCount = 1;
  walker.parents.length = 0;
  walker.executionMark[trainer] = walker.base | role.trainer | role.up | role.down;
}
