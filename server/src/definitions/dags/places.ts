import type { DefinitionProblem } from "../../model/definition.ts";
import type { Component, Dag, Dags, Task } from "./model.ts";

/** A dag where it is used: the same text may be used in several places. */
export interface Frame {
  /** Keys on the way, each with a slash after it. */
  readonly prefix: string;
  readonly dag: Dag;
  readonly component: Component;
  readonly parent: Frame | null;
  /** The task of the parent that this dag stands for. */
  readonly task: Task | null;
  /** Places in the text's order. */
  readonly places: Map<string, Place>;
}

/** A task where it is used: executed, or a dag of its own. */
export interface Place {
  readonly id: string;
  readonly task: Task;
  readonly frame: Frame;
  readonly component: Component | null;
  /** Null where it is executed. */
  readonly inner: Frame | null;
}

/** More places are not made. */
const maxPlaces = 20_000;
const maxDepth = 50;

export interface Placed {
  readonly root: Frame | null;
  readonly problems: readonly DefinitionProblem[];
}

/** Lays a specification out: one place for each way to a task. */
export function placesOf(dags: Dags): Placed {
  const problems: DefinitionProblem[] = [];
  const using = new Set<string>();
  let count = 0;
  let full = false;
  const frameOf = (component: Component, dag: Dag, parent: Frame | null, task: Task | null, depth: number): Frame => {
    const prefix = parent && task ? `${parent.prefix}${task.key.text}/` : "";
    const frame: Frame = { prefix, dag, component, parent, task, places: new Map() };
    for (const [key, one] of dag.tasks) {
      if (count >= maxPlaces) {
        full = true;
        break;
      }
      count++;
      frame.places.set(key, placeOf(frame, key, one, depth));
    }
    return frame;
  };
  const placeOf = (frame: Frame, key: string, task: Task, depth: number): Place => {
    const name = task.component?.text;
    const component = (name === undefined ? undefined : dags.components.get(name)) ?? null;
    const place = { id: frame.prefix + key, task, frame, component };
    if (task.component && !component) {
      const message = `No ${dags.word} has the name \`${task.component.text.slice(0, 200)}\`. Declare it, or correct the name.`;
      problems.push({ code: "unknown-node", message, location: dags.locate(task.component) });
    }
    if (!component?.dag) return { ...place, inner: null };
    if (using.has(component.name) || depth >= maxDepth) {
      if (dags.mayRecur && depth < maxDepth) return { ...place, inner: null };
      const message = `The ${dags.word} \`${component.name.slice(0, 200)}\` holds itself, so it never ends. Take this task out of it.`;
      problems.push({ code: "cycle", message, location: dags.locate(task.key) });
      return { ...place, inner: null };
    }
    using.add(component.name);
    const inner = frameOf(component, component.dag, frame, task, depth + 1);
    using.delete(component.name);
    return { ...place, inner };
  };
  const { root } = dags;
  if (!root?.dag) return { root: null, problems };
  const frame = frameOf(root, root.dag, null, null, 0);
  if (full) {
    const message = `Nested pipelines make more than ${maxPlaces} nodes, so the others are not shown.`;
    problems.push({ code: "not-determined", message, location: dags.locate(root.span) });
  }
  return { root: frame, problems: unique(problems) };
}

/** A component that is used twice tells its problems once. */
function unique(problems: readonly DefinitionProblem[]): DefinitionProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, location: { uri, range } }) => {
    const key = `${code} ${uri} ${range.start.line}:${range.start.character}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Every place below a frame, in the text's order, those of inner dags where they stand. */
export function* allPlaces(frame: Frame): Generator<Place> {
  for (const place of frame.places.values()) {
    yield place;
    if (place.inner) yield* allPlaces(place.inner);
  }
}

/** The places that are executed. */
export function* executed(frame: Frame): Generator<Place> {
  for (const place of allPlaces(frame)) if (!place.inner) yield place;
}
