import { textOfValue } from "../tfxPython/choices.ts";
import { follow } from "../tfxPython/functions.ts";
import type { Frame, Machine, placeOf } from "../tfxPython/machine.ts";
import type { FunctionValue, GivenArgument, Value } from "../tfxPython/values.ts";
import { componentOf, portsOf, withoutSuffixes } from "./components.ts";
import { topFrame } from "./frames.ts";
import { sdkName } from "./paths.ts";
import { kfpOf, special } from "./special.ts";
import type { Component, PipelineFunction } from "./values.ts";

/** Decorators that make a component of a function. */
const componentDecorators = /^(?:component|container_component|notebook_component)$/;
/** Those of the SDK's first version, which take `_path` and `_file` off the names of files. */
const functionDecorators = /^(?:create_component_from_func(?:_v2)?|func_to_container_op|python_component)$/;
const pipelineDecorators = /^(?:pipeline|graph_component)$/;

/** Whether a name of the SDK makes something of a function: a component or a pipeline. */
export const isDecoratorName = (name: string): boolean =>
  componentDecorators.test(name) || functionDecorators.test(name) || pipelineDecorators.test(name);

/** What decorators make of a function: a component, a pipeline, or nothing but itself. The first that is known decides. */
export function decorated(
  machine: Machine,
  frame: Frame,
  value: FunctionValue,
  found: (of: PipelineFunction) => void,
): Value {
  const { definition } = value;
  if (definition.type !== "function") return value;
  for (const decorator of definition.decorators) {
    const callee = machine.evaluate(frame, decorator);
    // A decorator of the text may call one of the SDK's; what defines a pipeline is noted there.
    const result = callee.type === "function" ? follow(machine, frame, callee, [givenItself(value)]) : null;
    if (result && kfpOf(result)?.kind === "component") return result;
    const own = kfpOf(callee);
    const name = own?.kind === "decorator" ? own.path : decoratorName(callee);
    if (name === null) continue;
    const made = applied(machine, frame, value, name, own?.kind === "decorator" ? own.given : []);
    if (!made) continue;
    if (made.pipeline) found(made.pipeline);
    return special({ kind: "component", component: made });
  }
  return value;
}

const givenItself = (value: FunctionValue): GivenArgument => ({
  name: null,
  star: "",
  value,
  place: { source: value.source, span: value.definition },
});

/** The SDK's decorator that a value is, also half applied (`functools.partial(component, …)`). */
function decoratorName(value: Value): string | null {
  if (value.type === "partial") return decoratorName(value.callee);
  const name = sdkName(value);
  return name !== null && isDecoratorName(name) ? name : null;
}

/** What the decorator of a name makes of a function; null where it makes nothing of it. */
export function applied(
  machine: Machine,
  frame: Frame,
  value: FunctionValue,
  name: string,
  given: readonly GivenArgument[],
): Component | null {
  machine.visited.add(value.definition);
  if (componentDecorators.test(name)) return componentOf(machine, value);
  if (functionDecorators.test(name)) {
    const component = componentOf(machine, value, withoutSuffixes);
    return component && { ...component, outputsOpen: true };
  }
  return pipelineComponent(machine, frame, value, given);
}

/** The pipeline that a function defines, as a component: other pipelines may call it. */
export function pipelineComponent(
  machine: Machine,
  frame: Frame,
  value: FunctionValue,
  given: readonly GivenArgument[],
): Component | null {
  const { definition } = value;
  if (definition.type !== "function") return null;
  const named =
    given.find(({ name }) => name === "name") ?? given.find(({ name, star }) => name === null && star === "");
  const { inputs, outputs } = portsOf(machine, topFrame(value), definition);
  const pipeline: PipelineFunction = {
    function: value,
    name: named?.value ?? null,
    namePlace: named?.place ?? { source: value.source, span: definition.nameSpan },
    frame,
    parameters: inputs,
    outputs,
    graph: null,
    running: false,
    isNested: false,
  };
  const name = (named ? textOfValue(named.value) : null) ?? definition.name;
  return {
    name,
    title: definition.name,
    inputs,
    outputs,
    outputsOpen: false,
    operatorKind: null,
    isImporter: false,
    function: value,
    pipeline,
  };
}

/** Where a pipeline stands: its function. */
export const pipelinePlace = ({ function: { source, definition } }: PipelineFunction): ReturnType<typeof placeOf> => ({
  source,
  span: { from: definition.from, to: definition.to },
});
