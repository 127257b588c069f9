import { lastName } from "../tfxPython/names.ts";
import type { External, Made, Value } from "../tfxPython/values.ts";
import { nameOf } from "./annotations.ts";
import type { Call } from "./call.ts";
import { unknownComponent } from "./loaded.ts";
import { isGooglePath } from "./paths.ts";
import { channelsIn, channelsValue, kfpOf } from "./special.ts";
import { makeTask } from "./tasks.ts";

/** Functions of Python that put channels into a text. */
const textFunctions = new Set([
  "str",
  "repr",
  "json.dumps",
  "os.path.join",
  "posixpath.join",
  "format",
  "int",
  "float",
]);

/** A text that a function puts together from channels; null where it is given none, or is none of those that do. */
export function composed({ machine, given }: Call, callee: External | null): Value | null {
  if (callee && !textFunctions.has(callee.path)) return null;
  const channels = given.all.flatMap(({ value }) => channelsIn(machine, value).channels);
  return channels.length > 0 ? channelsValue(channels, true) : null;
}

/** Functions that a pipeline calls for something else than a task, and classes. */
const noTask =
  /^(?:get|load|read|parse|print|log|set|check|is|has|open|len|range|getenv|isinstance|super)(?:_|[A-Z]|$)|^[A-Z](?!.*Op$)/;

/**
 * A call, in a pipeline, of what another module defines that is not there: a task where its use says so, or where it is given what
 * a task makes.
 */
export const unknownCall = (of: Call, callee: External): Value | null =>
  callee.missing || isGooglePath(callee.path) ? perhapsTask(of, lastName(callee.path)) : null;

/** A call, in a pipeline, of what a function made that is not known: likewise, named after what the text calls it. */
export const madeCall = (of: Call, { name }: Made): Value | null =>
  of.call.callee.type === "attribute" || /tuple$/i.test(name)
    ? null
    : perhapsTask(of, nameOf(of.call.callee), componentMakers.test(name));

/** Functions whose names say that they make components. */
const componentMakers = /component|task|step|(?:^|_)op(?:_|$)|Op$/i;

function perhapsTask(of: Call, name: string, mayBeFed = true): Value | null {
  const { state, machine, frame, given, call } = of;
  if (!state.context || name === "") return null;
  const fed = given.all.flatMap((argument) =>
    channelsIn(machine, argument.value).channels.map(({ from }) => ({ from, named: argument.name !== null })),
  );
  const mayBeTask = mayBeFed && !noTask.test(name);
  const isTask = mayBeTask && fed.some(({ from }) => from !== "parameter");
  const value = makeTask(state, machine, frame, unknownComponent(name), given.all, call, isTask);
  const own = kfpOf(value);
  // Names are how the SDK has its inputs given.
  if (own?.kind === "task") own.task.mayBeTask = mayBeTask && fed.some(({ named }) => named);
  return value;
}
