import type { DefinitionProblem } from "../../model/definition.ts";
import type { YamlScalar } from "../yaml/tree.ts";
import type { Dags, Source } from "./model.ts";
import { executed, type Frame, type Place } from "./places.ts";

/** Ids of the nodes that a task waits for, a list for each task that it names. */
type Waits = readonly (readonly string[])[];

export interface Order {
  /** Ids that must run first without handing over data, by a node's id. */
  readonly after: ReadonlyMap<string, readonly string[]>;
  readonly problems: readonly DefinitionProblem[];
}

/**
 * The order that `dependentTasks` and final statuses say. A task that is a dag of its own stands for all its nodes; what it waits for, those of its
 * nodes wait for that wait for none inside. `makers`: ids of the nodes that hand data to a node: those are waited for anyway.
 */
export function orderOf(dags: Dags, root: Frame, makers: ReadonlyMap<string, ReadonlySet<string>>): Order {
  const after = new Map<string, readonly string[]>();
  const problems = new Map<YamlScalar, DefinitionProblem>();
  const walk = (frame: Frame, ahead: Waits): void => {
    for (const place of frame.places.values()) {
      const own = waitsOf(dags, place, problems);
      const waits = own.length > 0 ? own : ahead;
      if (place.inner) walk(place.inner, waits);
      else {
        const given = makers.get(place.id) ?? new Set();
        const open = waits.filter((ids) => !ids.some((id) => given.has(id))).flat();
        const ids = new Set(open);
        ids.delete(place.id);
        if (ids.size > 0) after.set(place.id, [...ids]);
      }
    }
  };
  walk(root, []);
  return { after, problems: [...problems.values()] };
}

/** Nodes inside a dag are listed up to this many. */
const maxInside = 500;

function waitsOf(dags: Dags, { task, frame }: Place, problems: Map<YamlScalar, DefinitionProblem>): Waits {
  const named = [...task.dependsOn];
  const addSource = (source: Source): void => {
    if (source.kind === "status") named.push(source.task);
    // Data from beside makes a dag's nodes wait, too, whichever of them takes it.
    else if (source.kind === "task" && frame.places.has(source.from.task.text)) named.push(source.from.task);
    else if (source.kind === "several") for (const one of source.sources) addSource(one);
  };
  for (const { source } of task.inputs.values()) addSource(source);
  const waits = new Map<string, readonly string[]>();
  for (const scalar of named) {
    const before = frame.places.get(scalar.text);
    if (!before) {
      const message = `No task beside this one has the name \`${scalar.text.slice(0, 200)}\`. Correct the name, or add the task.`;
      problems.set(scalar, { code: "unknown-node", message, location: dags.locate(scalar) });
    } else if (!before.inner) waits.set(scalar.text, [before.id]);
    else waits.set(scalar.text, firstOf(executed(before.inner)));
  }
  for (const key of task.follows) {
    const before = frame.places.get(key);
    if (before) waits.set(key, before.inner ? firstOf(executed(before.inner)) : [before.id]);
  }
  return [...waits.values()];
}

function firstOf(places: Iterable<Place>): string[] {
  const ids: string[] = [];
  for (const { id } of places) {
    ids.push(id);
    if (ids.length >= maxInside) break;
  }
  return ids;
}
