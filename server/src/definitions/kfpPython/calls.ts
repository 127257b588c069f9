import type { CallExpression } from "../python/ast.ts";
import { optionsOf, textOfValue, unknown } from "../tfxPython/choices.ts";
import { type Given, givenOf } from "../tfxPython/given.ts";
import { sequenceOf } from "../tfxPython/heap.ts";
import { ask, type Frame, type Machine } from "../tfxPython/machine.ts";
import { lastName } from "../tfxPython/names.ts";
import { decoded } from "../tfxPython/paths.ts";
import type { External, GivenArgument, Value } from "../tfxPython/values.ts";
import { artifactType } from "./annotations.ts";
import { readComponent } from "./componentFiles.ts";
import { libraryComponent } from "./library.ts";
import { isGooglePath, isKubernetesPath, sdkName } from "./paths.ts";
import { applied, isDecoratorName, pipelineComponent } from "./pipelineFunctions.ts";
import { channelsIn, channelsValue, kfpOf, special } from "./special.ts";
import type { State } from "./state.ts";
import { makeTask } from "./tasks.ts";
import type { Component, Control } from "./values.ts";

interface Call {
  readonly state: State;
  readonly machine: Machine;
  readonly frame: Frame;
  readonly given: Given;
  readonly call: CallExpression;
}

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
  if (isRun(method, of)) return compile(of);
  if (callee.type !== "external") return null;
  const name = sdkName(callee);
  if (isKubernetesPath(callee.path) && name !== null) return kubernetesCall(of, callee, name);
  if (name !== null) return sdkCall(of, name);
  if (isGooglePath(callee.path)) return googleCall(of, callee);
  return composed(of, callee) ?? unknownCall(of, callee);
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
    if (!own.component.pipeline && !state.compiled.includes(own.component)) state.compiled.push(own.component);
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
  if (control) return special({ kind: "control", control, given: given.all });
  if (isDecoratorName(name)) return decorator(of, name);
  switch (name) {
    case "Collected":
      return collected(of);
    case "OneOf": {
      const channels = given.all.flatMap(({ value }) => channelsIn(machine, value).channels);
      return channelsValue(channels);
    }
    case "importer":
      return makeTask(state, machine, frame, importer(of), given.all, call);
    case "load_component_from_file":
      return componentValue(fileComponent(of, given.argument("file_path") ?? given.argument("filename", 0)));
    case "load_component_from_text":
      return componentValue(textComponent(given.find("text", 0)));
    case "load_component":
      return loaded(of);
    case "load_component_from_url":
      return componentValue(urlComponent(of, given.argument("url", 0)));
    case "ContainerOp":
      return makeTask(
        state,
        machine,
        frame,
        containerOp(of),
        given.all.filter(({ name: key }) => key === "arguments" || key === "command"),
        call,
      );
    default:
      return given.all.some(({ value }) => channelsIn(machine, value).channels.length > 0) ? composed(of, null) : null;
  }
}

const componentValue = (component: Component): Value => special({ kind: "component", component });

/** `dsl.component(f)`, `dsl.component(base_image=…)` */
function decorator({ machine, frame, given }: Call, name: string): Value {
  const first = given.argument("func", 0);
  if (first?.value.type === "function") {
    const component = applied(
      machine,
      frame,
      first.value,
      name,
      given.all.filter((argument) => argument !== first),
    );
    return component ? componentValue(component) : unknown;
  }
  return special({ kind: "decorator", path: name, given: given.all });
}

function collected({ machine, given }: Call): Value {
  const { channels } = channelsIn(machine, given.find("output", 0) ?? unknown);
  const carries = channels[0]?.carries ?? null;
  return channelsValue([
    { from: "collected", of: channels, carries: carries === "artifact" ? "artifact" : "parameter" },
  ]);
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

/** Stands for the name of a component that nothing tells; its variable gives it one. */
export const unnamed = "component";

/** A component of which only the name is known. */
const unknownComponent = (name: string): Component => ({
  name,
  title: name,
  inputs: null,
  outputs: null,
  outputsOpen: true,
  operatorKind: null,
  isImporter: false,
  function: null,
  pipeline: null,
});

/** The component in a file beside the one that loads it, or in the folder that the path starts from. */
function fileComponent({ state, machine, frame }: Call, filename: GivenArgument | undefined): Component {
  const path = textOfValue(filename?.value ?? unknown);
  const file = path === null ? null : state.readFile(frame.source.uri, path.replace(/^\.\//, ""));
  const component = file && readComponent(file.text);
  if (component) return component;
  if (filename) {
    const message =
      "This component file could not be found and read, so that its name, inputs and outputs are not known.";
    ask(machine, "not-determined", message, filename.place);
  }
  return unknownComponent(urlName(path));
}

/** Nothing is fetched: the address tells a name, at most. */
function urlComponent({ machine }: Call, url: GivenArgument | undefined): Component {
  if (url) {
    const message =
      "Component files are not fetched: the name is that of the address, and outputs are those that are used.";
    ask(machine, "not-determined", message, url.place);
  }
  return unknownComponent(urlName(textOfValue(url?.value ?? unknown)));
}

function textComponent(text: Value | undefined): Component {
  const written = textOfValue(text ?? unknown);
  return (written === null ? null : readComponent(written)) ?? unknownComponent(unnamed);
}

/** `…/components/train/component.yaml` → `train` */
function urlName(url: string | null): string {
  const parts = decoded(url ?? "").split("/");
  const file = (parts.at(-1) ?? "").replace(/\.ya?ml.*$/, "");
  return (file === "component" ? parts.at(-2) : file) || unnamed;
}

function loaded(of: Call): Value {
  const { given } = of;
  const file = given.argument("file_path") ?? given.argument("filename");
  if (file) return componentValue(fileComponent(of, file));
  const text = given.find("text");
  if (text) return componentValue(textComponent(text));
  return componentValue(urlComponent(of, given.argument("url", 0)));
}

/** The first version's task of an image: its name, and the files that it writes. */
function containerOp({ machine, given }: Call): Component {
  const name = textOfValue(given.find("name", 0) ?? unknown) ?? "container-op";
  const files = given.find("file_outputs");
  const content = files?.type === "mapping" ? machine.heap.get(files.id) : undefined;
  const keys = content?.type === "mapping" ? [...content.entries.keys()] : [];
  return {
    ...unknownComponent(name),
    title: name,
    outputs: keys.map((key) => ({ key, carries: "parameter", type: null, optional: false, place: null })),
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
  return composed(of, callee) ?? unknownCall(of, callee);
}

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

function composed({ machine, given }: Call, callee: External | null): Value | null {
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
function unknownCall(of: Call, callee: External): Value | null {
  const { state, machine, frame, given, call } = of;
  if (!state.context || (!callee.missing && !isGooglePath(callee.path))) return null;
  const name = lastName(callee.path);
  const isFed = given.all.some(({ value }) => optionsOf(value).some((option) => isTaskOutput(machine, option)));
  const isTask = isFed && !noTask.test(name);
  return makeTask(state, machine, frame, unknownComponent(name), given.all, call, isTask);
}

function isTaskOutput(machine: Machine, value: Value): boolean {
  if (value.type === "sequence")
    return sequenceOf(machine, value).items.some((item) => isTaskOutput(machine, item.value));
  const own = kfpOf(value);
  return own?.kind === "channels" && own.channels.some(({ from }) => from !== "parameter");
}
