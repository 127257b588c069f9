import type { Trace } from "../../../model/trace.ts";
import type { ReadControl, ReadOptions } from "../../reader.ts";
import type { KeptTables } from "../../sqlite/follow/keptTables.ts";
import { StringTable } from "../../stringTable.ts";
import { readTables } from "../readStore.ts";
import { changedRows } from "./changedRows.ts";
import { groupsOf, isTellable, type KnownGroups, mergeTrace } from "./mergeTrace.ts";

/** A trace as it was read last, and what reading on takes. */
interface Known {
  readonly tables: KeptTables;
  readonly trace: Trace;
  readonly strings: StringTable;
  readonly groups: KnownGroups;
  /** Texts when all was read. */
  readonly texts: number;
}

/** Texts that are told again and again are kept each time: when there are so many times those from before, all is read anew. */
const mostTexts = 2;
const alwaysTexts = 1 << 16;

/** Reads a store whose tables are kept: after the first time only what is new or changed, with what belongs to it. */
export function readKept(options: ReadOptions): (tables: KeptTables, control: ReadControl) => Trace {
  let known: Known | null = null;
  return (tables, control) => {
    const before = known?.tables === tables ? known : null;
    known = null;
    const trace = before && readOn(before, options, control);
    if (before && trace) known = { ...before, trace };
    else known = readAll(tables, options, control);
    tables.mark();
    return known.trace;
  };
}

function readAll(tables: KeptTables, options: ReadOptions, control: ReadControl): Known {
  const strings = new StringTable();
  const trace = readTables(() => tables, options, control, strings);
  return { tables, trace, strings, groups: groupsOf(trace), texts: strings.length };
}

function readOn({ tables, trace, strings, groups, texts }: Known, options: ReadOptions, control: ReadControl) {
  if (!isTellable(trace) || strings.length > texts * mostTexts + alwaysTexts) return null;
  const changed = changedRows(tables);
  if (!changed) return null;
  const told = readTables(() => tables.part(changed.rows), options, control, strings);
  const count = (table: string): number => tables.numbers(table, "id").length;
  return mergeTrace(trace, told, groups, changed.artifacts, { events: count("Event"), contexts: count("Context") });
}
