import type { CallExpression } from "../python/ast.ts";
import { unknown } from "../tfxPython/choices.ts";
import { givenOf } from "../tfxPython/given.ts";
import type { Frame, Machine } from "../tfxPython/machine.ts";
import { lastName } from "../tfxPython/names.ts";
import type { External, GivenArgument, Value } from "../tfxPython/values.ts";
import { artifactType } from "./annotations.ts";
import type { Call } from "./call.ts";
import { derivedTask, firstTask } from "./firstTasks.ts";
import { libraryComponent } from "./library.ts";
import { loadedComponent, storedComponent, unknownComponent } from "./loaded.ts";
import { runNames } from "./names.ts";
import { isGooglePath, isKubernetesPath, sdkName } from "./paths.ts";
import { applied, isDecoratorName, pipelineComponent } from "./pipelineFunctions.ts";
import { runPipeline } from "./run.ts";
import { channelsIn, channelsValue, gathered, kfpOf, special } from "./special.ts";
import type { State } from "./state.ts";
import { makeTask } from "./tasks.ts";
import { composed, madeCall, unknownCall } from "./unknownCalls.ts";
import type { Component, Control } from "./values.ts";

const controls: Readonly<Record<string, Control>> = {
  If: "If",
  Condition: "If",
  Elif: "Elif",
  Else: "Else",
  ParallelFor: "ParallelFor",
  ExitHandler: "ExitHandler",
};

/** What a call of something outside the text gives; null where the interpreter is to work it out. */
export function callExternal(
  state: State,
  machine: Machine,
  frame: Frame,
  callee: Value,
  all: readonly GivenArgument[],
  call: CallExpression,
): Value | null {
  const of: Call = { state, machine, frame, given: givenOf(all), call };
  const method = callee.type === "made" ? callee.made.name : callee.type === "external" ? lastName(callee.path) : "";
  noteCaching(of, method);
  if (isRun(method, of)) return compile(of);
  if (callee.type === "class") return derivedTask(of, callee);
  if (callee.type === "made") {
    if (callee.made.path === "super.__init__" && state.asked.length > 0) state.asked[state.asked.length - 1] = of.given;
    const component = storedComponent(of, callee.made);
    return component ? componentValue(component) : madeCall(of, callee.made);
  }
  if (callee.type !== "external") return null;
  const name = sdkName(callee);
  if (isKubernetesPath(callee.path) && name !== null) return kubernetesCall(of, callee, name);
  if (name !== null) return sdkCall(of, name);
  if (isGooglePath(callee.path)) return googleCall(of, callee);
  return composed(of, callee) ?? unknownCall(of, callee);
}

/** `PipelineJob(…, enable_caching=False)`, `client.create_run_from_pipeline_func(…, enable_caching=False)`: for all tasks of the run. */
function noteCaching({ state, given }: Call, name: string): void {
  if (!runNames.test(name)) return;
  const value = given.find("enable_caching");
  if (value?.type === "constant" && typeof value.value === "boolean" && !value.assumed) state.caching.add(value.value);
}

/** Methods whose first argument is a pipeline's function: `Compiler().compile(f, …)`, `PipelineJob.from_pipeline_func(f)`. */
const runs = /^(?:compile|create_run_from_pipeline_func|from_pipeline_func)$/;

const isRun = (method: string, { given }: Call): boolean =>
  given.find("pipeline_func", runs.test(method) ? 0 : undefined) !== undefined;

/** What is compiled or run is a pipeline: a function without the decorator, too, and a single component. */
function compile({ state, machine, frame, given }: Call): Value | null {
  const value = given.find("pipeline_func", 0) ?? unknown;
  const own = kfpOf(value);
  if (own?.kind === "component") {
    const { pipeline } = own.component;
    // Names mean what they mean here: a later cell may define them anew.
    if (pipeline && !state.context) runPipeline(state, machine, pipeline);
    else if (!pipeline && !state.compiled.includes(own.component)) state.compiled.push(own.component);
    return unknown;
  }
  if (value.type !== "function" || value.definition.type !== "function") return null;
  if (state.pipelines.some(({ function: { definition } }) => definition === value.definition)) return unknown;
  const made = pipelineComponent(machine, frame, value, []);
  machine.visited.add(value.definition);
  if (made?.pipeline) state.pipelines.push(made.pipeline);
  return unknown;
}

/** A function of the SDK itself. */
function sdkCall(of: Call, name: string): Value | null {
  const { state, machine, frame, given, call } = of;
  const control = Object.hasOwn(controls, name) ? controls[name] : undefined;
  if (control) return special({ kind: "control", control, given: given.all, after: [] });
  if (isDecoratorName(name)) return decorator(of, name);
  const loaded = loadedComponent(of, name);
  if (loaded) return componentValue(loaded);
  switch (name) {
    case "Collected":
      return channelsValue([gathered("collected", channelsIn(machine, given.find("output", 0) ?? unknown).channels)]);
    case "OneOf": {
      const channels = given.all.flatMap(({ value }) => channelsIn(machine, value).channels);
      return channelsValue(channels);
    }
    case "importer":
      return makeTask(state, machine, frame, importer(of), given.all, call);
    case "ContainerOp":
    case "ResourceOp":
    case "VolumeOp":
    case "VolumeSnapshotOp":
      return firstTask(of, name, given);
    default:
      return given.all.some(({ value }) => channelsIn(machine, value).channels.length > 0) ? composed(of, null) : null;
  }
}

const componentValue = (component: Component): Value => special({ kind: "component", component });

/** `dsl.component(f)`, `dsl.component(base_image=…)` */
function decorator({ state, machine, frame, given }: Call, name: string): Value {
  const first = given.argument("func", 0);
  // A decorator made a component of it before.
  if (first && kfpOf(first.value)?.kind === "component") return first.value;
  if (first?.value.type === "function") {
    const component = applied(
      machine,
      frame,
      first.value,
      name,
      given.all.filter((argument) => argument !== first),
    );
    if (component?.pipeline) state.pipelines.push(component.pipeline);
    return component ? componentValue(component) : unknown;
  }
  // A function of another module that is not there.
  if (first?.value.type === "external") return componentValue(unknownComponent(lastName(first.value.path)));
  return special({ kind: "decorator", path: name, given: given.all });
}

function importer({ given }: Call): Component {
  const type = artifactType(given.find("artifact_class", 1) ?? unknown);
  const uri = { key: "uri", carries: "parameter", type: "STRING", optional: true, place: null } as const;
  return {
    name: "importer",
    title: "importer",
    inputs: [uri],
    outputs: [{ key: "artifact", carries: "artifact", type, optional: false, place: null }],
    outputsOpen: false,
    operatorKind: "import",
    isImporter: true,
    function: null,
    pipeline: null,
  };
}

/** `CreatePVC(…)` makes a task; other functions change the one that they are given. */
function kubernetesCall({ state, machine, frame, given, call }: Call, callee: External, name: string): Value {
  const component = libraryComponent(callee.path, name);
  if (component) return makeTask(state, machine, frame, component, given.all, call);
  const first = given.find("task", 0) ?? unknown;
  const own = kfpOf(first);
  if (own?.kind !== "task") return unknown;
  for (const { value } of given.all) own.task.looksAt.push(...channelsIn(machine, value).channels);
  return first;
}

function googleCall(of: Call, callee: External): Value | null {
  const { state, machine, frame, given, call } = of;
  const name = lastName(callee.path);
  if (/^create_custom_training_job_(?:op_)?from_component$/.test(name)) {
    const own = kfpOf(given.find("component_spec", 0) ?? unknown);
    if (own?.kind !== "component") return componentValue(unknownComponent("custom-training-job"));
    return componentValue({ ...own.component, outputsOpen: true, inputs: null });
  }
  const component = libraryComponent(callee.path, name);
  if (component) return makeTask(state, machine, frame, component, given.all, call);
  if (name.endsWith("Op")) return makeTask(state, machine, frame, unknownComponent(name), given.all, call);
  return unknownCall(of, callee);
}
