import type { Carries } from "../../model/definition.ts";
import type { CallExpression } from "../python/ast.ts";
import { wordsOf } from "../tfxPython/choices.ts";
import { givenOf } from "../tfxPython/given.ts";
import type { Frame, Machine } from "../tfxPython/machine.ts";
import { nameSpanOf } from "../tfxPython/make.ts";
import type { GivenArgument, Place, Reference, SpecialValue } from "../tfxPython/values.ts";
import { singleOutput } from "./components.ts";
import { pythonKey } from "./names.ts";
import { channelsIn, kfpOf, makersOf, special } from "./special.ts";
import { askIn, newGroup, type State } from "./state.ts";
import type { Channel, Component, Port, Task, TaskInput } from "./values.ts";

/** A call of a component: a task of the pipeline that is worked through, or, outside every pipeline, one that counts for nothing. */
export function makeTask(
  state: State,
  machine: Machine,
  frame: Frame,
  component: Component,
  given: readonly GivenArgument[],
  call: CallExpression,
  isTask = true,
): SpecialValue {
  const { context } = state;
  const task: Task = {
    index: state.tasks++,
    component,
    isTask,
    mayBeTask: false,
    group: context?.group ?? newGroup("root", null),
    id: "",
    source: frame.source,
    span: { from: call.from, to: call.to },
    nameSpan: nameSpanOf(call.callee),
    arguments: given,
    inputs: inputsOf(machine, component, given),
    looksAt: [],
    after: [],
    caching: null,
    variable: null,
    references: [],
    usedOutputs: new Map(),
    words: machine.conditions.map(({ words }) => words),
  };
  for (const input of task.inputs) for (const channel of input.channels) use(channel, input.place);
  context?.tasks.push(task);
  if (context && isTask && call.closed) askForMissing(state, task, given);
  return special({ kind: "task", task });
}

/** The inputs that arguments give: by name, else by position. */
function inputsOf(machine: Machine, { inputs, isImporter }: Component, given: readonly GivenArgument[]): TaskInput[] {
  const unnamed = givenOf(given).positional.length;
  return given.flatMap(({ name, star, value, place }, index): TaskInput[] => {
    if (star !== "") return [];
    const position = index < unnamed && name === null ? inputs?.[index] : undefined;
    const written = name ?? position?.key ?? `#${index}`;
    // The compiler calls it so.
    const key = isImporter && written === "artifact_uri" ? "uri" : written;
    const port = inputs?.find((other) => other.key === key) ?? null;
    return [{ key, port, ...inputChannels(machine, value), place }];
  });
}

/** The channels of an argument; a task that is given itself stands for its only output, what may be none for what it takes. */
function inputChannels(machine: Machine, value: GivenArgument["value"]): Pick<TaskInput, "channels" | "composed"> {
  const own = kfpOf(value);
  if (own?.kind !== "task") return channelsIn(machine, value);
  const { task } = own;
  task.mayBeTask = false;
  if (!task.isTask) return { channels: task.inputs.flatMap((input) => input.channels), composed: true };
  return { channels: [outputChannel(task, onlyOutput(task))], composed: false };
}

/** Notes a use of what a channel carries for the tasks that make it. */
export function use(channel: Channel, place: Place): void {
  for (const { task, output } of makersOf(channel)) {
    const known = task.references.some(
      ({ role, source, span }) =>
        role === "channel" && source === place.source && place.span.from <= span.from && span.to <= place.span.to,
    );
    if (!known) refer(task, "channel", place, output);
  }
}

/** Notes that a task is referred to, once for each place and role. */
export function refer(
  task: Task,
  role: Reference["role"],
  { source, span }: Place,
  output: string | null = null,
): void {
  const isKnown = task.references.some(
    (other) =>
      other.role === role && other.source === source && other.span.from === span.from && other.span.to === span.to,
  );
  if (!isKnown) task.references.push({ role, output, source, span });
}

/** The inputs that a component cannot do without and that a call leaves out (`required_inputs` of the SDK). */
function askForMissing(state: State, task: Task, given: readonly GivenArgument[]): void {
  const { inputs } = task.component;
  if (!inputs || given.some(({ star }) => star !== "")) return;
  const missing = inputs.filter(({ key, optional }) => !optional && !task.inputs.some((input) => input.key === key));
  if (missing.length === 0) return;
  const names = missing.map(({ key }) => `\`${key}\``).join(", ");
  const message = `\`${task.component.title}\` cannot do without ${names}: give ${missing.length > 1 ? "them" : "it"} by name.`;
  askIn(state.context, "missing-input", message, { source: task.source, span: task.nameSpan });
}

/** The key of a task's only output; `Output` where the text does not tell. */
export function onlyOutput(task: Task): string {
  const [first] = task.component.outputs ?? [];
  return first?.key ?? singleOutput;
}

/** The channel of a task's output. */
export function outputChannel(task: Task, output: string): Channel {
  task.isTask = true;
  const carries: Carries | null = portOf(task, output)?.carries ?? null;
  if (output !== "") task.usedOutputs.set(output, carries ?? "artifact");
  return { from: "task", task, output, carries };
}

/** Code may name an output of a component file as the file does, where the SDK's first version reads it. */
function keyOf(task: Task, output: string): string {
  const isWritten = task.component.function === null && !portOf(task, output);
  return (isWritten ? portOf(task, pythonKey(output))?.key : undefined) ?? output;
}

const portOf = (task: Task, output: string): Port | undefined =>
  task.component.outputs?.find(({ key }) => key === output);

/** What `task.output` or `task.outputs[…]` carries; asks where the component has no such output. */
export function usedOutput(state: State, task: Task, output: string | null, place: Place): Channel {
  const { outputs, title } = task.component;
  const key = keyOf(task, output ?? onlyOutput(task));
  refer(task, "channel", place, key);
  const words = wordsOf(place.source, place.span);
  if (!outputs || task.component.outputsOpen) return outputChannel(task, key);
  if (output === null && outputs.length !== 1) {
    const has = outputs.length === 0 ? "has no output" : `has ${outputs.length} outputs: name one of them`;
    askIn(state.context, "unknown-output", `\`${words}\`: \`${title}\` ${has}.`, place);
  } else if (!portOf(task, key)) {
    const keys = outputs.map((port) => `\`${port.key}\``).join(", ");
    const message = `\`${title}\` has no output \`${key}\`${outputs.length > 0 ? `: it has ${keys}` : ""}.`;
    askIn(state.context, "unknown-output", message, place);
  }
  return outputChannel(task, key);
}
