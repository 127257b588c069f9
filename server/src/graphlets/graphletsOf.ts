import {
  type Graphlet,
  type GraphletStatus,
  type Graphlets,
  graphletStatuses,
  type NotPushedReason,
  notPushedReasons,
} from "../model/graphlet.ts";
import type { Trace } from "../model/trace.ts";
import { type GraphletColumns, type IntLists, role, roleBits, roleMask } from "./columns.ts";
import { spanText } from "./spans.ts";

/**
 * Shows columns as {@link Graphlets}: cheap at any size, since a graphlet's lists are unpacked when they are first asked for.
 * What crosses threads is the columns; the graphlets of the list are views on them and do not survive a structured clone.
 */
export function graphletsOf(trace: Trace, columns: GraphletColumns): Graphlets {
  const of = { trace, columns };
  const list = new Array<Graphlet>(columns.count);
  for (let row = 0; row < columns.count; row++) list[row] = new GraphletView(of, row);
  const { owner, executionStatus, abandoned, previous } = columns;
  return { list, owner, status: executionStatus, abandoned, previous };
}

/** Graphlets shown between two pauses. */
const shownAtOnce = 5_000;

/** As {@link graphletsOf}, giving way again and again: `pause` is awaited where it gives something to wait for. */
export async function graphletsSlowly(
  trace: Trace,
  columns: GraphletColumns,
  pause: () => Promise<void> | undefined,
): Promise<Graphlets> {
  const of = { trace, columns };
  const list: Graphlet[] = [];
  for (let row = 0; row < columns.count; row++) {
    if (row % shownAtOnce === 0) await pause();
    list.push(new GraphletView(of, row));
  }
  const { owner, executionStatus, abandoned, previous } = columns;
  return { list, owner, status: executionStatus, abandoned, previous };
}

/** What all views of one list share. */
interface Shown {
  readonly trace: Trace;
  readonly columns: GraphletColumns;
}

/** The lists of a graphlet that were asked for. */
interface Unpacked {
  executions?: Int32Array;
  up?: Int32Array;
  down?: Int32Array;
  inputSpans?: readonly string[];
}

/** One row of the columns. A class, since getters on a prototype cost no memory for each of half a million rows. */
class GraphletView implements Graphlet {
  readonly #of: Shown;
  readonly #row: number;
  #unpacked: Unpacked | null = null;

  constructor(of: Shown, row: number) {
    this.#of = of;
    this.#row = row;
  }

  get #columns(): GraphletColumns {
    return this.#of.columns;
  }
  get #lists(): Unpacked {
    this.#unpacked ??= {};
    return this.#unpacked;
  }

  get trainer(): number {
    return this.#columns.trainer[this.#row] as number;
  }
  get executions(): Int32Array {
    this.#lists.executions ??= rowsWith(this.#columns.members, this.#row, roleMask);
    return this.#lists.executions;
  }
  get up(): Int32Array {
    this.#lists.up ??= rowsWith(this.#columns.members, this.#row, role.up);
    return this.#lists.up;
  }
  get down(): Int32Array {
    this.#lists.down ??= rowsWith(this.#columns.members, this.#row, role.down);
    return this.#lists.down;
  }
  get parents(): Int32Array {
    return listOf(this.#columns.parents, this.#row);
  }
  get pushed(): boolean {
    return this.#columns.pushed[this.#row] === 1;
  }
  get blessed(): boolean | null {
    return truth(this.#columns.blessed[this.#row]);
  }
  get batchUse(): boolean {
    return this.#columns.batchUse[this.#row] === 1;
  }
  get status(): GraphletStatus {
    return graphletStatuses[this.#columns.status[this.#row] as number] as GraphletStatus;
  }
  get whyNotPushed(): NotPushedReason | null {
    return notPushedReasons[this.#columns.whyNotPushed[this.#row] as number] ?? null;
  }
  get evidence(): Int32Array {
    return listOf(this.#columns.evidence, this.#row);
  }
  get costSeconds(): number {
    return this.#columns.costSeconds[this.#row] as number;
  }
  get ownCostSeconds(): number {
    return this.#columns.ownCostSeconds[this.#row] as number;
  }
  get wastedSeconds(): number {
    return this.#columns.wastedSeconds[this.#row] as number;
  }
  get unknownCosts(): number {
    return this.#columns.unknownCosts[this.#row] as number;
  }
  get inputSpans(): readonly string[] {
    this.#lists.inputSpans ??= Array.from(listOf(this.#columns.spans, this.#row), (span) =>
      spanText(this.#of.trace, span),
    ).sort();
    return this.#lists.inputSpans;
  }
  get dataJaccard(): number | null {
    const value = this.#columns.dataJaccard[this.#row] as number;
    return Number.isNaN(value) ? null : value;
  }
  get sameCode(): boolean | null {
    return truth(this.#columns.sameCode[this.#row]);
  }
  get sameParameters(): boolean | null {
    return truth(this.#columns.sameParameters[this.#row]);
  }
  get redundant(): boolean {
    return this.#columns.redundant[this.#row] === 1;
  }
}

const truth = (code: number | undefined): boolean | null => (code === 1 ? true : code === 0 ? false : null);

const listOf = ({ offsets, values }: IntLists, row: number): Int32Array =>
  values.subarray(offsets[row] as number, offsets[row + 1] as number);

/** Rows of the members that have one of the roles, ascending. */
function rowsWith(members: IntLists, row: number, roles: number): Int32Array {
  const packed = listOf(members, row);
  const rows = new Int32Array(packed.length);
  let count = 0;
  for (let i = 0; i < packed.length; i++) {
    const member = packed[i] as number;
    if (member & roles) rows[count++] = member >> roleBits;
  }
  return count === rows.length ? rows : rows.slice(0, count);
}
