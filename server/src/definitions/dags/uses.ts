import type { NodeReference } from "../../model/definition.ts";
import type { Location } from "../../model/text.ts";
import { innerSpan, type YamlScalar } from "../yaml/tree.ts";
import type { Dag, Dags, Source, Task } from "./model.ts";

/** Where a dag's text names a task, other than at its key. */
export interface Use {
  readonly name: YamlScalar;
  readonly role: NodeReference["role"];
  readonly output: string | null;
}

/** Uses of each task of a dag, by its key, in the text's order. Names of tasks that are not there are left out. */
export function usesIn(dag: Dag): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>([...dag.tasks.keys()].map((key) => [key, []]));
  const add = (name: YamlScalar, role: Use["role"], output: string | null): void => {
    uses.get(name.text)?.push({ name, role, output });
  };
  const addSource = (source: Source): void => {
    if (source.kind === "task") add(source.from.task, "channel", source.from.output.text);
    else if (source.kind === "status") add(source.task, "after", null);
    else if (source.kind === "several") for (const one of source.sources) addSource(one);
  };
  for (const task of dag.tasks.values()) {
    for (const name of task.dependsOn) add(name, "after", null);
    for (const { source } of task.inputs.values()) addSource(source);
  }
  for (const selectors of dag.outputs.values()) {
    for (const { task, output } of selectors) add(task, "channel", output.text);
  }
  for (const list of uses.values()) list.sort((a, b) => a.name.from - b.name.from);
  return uses;
}

export const referencesOf = (dags: Dags, uses: readonly Use[]): NodeReference[] =>
  uses.map(({ name, role, output }) => ({ role, output, location: dags.locate(innerSpan(name)) }));

/** Every place that names a task, its key first; none where one of them is written with escapes. */
export function idLocationsOf(dags: Dags, { key }: Task, uses: readonly Use[]): Location[] {
  const names = [key, ...uses.map(({ name }) => name)];
  const spans = names.map(innerSpan);
  if (spans.some(({ from, to }) => to - from !== key.text.length)) return [];
  return spans.map(dags.locate);
}
