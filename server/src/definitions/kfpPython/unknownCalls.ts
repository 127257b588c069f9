import { lastName } from "../tfxPython/names.ts";
import type { External, Value } from "../tfxPython/values.ts";
import type { Call } from "./call.ts";
import { unknownComponent } from "./loaded.ts";
import { isGooglePath } from "./paths.ts";
import { channelsIn, channelsValue } from "./special.ts";
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
export function unknownCall(of: Call, callee: External): Value | null {
  const { state, machine, frame, given, call } = of;
  if (!state.context || (!callee.missing && !isGooglePath(callee.path))) return null;
  const name = lastName(callee.path);
  const isFed = given.all.some(({ value }) =>
    channelsIn(machine, value).channels.some(({ from }) => from !== "parameter"),
  );
  const isTask = isFed && !noTask.test(name);
  return makeTask(state, machine, frame, unknownComponent(name), given.all, call, isTask);
}
