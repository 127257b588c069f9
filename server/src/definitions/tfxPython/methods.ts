import type { Span } from "../python/ast.ts";
import { outputOf } from "./attributes.ts";
import { mergedChannel } from "./channels.ts";
import type { Given } from "./given.ts";
import { textual } from "./given.ts";
import {
  entryOf,
  insertItems,
  mappingOf,
  newMapping,
  newSequence,
  openMapping,
  openSequence,
  replaceItems,
  sequenceOf,
  setEntry,
} from "./heap.ts";
import type { Machine } from "./machine.ts";
import { joinPaths } from "./paths.ts";
import { refer, referAll } from "./references.ts";
import {
  choiceOf,
  constant,
  type Item,
  type Made,
  type MappingValue,
  type Openness,
  type OutputsValue,
  optionsOf,
  type PipelineMade,
  type Place,
  type SequenceValue,
  unknown,
  type Value,
} from "./values.ts";

/** A call of a method: of what, with what, and where. */
export interface MethodCall {
  readonly machine: Machine;
  readonly name: string;
  readonly given: Given;
  /** The whole call. */
  readonly place: Place;
  /** The expression before the dot. */
  readonly receiver: Span;
}

/** What a method of a list, dictionary, text, channel, component or pipeline does and gives; null where it is none that is known. */
export function callMethod(object: Value, call: MethodCall): Value | null {
  switch (object.type) {
    case "sequence":
      return sequenceMethod(object, call);
    case "mapping":
      return mappingMethod(object, call);
    case "constant":
      return typeof object.value === "string" ? textMethod(object.value, call) : null;
    case "outputs":
      return outputsMethod(object, call);
    case "channel":
      return call.name === "future" ? { ...object, placeholder: true } : object;
    case "made":
      return madeMethod(object, call);
    case "pipeline":
      return pipelineMethod(object, call);
    default:
      return call.name === "run" ? runMethod(call) : null;
  }
}

/** The items that a value brings into a list. */
export function itemsOf(machine: Machine, value: Value, place: Place): { items: Item[]; open: Openness | null } {
  const items: Item[] = [];
  let open: Openness | null = null;
  for (const option of optionsOf(value)) {
    if (option.type === "sequence") {
      const content = sequenceOf(machine, option);
      for (const item of content.items) if (!items.includes(item)) items.push(item);
      open ??= content.open;
    } else if (option.type === "made" && option.made.isComponent) {
      items.push({ value: option, place, conditions: machine.conditions });
    } else if (option.type === "mapping") {
      for (const entry of mappingOf(machine, option).entries.values()) {
        items.push({ value: entry.value, place: entry.place, conditions: machine.conditions });
      }
    } else if (option.type !== "constant") {
      open ??= { place, unfinished: false, missing: missingOf(option) };
    }
  }
  return { items, open };
}

export const missingOf = (value: Value): Openness["missing"] => {
  if (value.type === "made") return value.made.missing;
  if (value.type === "external" || value.type === "unknown") return value.missing ?? null;
  return null;
};

function sequenceMethod(list: SequenceValue, { machine, name, given, place }: MethodCall): Value | null {
  const nothing = constant(null);
  switch (name) {
    case "append":
    case "add":
    case "insert": {
      const argument = given.all[name === "insert" ? 1 : 0];
      if (!argument) return nothing;
      referAll(argument.value, "list", argument.place);
      const position = given.at(0);
      const at =
        name === "insert" && position.type === "constant" && typeof position.value === "number"
          ? position.value
          : undefined;
      insertItems(
        machine,
        list,
        [{ value: argument.value, place: argument.place, conditions: machine.conditions }],
        at,
      );
      return nothing;
    }
    case "extend":
    case "update": {
      const [argument] = given.all;
      if (argument) extendList(machine, list, argument.value, argument.place);
      return nothing;
    }
    case "remove": {
      const removed = given.at(0);
      const { items } = sequenceOf(machine, list);
      replaceItems(
        machine,
        list,
        items.filter((item) => item.value !== removed && !isSameMade(item.value, removed)),
      );
      return nothing;
    }
    case "copy": {
      const { kind, items, open } = sequenceOf(machine, list);
      return newSequence(machine, kind, items, open);
    }
    case "clear":
      replaceItems(machine, list, []);
      return nothing;
    case "pop":
      openSequence(machine, list, { place, unfinished: false, missing: null });
      return unknown;
    default:
      return null;
  }
}

const isSameMade = (left: Value, right: Value): boolean =>
  left.type === "made" && right.type === "made" && left.made === right.made;

/** `list.extend(value)`, `list += value` */
export function extendList(machine: Machine, list: SequenceValue, value: Value, place: Place): void {
  const { items, open } = itemsOf(machine, value, place);
  const conditional = items.map((item) => ({
    ...item,
    conditions: [...new Set([...item.conditions, ...machine.conditions])],
  }));
  insertItems(machine, list, conditional);
  if (open) openSequence(machine, list, open);
}

function mappingMethod(mapping: MappingValue, { machine, name, given, place }: MethodCall): Value | null {
  const { entries, open } = mappingOf(machine, mapping);
  switch (name) {
    case "get":
    case "pop": {
      const key = textual(given.at(0));
      if (key === null) return unknown;
      return entryOf(machine, mapping, key) ?? given.find("default", 1) ?? constant(null);
    }
    case "setdefault": {
      const key = textual(given.at(0));
      const value = key === null ? undefined : entryOf(machine, mapping, key);
      if (key !== null && !value) setEntry(machine, mapping, key, given.at(1), place);
      return value ?? given.at(1);
    }
    case "update": {
      const [first] = given.positional;
      if (first?.type === "mapping") {
        for (const [key, entry] of mappingOf(machine, first).entries)
          setEntry(machine, mapping, key, entry.value, entry.place);
      } else if (first) openMapping(machine, mapping);
      for (const { name: key, value, place: at } of given.all) if (key) setEntry(machine, mapping, key, value, at);
      return constant(null);
    }
    case "copy":
      return newMapping(machine, entries, open);
    case "keys":
    case "values":
    case "items":
      return newSequence(
        machine,
        "list",
        [...entries].map(([key, entry]) => entryItem(machine, name, key, entry.value, entry.place)),
        open ? { place, unfinished: false, missing: null } : null,
      );
    default:
      return null;
  }
}

function entryItem(machine: Machine, method: string, key: string, value: Value, place: Place): Item {
  const item = (of: Value): Item => ({ value: of, place, conditions: [] });
  if (method === "keys") return item(constant(key));
  if (method === "values") return item(value);
  return item(newSequence(machine, "tuple", [item(constant(key)), item(value)]));
}

const textChanges: Readonly<Record<string, (text: string, given: Given) => string | null>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  strip: (text, given) => (given.all.length === 0 ? text.trim() : null),
  replace: (text, given) => {
    const [from, to] = [textual(given.at(0)), textual(given.at(1))];
    return from === null || to === null || from === "" ? null : text.replaceAll(from, to);
  },
  rstrip: (text, given) => (given.all.length === 0 ? text.trimEnd() : null),
  lstrip: (text, given) => (given.all.length === 0 ? text.trimStart() : null),
  joinpath: (text, given) => {
    const parts = given.positional.map(textual);
    return parts.every((part) => part !== null) ? joinPaths([text, ...parts]) : null;
  },
  as_posix: (text) => text,
  resolve: (text) => text,
  absolute: (text) => text,
  expanduser: (text) => text,
  format: formatted,
};

function textMethod(text: string, { machine, name, given, place }: MethodCall): Value | null {
  if (name === "join") {
    const [list] = given.positional;
    if (list?.type !== "sequence") return unknown;
    const { items, open } = sequenceOf(machine, list);
    const parts = items.map((item) => textual(item.value));
    return !open && parts.every((part) => part !== null) ? constant(parts.join(text), place) : unknown;
  }
  if (name === "startswith" || name === "endswith") {
    const part = textual(given.at(0));
    if (part === null) return unknown;
    return constant(name === "startswith" ? text.startsWith(part) : text.endsWith(part));
  }
  const change = Object.hasOwn(textChanges, name) ? textChanges[name] : undefined;
  if (!change) return null;
  const changed = change(text, given);
  return changed === null ? unknown : constant(changed, place);
}

/** `'{}-{name}'.format(…)` without format specifications; null where a part is not known. */
function formatted(text: string, given: Given): string | null {
  let next = 0;
  let known = true;
  const result = text.replace(/\{\{|\}\}|\{([^{}]*)\}/g, (all, field: string | undefined) => {
    if (field === undefined) return all[0] ?? "";
    const key = field === "" ? String(next++) : field;
    const value = /^\d+$/.test(key) ? given.at(Number(key)) : (given.find(key) ?? unknown);
    const part = textual(value);
    known &&= part !== null;
    return part ?? "";
  });
  return known ? result : null;
}

function outputsMethod(outputs: OutputsValue, { machine, name, given, place }: MethodCall): Value | null {
  const { of } = outputs;
  if (name === "get") {
    return outputOf(outputs, textual(given.at(0)) ?? "", place);
  }
  if (name !== "keys" && name !== "values" && name !== "items") return null;
  of.isComponent = true;
  const keys = of.class.standard?.outputs ?? [...of.usedOutputs];
  const items = keys.map((key) => {
    const value: Value =
      name === "keys" ? constant(key) : { type: "channel", makers: [{ made: of, output: key }], placeholder: false };
    return entryItem(machine, name, key, value, place);
  });
  return newSequence(machine, "list", items);
}

function madeMethod(object: Extract<Value, { type: "made" }>, call: MethodCall): Value | null {
  const { made } = object;
  const { name, given, place, receiver } = call;
  if (name === "with_id") {
    made.isComponent = true;
    made.id = given.find("id", 0) ?? null;
  } else if (name === "run" && !made.isComponent) return runMethod(call);
  else if (!/^with_(?:beam_pipeline_args|platform_config|node_execution_options)$/.test(name)) {
    return nodeOrder(made, call);
  }
  const chained = made.source === place.source && receiver.from === made.span.from && receiver.to === made.span.to;
  if (chained) made.span = place.span;
  else refer(made, "other", { source: place.source, span: receiver });
  return object;
}

function pipelineMethod(object: Extract<Value, { type: "pipeline" }>, call: MethodCall): Value | null {
  if (call.name === "with_id") {
    object.pipeline.id = call.given.find("id", 0) ?? null;
    return object;
  }
  if (/^with_/.test(call.name)) return object;
  return nodeOrder(object.pipeline, call);
}

/** `a.add_upstream_node(b)`, `a.add_downstream_nodes([b, c])` */
function nodeOrder(node: Made | PipelineMade, { machine, name, given, place, receiver }: MethodCall): Value | null {
  const match = /^add_(upstream|downstream)_nodes?$/.exec(name);
  if (!match) return null;
  if (isMade(node)) refer(node, "other", { source: place.source, span: receiver });
  const [argument] = given.all;
  const values = argument ? itemsOf(machine, argument.value, argument.place).items.map(({ value }) => value) : [];
  const direct = argument ? optionsOf(argument.value) : [];
  for (const value of [...direct, ...values]) {
    const other = value.type === "made" ? value.made : value.type === "pipeline" ? value.pipeline : null;
    if (!other) continue;
    if (isMade(other)) {
      other.isComponent = true;
      if (argument) refer(other, "other", argument.place);
    }
    if (match[1] === "upstream") node.upstream.add(other);
    else other.upstream.add(node);
  }
  return constant(null);
}

export const isMade = (node: Made | PipelineMade): node is Made => "usedOutputs" in node;

/** `context.run(component)` runs it; gives the component, whose outputs the result has, too. */
function runMethod({ machine, given }: MethodCall, interactive = false): Value | null {
  const argument = given.argument("component", 0);
  if (!argument) return null;
  const ran = optionsOf(argument.value).filter(
    (option) => option.type === "made" && (interactive || option.made.isComponent),
  );
  for (const option of ran) {
    if (option.type !== "made") continue;
    option.made.isComponent = true;
    refer(option.made, "list", argument.place);
    machine.runs.push({ made: option.made, place: argument.place });
  }
  return ran.length > 0 ? choiceOf(ran) : null;
}

/** `ph.logical_and(a, b)` and the like: a channel of all that they look into; null where there is none. */
export const predicateOf = (machine: Machine, given: Given): Value | null =>
  mergedChannel(
    machine,
    given.all.map(({ value }) => value),
    true,
  );
