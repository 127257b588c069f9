import type { CallExpression } from "../python/ast.ts";
import { optionsOf, unknown } from "../tfxPython/choices.ts";
import { givenOf } from "../tfxPython/given.ts";
import { newSequence, sequenceOf } from "../tfxPython/heap.ts";
import { type Frame, type Machine, placeOf } from "../tfxPython/machine.ts";
import type { GivenArgument, Item, Place, Value } from "../tfxPython/values.ts";
import { channelsIn, channelsValue, kfpOf, special } from "./special.ts";
import type { State } from "./state.ts";
import { outputChannel, refer, usedOutput } from "./tasks.ts";
import type { Group, KfpValue, Task } from "./values.ts";

/** What a method of a value of this language does and gives. */
export function callMethod(
  state: State,
  machine: Machine,
  frame: Frame,
  object: KfpValue,
  name: string,
  given: readonly GivenArgument[],
  call: CallExpression,
): Value {
  switch (object.kind) {
    case "task":
      return taskMethod(machine, frame, object.task, name, given, call);
    case "outputs":
      return outputsMethod(state, machine, object.task, name, given, placeOf(frame, call));
    case "control":
      // Of the SDK's first version: `with dsl.ParallelFor(…).after(task):`.
      return name === "after"
        ? special({ ...object, after: [...object.after, ...namedBefore(machine, given)] })
        : unknown;
    case "channels":
      // `ignore_type()` and the like hand on the channel.
      return special(object);
    default:
      return unknown;
  }
}

/** Methods of tasks, of all versions of the SDK. What something else has is no task. */
const taskMethods = /^(?:after$|apply$|(?:set|add|use|with|ignore|enable|disable)_)/;

function taskMethod(
  machine: Machine,
  frame: Frame,
  task: Task,
  name: string,
  given: readonly GivenArgument[],
  call: CallExpression,
): Value {
  if (!task.isTask && !taskMethods.test(name)) {
    const found = [...task.inputs, ...given.map(({ value }) => channelsIn(machine, value))];
    const channels = found.flatMap((input) => input.channels);
    return channels.length > 0 ? channelsValue(channels, true) : unknown;
  }
  task.isTask = true;
  const place = placeOf(frame, call);
  if (name === "after") {
    for (const before of namedBefore(machine, given)) if (!task.after.includes(before)) task.after.push(before);
  } else if (name === "set_caching_options") {
    const value = givenOf(given).argument("enable_caching", 0)?.value;
    if (value?.type === "constant" && typeof value.value === "boolean" && !value.assumed) {
      task.caching = { enabled: value.value, place: methodPlace(place, call) };
    }
  } else {
    // A machine's size or an image may come from another task.
    const key = name.replace(/^(?:set|add)_/, "");
    for (const { value, place: at } of given) {
      const { channels } = channelsIn(machine, value);
      if (key === "pvolumes") task.looksAt.push(...channels);
      else if (channels.length > 0) task.inputs.push({ key, port: null, channels, composed: true, place: at });
    }
  }
  const receiver = call.callee.type === "attribute" ? call.callee.object : call.callee;
  const isChained = task.source === frame.source && receiver.from === task.span.from && receiver.to === task.span.to;
  if (isChained) task.span = place.span;
  else refer(task, "other", placeOf(frame, receiver));
  return special({ kind: "task", task });
}

/** The method with its arguments: `set_caching_options(False)`. */
function methodPlace(place: Place, { callee }: CallExpression): Place {
  const from = callee.type === "attribute" ? callee.nameSpan.from : place.span.from;
  return { source: place.source, span: { from, to: place.span.to } };
}

/** The tasks and groups that are named as what runs before. */
function namedBefore(machine: Machine, given: readonly GivenArgument[]): (Task | Group)[] {
  return given.flatMap(({ value, place }) => {
    const found = nodesIn(machine, value);
    for (const before of found) {
      if (!("component" in before)) continue;
      before.isTask = true;
      refer(before, "after", place);
    }
    return found;
  });
}

/** Values that are looked into. */
const maxValues = 2000;

/** The tasks and groups that a value holds, in a list, too. */
function nodesIn(machine: Machine, value: Value): (Task | Group)[] {
  const found: (Task | Group)[] = [];
  const work: Value[] = [value];
  for (let at = 0; at < work.length && at < maxValues; at++) {
    for (const option of optionsOf(work[at] ?? value)) {
      const own = kfpOf(option);
      if (own?.kind === "task") found.push(own.task);
      else if (own?.kind === "group") found.push(own.group);
      else if (option.type === "sequence") for (const item of sequenceOf(machine, option).items) work.push(item.value);
    }
  }
  return found;
}

/** `task.outputs.values()`, `.items()`, `.keys()`, `.get(…)`, as far as the outputs are known. */
function outputsMethod(
  state: State,
  machine: Machine,
  task: Task,
  name: string,
  given: readonly GivenArgument[],
  place: Place,
): Value {
  if (name === "get") {
    const key = givenOf(given).at(0);
    return channelsValue([usedOutput(state, task, key.type === "constant" ? String(key.value) : "", place)]);
  }
  const { outputs } = task.component;
  if (!outputs || !/^(?:values|items|keys)$/.test(name)) return unknown;
  const items = outputs.map(({ key }): Item => {
    const channel = channelsValue([outputChannel(task, key)]);
    const text: Value = { type: "constant", value: key, place: null };
    const pair = [text, channel].map((value): Item => ({ value, place, conditions: [] }));
    const value = name === "values" ? channel : name === "keys" ? text : newSequence(machine, "tuple", pair);
    return { value, place, conditions: [] };
  });
  return newSequence(machine, "list", items);
}
