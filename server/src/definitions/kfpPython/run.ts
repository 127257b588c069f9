import { optionsOf } from "../tfxPython/choices.ts";
import { follow } from "../tfxPython/functions.ts";
import { mappingOf, objectOf, sequenceOf } from "../tfxPython/heap.ts";
import type { Machine } from "../tfxPython/machine.ts";
import type { GivenArgument, Value } from "../tfxPython/values.ts";
import { singleOutput } from "./components.ts";
import { fitName, uniqueName } from "./names.ts";
import { pipelinePlace } from "./pipelineFunctions.ts";
import { channelsIn, channelsValue, kfpOf } from "./special.ts";
import { type Context, newGroup, type State } from "./state.ts";
import { outputChannel } from "./tasks.ts";
import type { Channel, PipelineFunction } from "./values.ts";

/** Pipelines within pipelines that are worked through. */
const maxDepth = 12;

/** Works a pipeline's function through, once: its parameters are channels from outside. */
export function runPipeline(state: State, machine: Machine, pipeline: PipelineFunction): void {
  if (pipeline.graph || pipeline.running || state.depth >= maxDepth) return;
  const { context: outer } = state;
  const { conditions } = machine;
  const root = newGroup("root", null);
  const context: Context = {
    pipeline,
    root,
    group: root,
    groups: 0,
    tasks: [],
    questions: [],
    outputs: new Map(),
  };
  pipeline.running = true;
  state.context = context;
  state.depth++;
  machine.conditions = [];
  const result = follow(machine, pipeline.frame, pipeline.function, parametersOf(pipeline));
  if (result) for (const option of optionsOf(result)) noteResult(machine, context, option);
  machine.conditions = conditions;
  state.context = outer;
  state.depth--;
  pipeline.running = false;
  const tasks = context.tasks.filter(({ isTask, mayBeTask }) => isTask || mayBeTask);
  const taken = new Set<string>();
  for (const task of tasks) {
    task.id = uniqueName(fitName(task.component.name) || "task", taken);
    taken.add(task.id);
  }
  pipeline.graph = { tasks, root, outputs: context.outputs, questions: context.questions };
}

/** Every parameter as a channel that nobody in the pipeline makes. */
const parametersOf = (pipeline: PipelineFunction): GivenArgument[] =>
  pipeline.parameters.map(({ key, carries, place }) => ({
    name: key,
    star: "",
    value: channelsValue([{ from: "parameter", name: key, carries }]),
    place: place ?? pipelinePlace(pipeline),
  }));

/** Notes what a pipeline returns: one channel, or a named tuple of them, or all outputs of a task. */
function noteResult(machine: Machine, context: Context, value: Value): void {
  const note = (key: string, of: Value): void => {
    const { channels } = channelsIn(machine, of);
    if (channels.length > 0) context.outputs.set(key, [...(context.outputs.get(key) ?? []), ...channels]);
  };
  const own = kfpOf(value);
  if (own?.kind === "channels") note(singleOutput, value);
  else if (own?.kind === "outputs") {
    for (const { key } of own.task.component.outputs ?? []) {
      const channel: Channel = outputChannel(own.task, key);
      context.outputs.set(key, [channel]);
    }
  } else if (value.type === "made") {
    const keys = context.pipeline.outputs.map(({ key }) => key);
    for (const [index, { name, value: of }] of value.made.arguments.entries()) note(name ?? keys[index] ?? "", of);
  } else if (value.type === "object") {
    for (const [key, of] of objectOf(machine, value).attributes) note(key, of);
  } else if (value.type === "mapping") {
    for (const [key, entry] of mappingOf(machine, value).entries) note(key, entry.value);
  } else if (value.type === "sequence") {
    const keys = context.pipeline.outputs.map(({ key }) => key);
    for (const [index, entry] of sequenceOf(machine, value).items.entries()) note(keys[index] ?? "", entry.value);
  }
}
