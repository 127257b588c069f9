import { channelOf } from "./channels.ts";
import { choiceOf, constant, unknown } from "./choices.ts";
import { emptyCall, follow } from "./functions.ts";
import { entryOf, mappingOf, newSequence, objectOf } from "./heap.ts";
import { idOf } from "./ids.ts";
import type { Frame, Machine } from "./machine.ts";
import { make, namedClass } from "./make.ts";
import { baseName, folderOf } from "./paths.ts";
import { refer } from "./references.ts";
import type { ChannelValue, ClassValue, FunctionValue, Made, OutputsValue, Place, Value } from "./values.ts";

/** What `object.name` stands for. */
export function attributeOf(machine: Machine, frame: Frame, object: Value, name: string, place: Place): Value {
  switch (object.type) {
    case "choice":
      return choiceOf(object.options.map((option) => attributeOf(machine, frame, option, name, place)));
    case "module":
      return (
        object.module.scope.variables.get(name) ??
        moduleValue(machine, frame, `${object.module.name}.${name}`) ??
        unknown
      );
    case "external":
      return externalAttribute(machine, frame, object, name);
    case "object":
      return (
        objectOf(machine, object).attributes.get(name) ??
        classAttribute(machine, frame, object.class, name, object) ??
        unknown
      );
    case "class":
      if (name === "__name__") return constant(object.definition.name);
      return classAttribute(machine, frame, object, name, null) ?? unknown;
    case "function":
      return name === "__name__" && object.definition.type === "function" ? constant(object.definition.name) : unknown;
    case "made":
      return madeAttribute(machine, frame, object.made, name, place);
    case "outputs":
      return /^(?:keys|values|items|get)$/.test(name)
        ? { type: "bound", object, name }
        : outputOf(object, name, { ...place, span: { from: object.place.span.from, to: place.span.to } });
    case "channel":
      return object.placeholder ? object : { type: "bound", object, name };
    case "special":
      return machine.dialect?.attribute(object, name, place) ?? unknown;
    case "pipeline":
      return pipelineAttribute(machine, object, name);
    case "mapping":
      return name === "inputs" ? object : { type: "bound", object, name };
    case "constant":
      if (typeof object.value === "string" && name === "parent") return constant(folderOf(object.value), object.place);
      if (typeof object.value === "string" && name === "name") return constant(baseName(object.value), object.place);
      return { type: "bound", object, name };
    case "sequence":
    case "unknown":
    case "partial":
    case "bound":
      return { type: "bound", object, name };
    default:
      return unknown;
  }
}

/** The channel under an output's key; the component is one from now on. */
export function outputOf(outputs: OutputsValue, key: string, place: Place): ChannelValue {
  const { of } = outputs;
  of.isComponent = true;
  if (key !== "") of.usedOutputs.add(key);
  refer(of, "channel", place, key);
  return channelOf(of, key);
}

function moduleValue(machine: Machine, frame: Frame, name: string): Value | undefined {
  const module = machine.load(frame.module, name);
  return module ? { type: "module", module } : undefined;
}

function externalAttribute(
  machine: Machine,
  frame: Frame,
  object: Extract<Value, { type: "external" }>,
  name: string,
): Value {
  const path = `${object.path}.${name}`;
  if (!object.unbound && frame.module.imported.has(path)) {
    const module = machine.load(frame.module, path);
    if (module) return { type: "module", module };
  }
  return { ...object, path };
}

function classAttribute(
  machine: Machine,
  frame: Frame,
  of: ClassValue,
  name: string,
  self: Value | null,
): Value | undefined {
  const value = of.scope.variables.get(name);
  if (value?.type === "function" && value.definition.type === "function") {
    const decorators = value.definition.decorators.flatMap((decorator) =>
      decorator.type === "name" ? decorator.name : [],
    );
    if (decorators.includes("staticmethod")) return value;
    const method: FunctionValue = { ...value, self: decorators.includes("classmethod") ? of : self };
    const isProperty = self !== null && decorators.some((decorator) => /property$/.test(decorator));
    return isProperty ? (follow(machine, frame, method, []) ?? unknown) : method;
  }
  if (value) return value;
  for (const base of of.bases) {
    const inherited = base.type === "class" ? classAttribute(machine, frame, base, name, self) : undefined;
    if (inherited) return inherited;
  }
  return undefined;
}

function madeAttribute(machine: Machine, frame: Frame, made: Made, name: string, place: Place): Value {
  const set = made.attributes.get(name);
  if (set) return set;
  if (name === "outputs") return { type: "outputs", of: made, place };
  if (name === "id" || name === "component_id") {
    const id = idOf(made);
    refer(made, "other", place);
    return id === null ? unknown : constant(id);
  }
  if (made.isComponent || methods.has(name)) return { type: "bound", object: { type: "made", made }, name };
  const field = make(
    machine,
    frame,
    { class: namedClass(name), path: made.path ? `${made.path}.${name}` : null, isComponent: false },
    [],
    emptyCall(place.span),
  );
  made.attributes.set(name, field);
  return field;
}

const methods = new Set([
  "with_id",
  "with_beam_pipeline_args",
  "with_platform_config",
  "with_node_execution_options",
  "add_upstream_node",
  "add_upstream_nodes",
  "add_downstream_node",
  "add_downstream_nodes",
  "run",
]);

function pipelineAttribute(machine: Machine, object: Extract<Value, { type: "pipeline" }>, name: string): Value {
  const { pipeline } = object;
  if (name === "outputs") return pipeline.outputs;
  if (name === "inputs") return pipeline.inputs;
  if (name === "pipeline_name" || name === "id") return pipeline.name;
  if (name === "components") return newSequence(machine, "list", pipeline.members, pipeline.open);
  return { type: "bound", object, name };
}

/** What `object[key]` stands for. */
export function itemOf(machine: Machine, frame: Frame, object: Value, key: Value, place: Place): Value {
  switch (object.type) {
    case "choice":
      return choiceOf(object.options.map((option) => itemOf(machine, frame, option, key, place)));
    case "outputs":
      return outputOf(object, key.type === "constant" ? String(key.value) : "", place);
    case "channel":
      return object;
    case "mapping":
      if (key.type !== "constant")
        return choiceOf([...mappingOf(machine, object).entries.values()].map(({ value }) => value));
      return entryOf(machine, object, String(key.value)) ?? unknown;
    case "sequence":
      return elementOf(machine, object, key);
    case "special":
      return machine.dialect?.item(object, key, place) ?? unknown;
    case "made":
      return madeItem(machine, object, key);
    case "external":
      if (object.path === "os.environ" && key.type === "constant" && key.value === "HOME") return constant("~", place);
      return { type: "external", path: `${object.path}.${key.type === "constant" ? key.value : "?"}` };
    default:
      return unknown;
  }
}

function elementOf(machine: Machine, object: Extract<Value, { type: "sequence" }>, key: Value): Value {
  const content = machine.heap.get(object.id);
  if (content?.type !== "sequence") return unknown;
  if (key.type === "constant" && typeof key.value === "number") {
    return content.open ? unknown : (content.items.at(key.value)?.value ?? unknown);
  }
  return choiceOf(content.items.map(({ value }) => value));
}

/** `resolved['examples']` of something that was called with channels: the one of that key, else all. */
function madeItem(machine: Machine, object: Extract<Value, { type: "made" }>, key: Value): Value {
  if (object.made.isComponent) return unknown;
  for (const { value, name } of object.made.arguments) {
    if (key.type !== "constant") break;
    if (name === key.value) return value;
    const entry = value.type === "mapping" ? mappingOf(machine, value).entries.get(String(key.value)) : undefined;
    if (entry) return entry.value;
  }
  return object;
}
