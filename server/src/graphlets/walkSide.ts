import { type CancelToken, throwIfCancelled } from "../model/cancel.ts";
import { placeAmong } from "../model/intColumn.ts";
import { stateCode } from "../model/kinds.ts";
import { role } from "./columns.ts";
import { pushInt } from "./intList.ts";
import { artifactTrait } from "./lineage.ts";
import { artifactSeen, executionSeen, type Walker } from "./walker.ts";

/**
 * Finds the data analysis off the path: an analyze execution (not a cached one) joins when it reads at least one data or
 * statistics artifact that a member of Up or Side reads or writes (the train execution's own writes aside), and every one
 * that it reads was made inside Up or Side, or has no maker and is read by Up; repeated until nothing joins.
 *
 * Linear in the edges that it visits: an execution that may join waits with the number of its reads that were not made
 * inside, and is counted down when one is. Follows {@link walkUp} and {@link walkDown}; a member of Down may join, too.
 */
export function walkSide(walker: Walker, token: CancelToken): void {
  const { members, upCount, queue } = walker;
  queue.length = 0;
  for (let i = 0; i < upCount; i++) {
    if ((i & 0xffff) === 0xffff) throwIfCancelled(token);
    surround(walker, members.values[i] as number, i === 0 ? role.trainer : role.up);
  }
  for (let head = 0; head < queue.length; head++) {
    if ((head & 0xffff) === 0xffff) throwIfCancelled(token);
    surround(walker, queue.values[head] as number, role.side);
  }
}

/** Looks at the data and statistics around a member: what it made is inside from now on, what it read and wrote is touched. */
function surround(walker: Walker, execution: number, as: number): void {
  const { traits, trace } = walker.lineage;
  const { reads, writes } = trace;
  const lastRead = reads.offsets[execution + 1] as number;
  for (let edge = reads.offsets[execution] as number; edge < lastRead; edge++) {
    const artifact = reads.target[edge] as number;
    const trait = traits[artifact] as number;
    if ((trait & artifactTrait.analysed) === 0) continue;
    if (trait & artifactTrait.makerless && as !== role.side) bringInside(walker, artifact);
    touch(walker, artifact);
  }
  const lastWrite = writes.offsets[execution + 1] as number;
  for (let edge = writes.offsets[execution] as number; edge < lastWrite; edge++) {
    const artifact = writes.target[edge] as number;
    if (((traits[artifact] as number) & artifactTrait.analysed) === 0) continue;
    if (isMaker(walker, execution, artifact)) bringInside(walker, artifact);
    if (as !== role.trainer) touch(walker, artifact);
  }
}

/** Whether a member is a maker of what it wrote: a cached one is so only where it stands alone. */
function isMaker({ lineage }: Walker, execution: number, artifact: number): boolean {
  const { executions, writers } = lineage.trace;
  if (executions.state[execution] !== stateCode.cached) return true;
  const end = writers.offsets[artifact + 1] as number;
  for (let edge = writers.offsets[artifact] as number; edge < end; edge++) {
    if (lineage.made[edge] === 1) return writers.target[edge] === execution;
  }
  return false;
}

/** Marks an artifact as made inside: those that wait for it come closer. */
function bringInside(walker: Walker, artifact: number): void {
  const { lineage, base, executionMark, missing } = walker;
  if (!markArtifact(walker, artifact, artifactSeen.inside)) return;
  const { analysed, offsets, target } = lineage.analysts;
  const place = placeAmong(analysed, artifact);
  const last = offsets[place + 1] as number;
  for (let i = offsets[place] as number; i < last; i++) {
    const analyst = target[i] as number;
    const marked = executionMark[analyst] as number;
    if (marked < base || (marked & executionSeen.candidate) === 0) continue;
    missing[analyst] = (missing[analyst] as number) - 1;
    if (missing[analyst] === 0) join(walker, analyst);
  }
}

/** Marks an artifact as touched, and counts what each analyze execution that reads it still misses. */
function touch(walker: Walker, artifact: number): void {
  if (!markArtifact(walker, artifact, artifactSeen.touched)) return;
  const { lineage, base, executionMark, artifactMark, missing } = walker;
  const { analysts, traits, trace } = lineage;
  const place = placeAmong(analysts.analysed, artifact);
  const last = analysts.offsets[place + 1] as number;
  for (let i = analysts.offsets[place] as number; i < last; i++) {
    const analyst = analysts.target[i] as number;
    const marked = Math.max(executionMark[analyst] as number, base);
    if (marked & (executionSeen.up | executionSeen.candidate)) continue;
    executionMark[analyst] = marked | executionSeen.candidate;
    let outside = 0;
    const end = trace.reads.offsets[analyst + 1] as number;
    for (let edge = trace.reads.offsets[analyst] as number; edge < end; edge++) {
      const read = trace.reads.target[edge] as number;
      if (((traits[read] as number) & artifactTrait.analysed) === 0) continue;
      const seen = artifactMark[read] as number;
      if (seen < base || (seen & artifactSeen.inside) === 0) outside++;
    }
    missing[analyst] = outside;
    if (outside === 0) join(walker, analyst);
  }
}

function join(walker: Walker, analyst: number): void {
  const { executionMark, members, queue } = walker;
  const marked = executionMark[analyst] as number;
  executionMark[analyst] = marked | executionSeen.side;
  pushInt(queue, analyst);
  if ((marked & executionSeen.down) === 0) pushInt(members, analyst);
}

/** Sets a bit of an artifact's mark; false where it was set already. */
function markArtifact({ base, artifactMark }: Walker, artifact: number, bit: number): boolean {
  const marked = Math.max(artifactMark[artifact] as number, base);
  if (marked & bit) return false;
  artifactMark[artifact] = marked | bit;
  return true;
}
