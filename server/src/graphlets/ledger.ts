import { operatorCode } from "../model/kinds.ts";
import type { Trace } from "../model/trace.ts";
import { type GraphletColumns, role, roleBits, roleMask } from "./columns.ts";
import { pushInt, reserve } from "./intList.ts";
import { closeLists, endList, type GrowingLists, openLists } from "./intLists.ts";
import type { Lineage } from "./lineage.ts";
import { appendOutsideSpans, appendSpans } from "./spans.ts";
import { blessedCode, isBatchUsed, isEvidence, isPushed, ownStatus, type SignUnion, whyNotPushed } from "./verdict.ts";
import type { Walker } from "./walker.ts";

type ListColumn = "members" | "parents" | "evidence" | "spans";
type NumberColumn =
  | "pushed"
  | "blessed"
  | "batchUse"
  | "status"
  | "whyNotPushed"
  | "costSeconds"
  | "unknownCosts"
  | "owner";

/** Where the walks write down what they found, one row a graphlet. */
export type Ledger = Pick<GraphletColumns, NumberColumn> & Readonly<Record<ListColumn, GrowingLists>>;

/** An empty ledger for `count` graphlets. */
export function openLedger(trace: Trace, count: number): Ledger {
  return {
    // Most executions are members of one graphlet, some of several.
    members: openLists(count, Math.max(1024, Math.ceil(trace.executions.count * 1.25))),
    parents: openLists(count),
    evidence: openLists(count),
    spans: openLists(count),
    pushed: new Uint8Array(count),
    blessed: new Int8Array(count),
    batchUse: new Uint8Array(count),
    status: new Uint8Array(count),
    whyNotPushed: new Int8Array(count),
    costSeconds: new Float64Array(count),
    unknownCosts: new Int32Array(count),
    owner: new Int32Array(trace.executions.count).fill(-1),
  };
}

/** The columns of a ledger that is written to its end. */
export const closeLedger = (ledger: Ledger): Pick<GraphletColumns, NumberColumn | ListColumn> => ({
  ...ledger,
  members: closeLists(ledger.members),
  parents: closeLists(ledger.parents),
  evidence: closeLists(ledger.evidence),
  spans: closeLists(ledger.spans),
});

/** Writes down the graphlet that the walker has just walked around. `signs`: what each execution says of a model's fate. */
export function record(ledger: Ledger, graphlet: number, walker: Walker, signs: Uint16Array): void {
  const { parents } = ledger;
  recordMembers(ledger, graphlet, walker);
  for (let i = 0; i < walker.parents.length; i++) pushInt(parents.all, walker.parents.values[i] as number);
  endList(parents, graphlet);
  const union = weigh(ledger, graphlet, walker.lineage, signs);
  ledger.pushed[graphlet] = isPushed(union) ? 1 : 0;
  ledger.blessed[graphlet] = blessedCode(union);
  ledger.batchUse[graphlet] = isBatchUsed(union) ? 1 : 0;
  ledger.status[graphlet] = ownStatus(union);
  const why = whyNotPushed(union);
  ledger.whyNotPushed[graphlet] = why;
  if (why >= 0) recordEvidence(ledger, graphlet, why, signs);
  endList(ledger.evidence, graphlet);
}

function recordMembers({ members }: Ledger, graphlet: number, walker: Walker): void {
  const { executionMark } = walker;
  const found = walker.members.values;
  const memberCount = walker.members.length;
  reserve(members.all, memberCount);
  const { values, length } = members.all;
  for (let i = 0; i < memberCount; i++) {
    const row = found[i] as number;
    values[length + i] = (row << roleBits) | ((executionMark[row] as number) & roleMask);
  }
  members.all.length += memberCount;
  endList(members, graphlet);
}

/** Goes over the members once: sums costs, takes those that no earlier graphlet holds, notes the spans, unites the signs. */
function weigh(ledger: Ledger, graphlet: number, { trace, traits }: Lineage, signs: Uint16Array): SignUnion {
  const { members, spans, owner } = ledger;
  const { cost, kind } = trace.executions;
  const union: SignUnion = { all: 0, down: 0, upstream: 0, trainer: 0 };
  const ingestsAll = trace.source.kind === "mlmd";
  let seconds = 0;
  let unknown = 0;
  const end = members.offsets[graphlet + 1] as number;
  for (let i = members.offsets[graphlet] as number; i < end; i++) {
    const packed = members.all.values[i] as number;
    const row = packed >> roleBits;
    const sum = signs[row] as number;
    union.all |= sum;
    if (packed & role.down) union.down |= sum;
    if (packed & role.trainer) union.trainer = sum;
    else if (packed & role.up) union.upstream |= sum;
    const known = cost[row] as number;
    if (Number.isFinite(known)) seconds += known;
    else unknown++;
    if ((owner[row] as number) < 0) owner[row] = graphlet;
    if (kind[row] === operatorCode.ingest && packed & role.up) appendSpans(spans.all, trace, row);
    if (!ingestsAll && packed & role.up) appendOutsideSpans(spans.all, trace, traits, row);
  }
  endList(spans, graphlet);
  ledger.costSeconds[graphlet] = seconds;
  ledger.unknownCosts[graphlet] = unknown;
  return union;
}

function recordEvidence({ members, evidence }: Ledger, graphlet: number, why: number, signs: Uint16Array): void {
  const end = members.offsets[graphlet + 1] as number;
  for (let i = members.offsets[graphlet] as number; i < end; i++) {
    const packed = members.all.values[i] as number;
    const row = packed >> roleBits;
    if (isEvidence(why, signs[row] as number, packed & roleMask)) pushInt(evidence.all, row);
  }
}
