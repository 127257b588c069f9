import { choiceOf, unknown } from "./choices.ts";
import type { Machine } from "./machine.ts";
import type { Entry, Item, MappingValue, Openness, Place, SequenceValue, Value } from "./values.ts";

/** What lists, dictionaries and instances hold; replaced, never changed, so that the ways of a decision can part and meet. */
export type HeapObject = SequenceContent | MappingContent | ObjectContent;

export interface SequenceContent {
  readonly type: "sequence";
  readonly kind: "list" | "tuple" | "set";
  readonly items: readonly Item[];
  readonly open: Openness | null;
}
export interface MappingContent {
  readonly type: "mapping";
  readonly entries: ReadonlyMap<string, Entry>;
  /** More entries than these may be there. */
  readonly open: boolean;
}
export interface ObjectContent {
  readonly type: "object";
  readonly attributes: ReadonlyMap<string, Value>;
}

const maxItems = 5000;

export function newSequence(
  machine: Machine,
  kind: "list" | "tuple" | "set",
  items: readonly Item[],
  open: Openness | null = null,
): SequenceValue {
  const id = machine.nextId++;
  machine.heap.set(id, { type: "sequence", kind, items, open });
  return { type: "sequence", id };
}

export function newMapping(machine: Machine, entries: ReadonlyMap<string, Entry>, open = false): MappingValue {
  const id = machine.nextId++;
  machine.heap.set(id, { type: "mapping", entries, open });
  return { type: "mapping", id };
}

const noItems: SequenceContent = { type: "sequence", kind: "list", items: [], open: null };
const noEntries: MappingContent = { type: "mapping", entries: new Map(), open: true };
const noAttributes: ObjectContent = { type: "object", attributes: new Map() };

export function sequenceOf(machine: Machine, { id }: { readonly id: number }): SequenceContent {
  const content = machine.heap.get(id);
  return content?.type === "sequence" ? content : noItems;
}

export function mappingOf(machine: Machine, { id }: { readonly id: number }): MappingContent {
  const content = machine.heap.get(id);
  return content?.type === "mapping" ? content : noEntries;
}

export function objectOf(machine: Machine, { id }: { readonly id: number }): ObjectContent {
  const content = machine.heap.get(id);
  return content?.type === "object" ? content : noAttributes;
}

/** Puts items into a list at an index (its end: `Infinity`). */
export function insertItems(
  machine: Machine,
  list: SequenceValue,
  items: readonly Item[],
  at = Number.POSITIVE_INFINITY,
): void {
  const content = sequenceOf(machine, list);
  if (content.items.length + items.length > maxItems) return;
  const changed = [...content.items];
  changed.splice(Math.min(at, changed.length), 0, ...items);
  machine.heap.set(list.id, { ...content, items: changed });
}

/** Says that a list may hold more than its items. */
export function openSequence(machine: Machine, list: SequenceValue, open: Openness): void {
  machine.heap.set(list.id, { ...sequenceOf(machine, list), open });
}

export function replaceItems(machine: Machine, list: SequenceValue, items: readonly Item[]): void {
  machine.heap.set(list.id, { ...sequenceOf(machine, list), items });
}

export function setEntry(machine: Machine, mapping: MappingValue, key: string, value: Value, place: Place): void {
  const content = mappingOf(machine, mapping);
  machine.heap.set(mapping.id, { ...content, entries: new Map(content.entries).set(key, { value, place }) });
}

export function openMapping(machine: Machine, mapping: MappingValue): void {
  machine.heap.set(mapping.id, { ...mappingOf(machine, mapping), open: true });
}

export function setAttribute(machine: Machine, object: { readonly id: number }, name: string, value: Value): void {
  const content = objectOf(machine, object);
  machine.heap.set(object.id, { ...content, attributes: new Map(content.attributes).set(name, value) });
}

/** What one object of the heap is after either of two ways. */
export function mergedContent(left: HeapObject, right: HeapObject): HeapObject {
  if (left === right) return left;
  if (left.type === "sequence" && right.type === "sequence") {
    const added = right.items.filter((item) => !left.items.includes(item));
    return { ...left, items: [...left.items, ...added], open: left.open ?? right.open };
  }
  if (left.type === "mapping" && right.type === "mapping") {
    const entries = new Map(left.entries);
    for (const [key, entry] of right.entries) {
      const other = entries.get(key);
      entries.set(key, other && other !== entry ? { ...entry, value: choiceOf([other.value, entry.value]) } : entry);
    }
    return { ...left, entries, open: left.open || right.open };
  }
  if (left.type === "object" && right.type === "object") {
    return { ...left, attributes: mergedVariables(left.attributes, right.attributes) };
  }
  return left;
}

/** Names after either of two ways; one that only one way binds is what that way says. */
export function mergedVariables(
  left: ReadonlyMap<string, Value>,
  right: ReadonlyMap<string, Value>,
): Map<string, Value> {
  const merged = new Map(left);
  for (const [name, value] of right) {
    const other = merged.get(name);
    merged.set(name, other && other !== value ? choiceOf([other, value]) : value);
  }
  return merged;
}

/** The value under a key that is known; undefined where there is none. */
export function entryOf(machine: Machine, mapping: MappingValue, key: string): Value | undefined {
  const { entries, open } = mappingOf(machine, mapping);
  return entries.get(key)?.value ?? (open ? unknown : undefined);
}
