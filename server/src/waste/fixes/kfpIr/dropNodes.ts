import type { Component, Dag, Task } from "../../../definitions/dags/model.ts";
import type { Frame, Place } from "../../../definitions/dags/places.ts";
import { field, fieldAt, fieldEntry, mapAt } from "../../../definitions/kfpIr/fields.ts";
import {
  itemsOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlSequence,
} from "../../../definitions/yaml/tree.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { TextEdit } from "../../../model/text.ts";
import type { FileEdits, FixInput } from "../fix.ts";
import { removeEntries, removeItems } from "../yaml/remove.ts";
import { type Reading, readingOf } from "./reading.ts";

/**
 * Takes tasks out of a compiled pipeline: their entries, where others wait for them, outputs of the dags around them that only they made, and
 * components and executors that nothing else uses. A dag of which nothing is left goes as a whole. Refused where another task takes what
 * they make.
 */
export function dropNodes(input: FixInput, ids: readonly string[]): Result<FileEdits, string> {
  const read = readingOf(input);
  if (!read.ok) return read;
  const reading = read.value;
  const gone = goneTasks(reading, new Set(ids));
  if (!gone.ok) return gone;
  const outputs = emptiedOutputs(reading, gone.value);
  const why = whyNot(reading, gone.value, outputs);
  if (why !== null) return err(why);
  const removal = new Removal();
  for (const frame of framesOf(reading.root)) removeTasks(frame, gone.value, outputs, removal);
  removeUnused(reading, gone.value, removal);
  return ok(new Map([[reading.uri, removal.edits(reading)]]));
}

/** What goes, by the collection that holds it. */
class Removal {
  private readonly entries = new Map<YamlMap, Set<YamlEntry>>();
  private readonly items = new Map<YamlSequence, Set<YamlNode>>();

  entry(map: YamlNode | null, entry: YamlEntry | null | undefined): void {
    if (map?.kind !== "map" || !entry) return;
    this.entries.set(map, (this.entries.get(map) ?? new Set()).add(entry));
  }

  item(list: YamlNode | null, item: YamlNode): void {
    if (list?.kind !== "sequence") return;
    this.items.set(list, (this.items.get(list) ?? new Set()).add(item));
  }

  /** Edits that do not overlap: what stands in something that goes is left to that. */
  edits({ text }: Reading): TextEdit[] {
    const whole = [...this.entries.values()].flatMap((set) => [...set]);
    const isInside = ({ from, to }: YamlNode): boolean =>
      whole.some((entry) => entry.value.from <= from && to <= entry.value.to);
    const maps = [...this.entries].filter(([map]) => !isInside(map));
    const lists = [...this.items].filter(([list]) => !isInside(list));
    return [
      ...maps.flatMap(([map, gone]) => removeEntries(text, map, gone)),
      ...lists.flatMap(([list, gone]) => removeItems(text, list, gone)),
    ];
  }
}

function* framesOf(frame: Frame): Generator<Frame> {
  yield frame;
  for (const { inner } of frame.places.values()) if (inner) yield* framesOf(inner);
}

/** The tasks whose places go, all of them; those of dags that go as a whole are left to the dag's. */
function goneTasks({ root, places }: Reading, ids: ReadonlySet<string>): Result<ReadonlySet<Task>, string> {
  const goes = ({ id, inner }: Place): boolean =>
    inner && inner.places.size > 0 ? [...inner.places.values()].every(goes) : ids.has(id);
  if ([...root.places.values()].every(goes)) return err("No task would be left in the pipeline.");
  const gone = new Set(places.filter(goes).map(({ task }) => task));
  const kept = places.find((place) => gone.has(place.task) && !goes(place));
  if (kept) return err(`${kept.task.key.text} is part of a pipeline that is used in several places.`);
  return ok(gone);
}

/** Outputs of dags that only tasks which go make. */
function emptiedOutputs({ root }: Reading, gone: ReadonlySet<Task>): ReadonlyMap<Dag, ReadonlySet<string>> {
  const emptied = new Map<Dag, ReadonlySet<string>>();
  const visit = (frame: Frame): void => {
    for (const { inner, task } of frame.places.values()) if (inner && !gone.has(task)) visit(inner);
    const { dag } = frame;
    const makes = (key: string, output: string): boolean => {
      const place = frame.places.get(key);
      if (!place || gone.has(place.task)) return false;
      return !(place.inner && emptied.get(place.inner.dag)?.has(output));
    };
    const names = [...dag.outputs].filter(
      ([, all]) => all.length > 0 && !all.some(({ task, output }) => makes(task.text, output.text)),
    );
    emptied.set(dag, new Set(names.map(([name]) => name)));
  };
  visit(root);
  return emptied;
}

/** Why the tasks cannot go: another one takes what they make. */
function whyNot(
  { places }: Reading,
  gone: ReadonlySet<Task>,
  emptied: ReadonlyMap<Dag, ReadonlySet<string>>,
): string | null {
  for (const { task, frame } of places) {
    if (gone.has(task) || isWithin(frame, gone)) continue;
    for (const { source } of task.inputs.values()) {
      const name = source.kind === "task" ? source.from.task.text : source.kind === "status" ? source.task.text : null;
      const maker = name === null ? undefined : frame.places.get(name);
      if (!maker) continue;
      const lost = source.kind === "task" && maker.inner && emptied.get(maker.inner.dag)?.has(source.from.output.text);
      if (gone.has(maker.task) || lost) return `${task.key.text} takes what ${maker.task.key.text} makes.`;
    }
  }
  return null;
}

/** Whether a dag stands in a task that goes. */
function isWithin(frame: Frame, gone: ReadonlySet<Task>): boolean {
  for (let at: Frame | null = frame; at; at = at.parent) if (at.task && gone.has(at.task)) return true;
  return false;
}

function removeTasks(
  frame: Frame,
  gone: ReadonlySet<Task>,
  emptied: ReadonlyMap<Dag, ReadonlySet<string>>,
  removal: Removal,
): void {
  if (isWithin(frame, gone)) return;
  const value = frame.component.entry?.value ?? null;
  const dag = field(value, "dag");
  const isGone = (key: string): boolean => {
    const task = frame.dag.tasks.get(key);
    return task !== undefined && gone.has(task);
  };
  for (const task of frame.dag.tasks.values()) {
    if (gone.has(task)) removal.entry(field(dag, "tasks"), task.entry);
    else removeOrder(task, isGone, removal);
  }
  const names = emptied.get(frame.dag) ?? new Set();
  for (const sort of ["artifacts", "parameters"]) {
    const outputs = fieldAt(dag, "outputs", sort);
    for (const entry of mapAt(dag, "outputs", sort)) {
      if (names.has(entry.key.text)) {
        removal.entry(outputs, entry);
        removal.entry(fieldAt(value, "outputDefinitions", sort), fieldEntryIn(value, sort, entry.key.text));
      } else removeSelectors(entry.value, isGone, removal);
    }
  }
}

const fieldEntryIn = (component: YamlNode | null, sort: string, name: string): YamlEntry | null =>
  [...mapAt(component, "outputDefinitions", sort)].find(({ key }) => key.text === name) ?? null;

/** A task no longer waits for what goes. */
function removeOrder(task: Task, isGone: (key: string) => boolean, removal: Removal): void {
  const entry = fieldEntry(task.entry.value, "dependentTasks");
  const items = itemsOf(entry?.value ?? null);
  const out = items.filter((item) => item.kind === "scalar" && isGone(item.text));
  if (out.length === items.length && out.length > 0) removal.entry(task.entry.value, entry);
  else for (const item of out) removal.item(entry?.value ?? null, item);
}

/** An output that others make, too, is no longer one of what goes. */
function removeSelectors(output: YamlNode, isGone: (key: string) => boolean, removal: Removal): void {
  for (const list of [field(output, "artifactSelectors"), fieldAt(output, "valueFromOneof", "parameterSelectors")]) {
    for (const item of itemsOf(list)) {
      const task = field(item, "producerSubtask");
      if (task?.kind === "scalar" && isGone(task.text)) removal.item(list, item);
    }
  }
}

/** Components that only what goes used, and their executors: here and in the documents of platforms. */
function removeUnused({ node, text, spec }: Reading, gone: ReadonlySet<Task>, removal: Removal): void {
  const before = reached(spec.root, spec.components, () => true);
  const after = reached(spec.root, spec.components, (task) => !gone.has(task));
  const unused = [...before].filter((component) => !after.has(component));
  const labels = new Set(
    [...after, ...[...spec.components.values()].filter((one) => !before.has(one))].map(({ executor }) => executor),
  );
  const executors = new Set(
    unused.flatMap(({ executor }) => (executor === null || labels.has(executor) ? [] : [executor])),
  );
  for (const component of unused) removal.entry(field(node, "components"), component.entry);
  const platforms = text.documents.flatMap((document) => [...mapAt(document, "platforms")].map(({ value }) => value));
  for (const holder of [node, ...platforms]) {
    const map = fieldAt(holder, "deploymentSpec", "executors");
    for (const entry of mapAt(holder, "deploymentSpec", "executors")) {
      if (executors.has(entry.key.text)) removal.entry(map, entry);
    }
  }
}

/** Components that tasks lead to from the root. */
function reached(
  root: Component | null,
  components: ReadonlyMap<string, Component>,
  counts: (task: Task) => boolean,
): ReadonlySet<Component> {
  const found = new Set<Component>();
  const left = root ? [root] : [];
  for (let at = left.pop(); at; at = left.pop()) {
    for (const task of at.dag?.tasks.values() ?? []) {
      const component = counts(task) && task.component ? components.get(task.component.text) : undefined;
      if (!component || found.has(component)) continue;
      found.add(component);
      left.push(component);
    }
  }
  return found;
}
