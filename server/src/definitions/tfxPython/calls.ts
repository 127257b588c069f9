import type { Argument, CallExpression, FunctionStatement } from "../python/ast.ts";
import { builtins } from "./builtins.ts";
import { carried, mergedChannel, outside } from "./channels.ts";
import { choiceOf, optionsOf, textOfValue, unknown } from "./choices.ts";
import { follow } from "./functions.ts";
import { type Given, givenOf } from "./given.ts";
import { mappingOf, newMapping, sequenceOf, setAttribute } from "./heap.ts";
import { type Frame, type Machine, placeOf } from "./machine.ts";
import { classOfPath, make, namedClass, nameSpanOf } from "./make.ts";
import { callMethod, predicateOf } from "./methods.ts";
import { isTfxPath, lastName } from "./names.ts";
import { callPipeline } from "./pipelineCall.ts";
import { referAll, referChannel } from "./references.ts";
import type { ClassValue, External, FunctionValue, GivenArgument, Value } from "./values.ts";

/** Works out what a call is given, with `*list` and `**dictionary` spread as far as they are known. */
export function givenArguments(machine: Machine, frame: Frame, list: readonly Argument[]): GivenArgument[] {
  return list.flatMap((argument): GivenArgument[] => {
    const value = machine.evaluate(frame, argument.value);
    const place = placeOf(frame, argument.value);
    const { name, star } = argument;
    referChannel(value, place);
    if (star === "*" && value.type === "sequence" && !sequenceOf(machine, value).open) {
      const { items } = sequenceOf(machine, value);
      return items.map((item) => ({ name: null, star: "", value: item.value, place: item.place }));
    }
    if (star === "**" && value.type === "mapping") {
      const { entries, open } = mappingOf(machine, value);
      const known = [...entries].map(([key, entry]): GivenArgument => ({ name: key, star: "", ...entry }));
      return open ? [...known, { name: null, star, value: unknown, place }] : known;
    }
    return [{ name, star, value, place }];
  });
}

/** What a call gives. */
export function callValue(
  machine: Machine,
  frame: Frame,
  callee: Value,
  given: readonly GivenArgument[],
  call: CallExpression,
): Value {
  const own = callee.type === "choice" ? null : machine.dialect?.call(machine, frame, callee, given, call);
  if (own) return own;
  switch (callee.type) {
    case "choice":
      return choiceOf(callee.options.slice(0, 4).map((option) => callValue(machine, frame, option, given, call)));
    case "external":
      return callExternal(machine, frame, callee, given, call);
    case "function":
      return callFunction(machine, frame, callee, given, call);
    case "class":
      return callClass(machine, frame, callee, given, call);
    case "channel":
      return callee;
    case "partial":
      return callValue(machine, frame, callee.callee, [...callee.arguments, ...given], call);
    case "bound": {
      const receiver = call.callee.type === "attribute" ? call.callee.object : call.callee;
      const place = placeOf(frame, call);
      const method = { machine, name: callee.name, given: givenOf(given), place, receiver };
      const result = callMethod(callee.object, method);
      return result ?? anything(machine, frame, callee.name, given, call);
    }
    case "componentClass":
      return make(machine, frame, { class: callee.component, path: null, isComponent: true }, given, call);
    case "made":
      return anything(machine, frame, callee.made.name, given, call);
    default:
      return anything(
        machine,
        frame,
        call.callee.type === "attribute" ? call.callee.name : nameOf(frame, call),
        given,
        call,
      );
  }
}

const nameOf = (frame: Frame, call: CallExpression): string => {
  const { from, to } = nameSpanOf(call.callee);
  return frame.source.text.slice(from, Math.min(to, from + 200));
};

const anything = (
  machine: Machine,
  frame: Frame,
  name: string,
  given: readonly GivenArgument[],
  call: CallExpression,
): Value => make(machine, frame, { class: namedClass(name), path: null, isComponent: false }, given, call);

function callExternal(
  machine: Machine,
  frame: Frame,
  callee: External,
  all: readonly GivenArgument[],
  call: CallExpression,
): Value {
  const { path } = callee;
  const given = givenOf(all);
  const place = placeOf(frame, call);
  const builtin = builtins.get(path);
  if (builtin) return builtin({ machine, given, place });
  const name = lastName(path);
  const tfx = isTfxPath(path) || callee.unbound === true;
  if (name === "Pipeline" && tfx && isPipelineCall(path, given, call)) return callPipeline(machine, frame, all, call);
  const special = tfx ? callTfx(machine, name, given) : null;
  if (special) return special;
  if (path === "functools.partial" || path === "partial") {
    return { type: "partial", callee: given.at(0), arguments: all.slice(1) };
  }
  if (path === "getattr" || path === "isinstance" || path === "print") return unknown;
  if (/^(?:logical_and|logical_or|logical_not|join|to_list|make_proto)$/.test(name)) {
    const predicate = predicateOf(machine, given);
    if (predicate) return predicate;
  }
  const component = classOfPath(callee);
  return make(
    machine,
    frame,
    { class: component, path, isComponent: component.standard !== null, missing: callee.missing },
    all,
    call,
  );
}

/** `Pipeline([…])` is scikit-learn's, `Pipeline(options=…)` Beam's. */
const isPipelineCall = (path: string, given: Given, call: CallExpression): boolean =>
  !path.includes("_pb2.") &&
  (given.all.length > 0 || !call.closed) &&
  given.argument("steps") === undefined &&
  given.argument("options") === undefined &&
  given.argument("runner") === undefined &&
  given.positional[0]?.type !== "sequence";

function callTfx(machine: Machine, name: string, given: Given): Value | null {
  switch (name) {
    case "create_container_component":
      return containerComponent(machine, given);
    case "PipelineInputs": {
      const value = given.at(0);
      for (const { made } of carried(machine, value).makers) if (made) machine.handedIn.add(made);
      return value.type === "mapping" ? value : newMapping(machine, new Map(), true);
    }
    case "Channel":
    case "external_pipeline_artifact_query":
    case "external_input":
      return outside;
    case "union":
    case "OptionalChannel":
      return mergedChannel(machine, given.positional, false);
    default:
      return null;
  }
}

/** `create_container_component(name=…)` makes a class of components. */
function containerComponent(machine: Machine, given: Given): Value {
  const keys = (name: string): string[] => {
    const value = given.find(name);
    return value?.type === "mapping" ? [...mappingOf(machine, value).entries.keys()] : [];
  };
  const name = textOfValue(given.find("name", 0) ?? unknown) ?? "ContainerComponent";
  const standard = { inputs: keys("inputs"), outputs: keys("outputs"), parameters: [] };
  return { type: "componentClass", component: { ...namedClass(name), standard } };
}

function callFunction(
  machine: Machine,
  frame: Frame,
  callee: FunctionValue,
  given: readonly GivenArgument[],
  call: CallExpression,
): Value {
  if (callee.component) {
    machine.visited.add(callee.definition);
    return make(machine, frame, { class: callee.component, path: null, isComponent: true }, given, call);
  }
  const { definition } = callee;
  const name = definition.type === "function" ? definition.name : "lambda";
  const opaque = definition.type === "function" && definition.decorators.some(isOpaque);
  const result = opaque ? null : follow(machine, frame, callee, given);
  if (!result) return anything(machine, frame, name, given, call);
  // A component that comes out of a function is meant by the call as much as by its own.
  referAll(result, "other", placeOf(frame, call.callee));
  return result;
}

/** Decorators whose function is not what a call of it runs. */
function isOpaque(decorator: FunctionStatement["decorators"][number]): boolean {
  const callee = decorator.type === "call" ? decorator.callee : decorator;
  const name = callee.type === "attribute" ? callee.name : callee.type === "name" ? callee.name : "";
  return name === "resolver_function" || name === "executor";
}

function callClass(
  machine: Machine,
  frame: Frame,
  callee: ClassValue,
  given: readonly GivenArgument[],
  call: CallExpression,
): Value {
  if (callee.component)
    return make(machine, frame, { class: callee.component, path: null, isComponent: true }, given, call);
  return instantiate(machine, frame, callee, given);
}

/** An instance of a class of the text: its constructor is followed; without one, keywords are its attributes. */
export function instantiate(
  machine: Machine,
  frame: Frame,
  callee: ClassValue,
  given: readonly GivenArgument[] | null,
): Value {
  const id = machine.nextId++;
  machine.heap.set(id, { type: "object", attributes: new Map() });
  const object: Value = { type: "object", id, class: callee };
  const initializer = initializerOf(callee);
  if (initializer) follow(machine, frame, { ...initializer, self: object }, given);
  else {
    const fields = callee.definition.body.statements.flatMap((statement) => {
      const [target] = statement.type === "assign" && statement.annotation ? statement.targets : [];
      return target?.type === "name" ? target.name : [];
    });
    for (const [index, { name, value }] of (given ?? []).entries()) {
      const field = name ?? fields[index];
      if (field !== undefined) setAttribute(machine, object, field, value);
    }
  }
  return object;
}

function initializerOf(of: ClassValue): FunctionValue | null {
  const own = of.scope.variables.get("__init__");
  if (own?.type === "function") return own;
  for (const base of of.bases.flatMap(optionsOf)) {
    const inherited = base.type === "class" ? initializerOf(base) : null;
    if (inherited) return inherited;
  }
  return null;
}
