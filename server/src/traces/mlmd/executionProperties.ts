import type { Cells } from "../sqlite/cells.ts";
import { type Column, eachRow, type Order, type Tables } from "../sqlite/tables.ts";
import type { StringTable } from "../stringTable.ts";
import { type KubeflowNotes, newKubeflowNotes } from "./kubeflow.ts";
import { type LateColumn, lateTexts } from "./lateColumn.ts";
import { wheelHash } from "./parameters.ts";
import { ParameterTexts } from "./parameterTexts.ts";
import { PropertyNames } from "./propertyNames.ts";
import { type RowIndex, rowFor } from "./rowIndex.ts";
import {
  isNone,
  numeric,
  type PropertyValue,
  stateOfWord,
  text,
  valueColumn,
  valueColumns,
  valueIn,
} from "./values.ts";

/** What the properties say of each execution; texts as indexes, -1 where they say nothing. */
export interface ExecutionProperties {
  readonly componentId: LateColumn<Int32Array>;
  readonly pipelineName: LateColumn<Int32Array>;
  readonly runId: LateColumn<Int32Array>;
  /** Code of a state, 255 where there is none. */
  readonly state: Uint8Array;
  readonly code: Int32Array;
  readonly parameters: Int32Array;
  /** Value of the property that replaces the cost, NaN where it is none or no number; null where no property does. */
  readonly cost: Float64Array | null;
  readonly kubeflow: KubeflowNotes;
}

export const noState = 255;

/** More properties of one execution are not sorted by insertion. */
const few = 32;

/** Longer values are seldom the same again. */
const mostBytesKnown = 2000;

const columns: readonly Column[] = [
  ["execution_id", "real"],
  ["name", "raw"],
  ["is_custom_property", "raw"],
  ...valueColumns,
];
const firstValue = 3;
const order: Order = { together: "execution_id", sql: "execution_id, name, is_custom_property" };

/** Reads all properties in one pass, an execution's together and by name. */
export function readExecutionProperties(
  store: Tables,
  executions: RowIndex,
  count: number,
  costProperty: string,
  strings: StringTable,
): ExecutionProperties {
  const column = (): Int32Array => new Int32Array(count).fill(-1);
  const properties: ExecutionProperties = {
    componentId: lateTexts(count),
    pipelineName: lateTexts(count),
    runId: lateTexts(count),
    state: new Uint8Array(count).fill(noState),
    code: column(),
    parameters: column(),
    cost: costProperty === "" ? null : new Float64Array(count).fill(Number.NaN),
    kubeflow: newKubeflowNotes(count),
  };
  const names = new PropertyNames(costProperty, {
    component_id: properties.componentId,
    pipeline_name: properties.pipelineName,
    run_id: properties.runId,
    task_name: properties.kubeflow.task,
    display_name: properties.kubeflow.shown,
  });
  const rows: PropertyRows = { executions, gathered: new Gathered(names, strings, properties), current: -1 };
  eachRow(store, "ExecutionProperty", columns, { order }, addProperty, rows);
  rows.gathered.finish(rows.current);
  return properties;
}

interface PropertyRows {
  readonly executions: RowIndex;
  readonly gathered: Gathered;
  /** The execution whose properties go by. */
  current: number;
}

function addProperty(cells: Cells, rows: PropertyRows): void {
  const execution = rowFor(rows.executions, cells.number(0));
  if (execution < 0 || !cells.isText(1)) return;
  if (execution !== rows.current) {
    rows.gathered.finish(rows.current);
    rows.current = execution;
  }
  rows.gathered.add(cells);
}

/** The properties of one execution while they go by; the lists are used again for the next one. */
class Gathered {
  readonly #names: PropertyNames;
  readonly #strings: StringTable;
  readonly #into: ExecutionProperties;
  readonly #parameters: ParameterTexts;
  #count = 0;
  #isSorted = true;
  readonly #name: number[] = [];
  readonly #custom: boolean[] = [];
  /** Index of a text among the values that are known, or -1; then the value itself. */
  readonly #known: number[] = [];
  readonly #value: (PropertyValue | null)[] = [];
  readonly #order: number[] = [];

  constructor(names: PropertyNames, strings: StringTable, into: ExecutionProperties) {
    this.#names = names;
    this.#strings = strings;
    this.#into = into;
    this.#parameters = new ParameterTexts(names, strings);
  }

  add(cells: Cells): void {
    const at = this.#count++;
    const name = this.#names.indexOf(cells, 1);
    const column = valueColumn(cells, firstValue);
    const isKnown =
      column >= 0 &&
      cells.isText(column) &&
      (cells.ends[column] as number) - (cells.starts[column] as number) <= mostBytesKnown;
    this.#name[at] = name;
    this.#custom[at] = cells.number(2) === 1;
    this.#known[at] = isKnown ? this.#parameters.known(cells, column) : -1;
    this.#value[at] = isKnown ? null : valueIn(cells, firstValue, column);
    this.#order[at] = at;
    if (at > 0 && this.#isBefore(at, at - 1)) this.#isSorted = false;
  }

  /** Takes what was gathered for an execution, by name, declared ones before custom ones of the same name. */
  finish(execution: number): void {
    const count = this.#count;
    this.#count = 0;
    if (count === 0) return;
    this.#order.length = count;
    if (!this.#isSorted) this.#sort();
    this.#isSorted = true;
    const into = this.#into;
    let wheel: string | null = null;
    let moduleFile: string | null = null;
    let checksum: string | null = null;
    for (const at of this.#order) {
      const name = this.#names.at(this.#name[at] as number);
      const known = this.#known[at] as number;
      if (!name.isHousekeeping) this.#parameters.add(name, known, this.#value[at] ?? null);
      if (!name.hasUse) continue;
      if (name.code === "wheel" && known >= 0 && !name.isCost) {
        wheel ??= this.#parameters.wheel(known);
        continue;
      }
      const value = known >= 0 ? this.#parameters.text(known) : (this.#value[at] ?? null);
      if (value === null) continue;
      if (name.isCost && into.cost) into.cost[execution] = numeric(value) ?? into.cost[execution] ?? Number.NaN;
      if (name.text === "state") into.state[execution] = stateOfWord(value);
      if (name.text === "parent_dag_id") into.kubeflow.dag.set(execution, numeric(value) ?? Number.NaN);
      if (name.texts?.at(execution) === -1) name.texts.set(execution, this.#strings.addOrNone(text(value)));
      if (name.code === "none" || isNone(value)) continue;
      if (name.code === "wheel") wheel ??= wheelHash(value);
      else if (name.code === "module") moduleFile ??= text(value);
      else checksum ??= text(value);
    }
    // The path of a module alone proves nothing: the file may have changed since.
    const code = wheel ?? (moduleFile === null ? null : checksum);
    if (code !== null) into.code[execution] = this.#strings.add(code);
    into.parameters[execution] = this.#parameters.finish();
  }

  #sort(): void {
    const order = this.#order;
    if (order.length > few) {
      order.sort((a, b) => (this.#isBefore(a, b) ? -1 : 1));
      return;
    }
    for (let at = 1; at < order.length; at++) {
      const one = order[at] as number;
      let place = at;
      for (; place > 0 && this.#isBefore(one, order[place - 1] as number); place--) {
        order[place] = order[place - 1] as number;
      }
      order[place] = one;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const order = this.#names.compare(this.#name[a] as number, this.#name[b] as number);
    return order < 0 || (order === 0 && !this.#custom[a] && (this.#custom[b] ?? false));
  }
}
