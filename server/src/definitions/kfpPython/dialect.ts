import type { CallExpression } from "../python/ast.ts";
import { constant, isNone, unknown } from "../tfxPython/choices.ts";
import type { Dialect } from "../tfxPython/dialect.ts";
import type { Frame, Machine } from "../tfxPython/machine.ts";
import type { GivenArgument, Place, Value } from "../tfxPython/values.ts";
import { enterBlock } from "./blocks.ts";
import { callExternal } from "./calls.ts";
import { unnamed } from "./loaded.ts";
import { callMethod } from "./methods.ts";
import { applied, decorated } from "./pipelineFunctions.ts";
import { runPipeline } from "./run.ts";
import { channelsIn, channelsValue, kfpOf, special } from "./special.ts";
import type { State } from "./state.ts";
import { makeTask, outputChannel, refer, usedOutput } from "./tasks.ts";
import type { Channel, KfpValue, Task } from "./values.ts";

/** Kubeflow Pipelines in Python: what its decorators, calls, channels and `with` blocks do, noted in `state`. */
export const kfpDialect = (state: State): Dialect => ({
  define: (machine, frame, value) => decorated(machine, frame, value, (pipeline) => state.pipelines.push(pipeline)),
  call: (machine, frame, callee, given, call) => callOf(state, machine, frame, callee, given, call),
  attribute: (object, name, place) => attribute(state, kfpOf(object), object, name, place),
  item: (object, key, place) => item(state, kfpOf(object), object, key, place),
  operation,
  text: (machine, parts) => {
    const { channels } = together(machine, parts);
    return channels.length > 0 ? channelsValue(channels, true) : null;
  },
  enter: (machine, value, place) => {
    const own = kfpOf(value);
    return own?.kind === "control" ? enterBlock(state, machine, own, place) : null;
  },
  assigned: (value, name, place) => {
    const own = kfpOf(value);
    if (own?.kind === "component" && own.component.name === unnamed && name !== "") {
      own.component.name = name;
      own.component.title = name;
    }
    const task = taskOf(own);
    if (!task) return;
    if (name !== "") task.variable ??= name;
    refer(task, "assignment", place);
  },
  listed: (value, place) => {
    const task = taskOf(kfpOf(value));
    if (task) refer(task, "list", place);
  },
});

const taskOf = (value: KfpValue | null): Task | null => (value?.kind === "task" ? value.task : null);

function callOf(
  state: State,
  machine: Machine,
  frame: Frame,
  callee: Value,
  given: readonly GivenArgument[],
  call: CallExpression,
): Value | null {
  const own = kfpOf(callee);
  if (own?.kind === "component") {
    const { pipeline } = own.component;
    if (pipeline && state.context) {
      pipeline.isNested = true;
      runPipeline(state, machine, pipeline);
    }
    return makeTask(state, machine, frame, own.component, given, call);
  }
  if (own?.kind === "decorator") {
    const [first] = given;
    if (first?.value.type !== "function") return unknown;
    const component = applied(machine, frame, first.value, own.path, own.given);
    if (component?.pipeline) state.pipelines.push(component.pipeline);
    return component ? special({ kind: "component", component }) : unknown;
  }
  if (own) return own.kind === "channels" ? callee : unknown;
  if (callee.type === "bound") {
    const object = kfpOf(callee.object);
    if (object) return callMethod(state, machine, frame, object, callee.name, given, call);
    return callee.object.type === "constant" ? composedOf(machine, given) : null;
  }
  return callExternal(state, machine, frame, callee, given, call);
}

/** The text that a text's method puts together from channels; null where there is none. */
function composedOf(machine: Machine, given: readonly GivenArgument[]): Value | null {
  const { channels } = together(
    machine,
    given.map(({ value }) => value),
  );
  return channels.length > 0 ? channelsValue(channels, true) : null;
}

function together(machine: Machine, values: readonly Value[]): { readonly channels: readonly Channel[] } {
  const channels = values.flatMap((value) => {
    const task = taskOf(kfpOf(value));
    if (task) task.mayBeTask = false;
    return task ? [] : channelsIn(machine, value).channels;
  });
  return { channels };
}

function attribute(state: State, own: KfpValue | null, object: Value, name: string, place: Place): Value {
  switch (own?.kind) {
    case "task":
      if (name === "output") return channelsValue([usedOutput(state, own.task, null, place)]);
      if (name === "outputs") return special({ kind: "outputs", task: own.task, place });
      if (name === "name") return unknown;
      // Of the SDK's first version: what takes a task's volume runs after it.
      if (/^p?volumes?$|^snapshot$/.test(name)) return channelsValue([outputChannel(own.task, "")]);
      return { type: "bound", object, name };
    case "outputs":
      if (/^(?:keys|values|items|get)$/.test(name)) return { type: "bound", object, name };
      return channelsValue([usedOutput(state, own.task, name, place)]);
    case "channels":
      // A part of a loop's item.
      return own.channels.some(({ from }) => from === "item") ? object : { type: "bound", object, name };
    case "control":
      return { type: "bound", object, name };
    default:
      return unknown;
  }
}

function item(state: State, own: KfpValue | null, object: Value, key: Value, place: Place): Value {
  if (own?.kind === "channels") return object;
  if (own?.kind !== "outputs") return unknown;
  const output = key.type === "constant" ? String(key.value) : null;
  if (output !== null) return channelsValue([usedOutput(state, own.task, output, place)]);
  const [only, ...more] = own.task.component.outputs ?? [];
  return only && more.length === 0 ? channelsValue([outputChannel(own.task, only.key)]) : unknown;
}

const comparisons = new Set(["==", "!=", "<", "<=", ">", ">=", "in", "not in"]);

function operation(machine: Machine, operator: string, left: Value, right: Value, _place: Place): Value | null {
  const [one, other] = [kfpOf(left), kfpOf(right)];
  if (operator === "is" || operator === "is not") {
    const nothing = (one && isNone(right)) || (other && isNone(left));
    return nothing ? constant(operator === "is not") : null;
  }
  if (!one && !other && operator !== "%" && operator !== "in" && operator !== "not in") return null;
  const found = [...channelsIn(machine, left).channels, ...channelsIn(machine, right).channels];
  if (comparisons.has(operator)) {
    return found.length > 0 && (one || other) ? special({ kind: "condition", channels: found }) : null;
  }
  return found.length > 0 ? channelsValue(found, true) : null;
}
