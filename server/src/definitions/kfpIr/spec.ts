import type { Carries, NodeCaching } from "../../model/definition.ts";
import type { Component, Dag, Dags, Iterator, Port, Selector, Source, Task, TaskInput } from "../dags/model.ts";
import { entriesOf, itemsOf, type YamlEntry, type YamlNode } from "../yaml/tree.ts";
import { artifactTypeOf, parameterTypeOf } from "./artifactType.ts";
import { field, fieldAt, fieldEntry, mapAt, textField } from "./fields.ts";

/**
 * A pipeline specification as it is written, by its keys
 * (https://github.com/kubeflow/pipelines/blob/master/api/v2alpha1/pipeline_spec.proto).
 */
export interface Spec extends Dags {
  readonly executors: ReadonlyMap<string, YamlEntry>;
}

/** Reads a specification. Linear in it, aliases counted as what they repeat. */
export function specOf(node: YamlNode, locate: Spec["locate"]): Spec {
  const components = new Map<string, Component>();
  for (const entry of mapAt(node, "components")) {
    components.set(entry.key.text, componentOf(entry.key.text, entry, locate));
  }
  const root = fieldEntry(node, "root");
  const executors = new Map([...mapAt(node, "deploymentSpec", "executors")].map((entry) => [entry.key.text, entry]));
  return {
    root: root && componentOf("root", root, locate),
    components,
    executors,
    word: "component",
    mayRecur: false,
    locate,
  };
}

/** Components of entries: one that a text's next version takes over stands where it stood. */
const known = new WeakMap<YamlEntry, Component>();

function componentOf(name: string, entry: YamlEntry, locate: Spec["locate"]): Component {
  const before = known.get(entry);
  if (before) return before;
  const component = newComponent(name, entry, locate);
  known.set(entry, component);
  return component;
}

function newComponent(name: string, entry: YamlEntry, locate: Spec["locate"]): Component {
  const { key, value } = entry;
  const dag = field(value, "dag");
  return {
    name,
    span: key,
    entry,
    dag: dag?.kind === "map" ? dagOf(dag, locate) : null,
    executor: textField(value, "executorLabel")?.text ?? null,
    inputs: portsOf(field(value, "inputDefinitions")),
    outputs: portsOf(field(value, "outputDefinitions")),
  };
}

function portsOf(definitions: YamlNode | null): ReadonlyMap<string, Port> {
  const ports = new Map<string, Port>();
  for (const { key, value } of mapAt(definitions, "artifacts")) {
    const required = !isTrue(field(value, "isOptional"));
    ports.set(key.text, { key, carries: "artifact", type: artifactTypeOf(value), required });
  }
  for (const { key, value } of mapAt(definitions, "parameters")) {
    const required = !isTrue(field(value, "isOptional")) && fieldEntry(value, "defaultValue") === null;
    ports.set(key.text, { key, carries: "parameter", type: parameterTypeOf(value), required });
  }
  return ports;
}

const isTrue = (node: YamlNode | null): boolean => node?.kind === "scalar" && node.value === true;

function dagOf(node: YamlNode, locate: Spec["locate"]): Dag {
  const tasks = new Map<string, Task>();
  for (const entry of mapAt(node, "tasks")) tasks.set(entry.key.text, taskOf(entry, locate));
  const outputs = new Map<string, Selector[]>();
  for (const { key, value } of mapAt(node, "outputs", "artifacts")) {
    outputs.set(key.text, selectorsOf(itemsOf(field(value, "artifactSelectors")), "outputArtifactKey"));
  }
  for (const { key, value } of mapAt(node, "outputs", "parameters")) {
    const one = field(value, "valueFromParameter");
    const several = itemsOf(fieldAt(value, "valueFromOneof", "parameterSelectors"));
    outputs.set(key.text, selectorsOf(one ? [one, ...several] : several, "outputParameterKey"));
  }
  return { tasks, outputs };
}

const selectorsOf = (nodes: readonly YamlNode[], name: string): Selector[] =>
  nodes.flatMap((node) => selectorOf(node, "producerSubtask", name) ?? []);

function selectorOf(node: YamlNode, task: string, output: string): Selector | null {
  const taskName = textField(node, task);
  const outputName = textField(node, output);
  return taskName && outputName ? { task: taskName, output: outputName } : null;
}

function taskOf(entry: YamlEntry, locate: Spec["locate"]): Task {
  const { key, value } = entry;
  const inputs = new Map<string, TaskInput>();
  for (const input of mapAt(value, "inputs", "artifacts")) inputs.set(input.key.text, inputOf(input, "artifact"));
  for (const input of mapAt(value, "inputs", "parameters")) inputs.set(input.key.text, inputOf(input, "parameter"));
  const trigger = field(value, "triggerPolicy");
  return {
    key,
    entry,
    component: textField(field(value, "componentRef"), "name"),
    inputs,
    dependsOn: itemsOf(field(value, "dependentTasks")).filter((item) => item.kind === "scalar"),
    follows: [],
    caching: cachingOf(fieldEntry(value, "cachingOptions"), locate),
    condition: textField(trigger, "condition"),
    iterator: iteratorOf(value),
  };
}

/** Empty options say that caching is off: `enableCache: false` is not written, being the default. */
function cachingOf(entry: YamlEntry | null, locate: Spec["locate"]): NodeCaching | null {
  if (entry?.value.kind !== "map") return null;
  return { enabled: isTrue(field(entry.value, "enableCache")), location: locate(entry) };
}

function inputOf({ key, value }: YamlEntry, carries: Carries): TaskInput {
  return { key, carries, value, source: sourceOf(value, carries) };
}

function sourceOf(value: YamlNode, carries: Carries): Source {
  const isArtifact = carries === "artifact";
  const made = field(value, isArtifact ? "taskOutputArtifact" : "taskOutputParameter");
  const from = made && selectorOf(made, "producerTask", isArtifact ? "outputArtifactKey" : "outputParameterKey");
  if (from) return { kind: "task", from };
  const outer = textField(value, isArtifact ? "componentInputArtifact" : "componentInputParameter");
  if (outer) return { kind: "dag", name: outer.text };
  const status = textField(field(value, "taskFinalStatus"), "producerTask");
  if (status) return { kind: "status", task: status };
  const runtime = field(value, "runtimeValue");
  // Schema 2.0.0: a parameter of the job, whose name is no input of a dag.
  const ofJob = textField(runtime, "runtimeParameter");
  if (ofJob) return { kind: "dag", name: `\0${ofJob.text}` };
  const constant = field(runtime, "constant") ?? constantValueOf(field(runtime, "constantValue"));
  return constant ? { kind: "constant", value: constant } : { kind: "open" };
}

/** Schema 2.0.0 wraps constants: `constantValue: {stringValue: a}`. */
const constantValueOf = (node: YamlNode | null): YamlNode | null =>
  field(node, "stringValue") ?? field(node, "intValue") ?? field(node, "doubleValue");

function iteratorOf(task: YamlNode): Iterator | null {
  const parameters = field(task, "parameterIterator");
  const artifacts = field(task, "artifactIterator");
  const iterator = parameters ?? artifacts;
  if (!iterator) return null;
  const items = field(iterator, "items");
  const input = textField(items, parameters ? "inputParameter" : "inputArtifact")?.text ?? null;
  const raw = textField(items, "raw")?.text ?? null;
  const item = textField(iterator, "itemInput")?.text ?? null;
  return { item, input, words: `for each of ${cut(input ?? raw ?? "its items")}` };
}

/** Longer words of a loop are cut, characters. */
const maxWords = 200;

const cut = (text: string): string => (text.length > maxWords ? `${text.slice(0, maxWords - 1)}…` : text);

/** Whether a node looks like a specification: it has a root, or components. */
export const isSpec = (node: YamlNode | null): boolean =>
  fieldEntry(node, "root") !== null || [...entriesOf(field(node, "components"))].length > 0;
