import type { Column, Order, Tables } from "../sqlite/tables.ts";
import type { StringTable } from "../stringTable.ts";
import { type KubeflowNotes, newKubeflowNotes } from "./kubeflow.ts";
import { CanonicalValues, isChecksum, isHousekeeping, wheelHash } from "./parameters.ts";
import { isNone, numeric, type PropertyValue, propertyValue, stateOfWord, text, valueColumns } from "./values.ts";

/** What the properties say of each execution; texts as indexes, -1 where they say nothing. */
export interface ExecutionProperties {
  readonly componentId: Int32Array;
  readonly pipelineName: Int32Array;
  readonly runId: Int32Array;
  /** Code of a state, 255 where there is none. */
  readonly state: Uint8Array;
  readonly code: Int32Array;
  readonly parameters: Int32Array;
  /** Value of the property that replaces the cost, NaN where it is none or no number. */
  readonly cost: Float64Array;
  readonly kubeflow: KubeflowNotes;
}

export const noState = 255;

/** One execution's properties while they go by. */
interface Current {
  row: number;
  fields: string[];
  hasParameters: boolean;
  wheel: string | null;
  moduleFile: string | null;
  checksum: string | null;
}

interface Property {
  readonly name: string;
  readonly isCustom: boolean;
  readonly value: PropertyValue | null;
}

/** By name, declared ones before custom ones of the same name. */
const byName = (a: Property, b: Property): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : Number(a.isCustom) - Number(b.isCustom);

const columns: readonly Column[] = [
  ["execution_id", "real"],
  ["name", "raw"],
  ["is_custom_property", "raw"],
  ...valueColumns,
];
const order: Order = { together: "execution_id", sql: "execution_id, name, is_custom_property" };

/** Reads all properties in one pass, an execution's together and by name. */
export function readExecutionProperties(
  store: Tables,
  executionRow: (id: number) => number,
  count: number,
  costProperty: string,
  strings: StringTable,
): ExecutionProperties {
  const column = (): Int32Array => new Int32Array(count).fill(-1);
  const properties: ExecutionProperties = {
    componentId: column(),
    pipelineName: column(),
    runId: column(),
    state: new Uint8Array(count).fill(noState),
    code: column(),
    parameters: column(),
    cost: new Float64Array(count).fill(Number.NaN),
    kubeflow: newKubeflowNotes(count),
  };
  const named: Readonly<Record<string, Int32Array>> = {
    component_id: properties.componentId,
    pipeline_name: properties.pipelineName,
    run_id: properties.runId,
    task_name: properties.kubeflow.task,
    display_name: properties.kubeflow.shown,
  };
  const canonical = new CanonicalValues();
  let current = nobody(-1);
  const finish = (): void => {
    if (current.row < 0) return;
    properties.code[current.row] = strings.addOrNone(codeOf(current));
    if (current.hasParameters) properties.parameters[current.row] = strings.add(`{${current.fields.join(",")}}`);
  };
  const note = (execution: number, { name, value }: Property): void => {
    if (costProperty !== "" && name === costProperty)
      properties.cost[execution] = numeric(value) ?? properties.cost[execution] ?? Number.NaN;
    if (name === "state" && value !== null) properties.state[execution] = stateOfWord(value);
    if (name === "parent_dag_id" && value !== null) properties.kubeflow.dag[execution] = numeric(value) ?? Number.NaN;
    const texts = Object.hasOwn(named, name) ? named[name] : undefined;
    if (texts && texts[execution] === -1) texts[execution] = strings.addOrNone(text(value));
    noteCode(current, name, value);
    if (isHousekeeping(name)) return;
    current.hasParameters = true;
    const written = value === null ? null : canonical.write(value);
    if (written !== null) current.fields.push(`${JSON.stringify(name)}:${written}`);
  };
  let gathered: Property[] = [];
  const noteAll = (): void => {
    if (gathered.length > 1) gathered.sort(byName);
    for (const property of gathered) note(current.row, property);
    finish();
    gathered = [];
  };
  store.scan("ExecutionProperty", columns, { order }, (row) => {
    const execution = executionRow(Number(row[0]));
    const name = row[1];
    if (execution < 0 || typeof name !== "string") return;
    if (execution !== current.row) {
      noteAll();
      current = nobody(execution);
    }
    gathered.push({ name, isCustom: row[2] === 1, value: propertyValue(row, 3) });
  });
  noteAll();
  return properties;
}

const nobody = (row: number): Current => ({
  row,
  fields: [],
  hasParameters: false,
  wheel: null,
  moduleFile: null,
  checksum: null,
});

function noteCode(current: Current, name: string, value: PropertyValue | null): void {
  if (value === null || isNone(value)) return;
  if (name === "module_path") current.wheel ??= wheelHash(value);
  else if (name === "module_file") current.moduleFile ??= text(value);
  else if (isChecksum(name)) current.checksum ??= text(value);
}

/** The path of a module alone proves nothing: the file may have changed since. */
function codeOf({ wheel, moduleFile, checksum }: Current): string | null {
  if (wheel !== null) return wheel;
  return moduleFile !== null && checksum !== null ? checksum : null;
}
