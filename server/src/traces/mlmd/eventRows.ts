import { growableDoubles } from "../growable.ts";
import type { KnownRows } from "../keyed/keyedTables.ts";
import type { SqlRow } from "../sqlite/database.ts";
import type { Column } from "../sqlite/tables.ts";

export const eventColumns: readonly Column[] = [
  ["id", "real"],
  ["artifact_id", "real"],
  ["execution_id", "real"],
  ["type", "real"],
  ["milliseconds_since_epoch", "real"],
];

/** Events without their texts, each once, by ascending id. */
export class EventRows {
  readonly #columns = eventColumns.map(() => growableDoubles());

  add(row: SqlRow): void {
    for (const [index, column] of this.#columns.entries()) {
      const value = row[index];
      column.push(typeof value === "number" ? value : Number.NaN);
    }
  }

  /** Visits the events that were added until now. */
  each(visit: (artifact: number, execution: number, type: number) => void): void {
    const [, artifact, execution, type] = this.#columns.map((column) => column.finish());
    for (const [index, id] of (artifact ?? []).entries()) {
      visit(id, execution?.[index] ?? Number.NaN, type?.[index] ?? Number.NaN);
    }
  }

  /** The artifacts of the events that were added until now, ascending, each once. */
  artifacts(): Float64Array {
    return ascending(this.#columns[1]?.finish() ?? []);
  }

  finish(): KnownRows {
    const values = this.#columns.map((column) => column.finish());
    const ids = values[0] ?? new Float64Array();
    const order = [...ids.keys()].sort((a, b) => (ids[a] ?? 0) - (ids[b] ?? 0));
    const kept = order.filter((row, index) => index === 0 || ids[row] !== ids[order[index - 1] ?? -1]);
    return {
      columns: eventColumns.map(([name]) => name),
      count: kept.length,
      values: values.map((column) => Float64Array.from(kept, (row) => column[row] ?? Number.NaN)),
    };
  }
}

/** Values in order, each once. */
export function ascending(values: Iterable<number>): Float64Array {
  const sorted = Float64Array.from(values).sort();
  let count = 0;
  for (let index = 0; index < sorted.length; index++) {
    if (index > 0 && sorted[index] === sorted[index - 1]) continue;
    sorted[count++] = sorted[index] ?? 0;
  }
  return sorted.slice(0, count);
}
