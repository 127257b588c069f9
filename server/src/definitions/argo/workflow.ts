import type { Carries, DefinitionProblem, NodeCaching } from "../../model/definition.ts";
import type { Component, Dag, Dags, Iterator, Port, Selector, Source, Task, TaskInput } from "../dags/model.ts";
import {
  childAt,
  childOf,
  entryOf,
  innerSpan,
  itemsOf,
  textOf,
  type YamlEntry,
  type YamlNode,
  type YamlScalar,
} from "../yaml/tree.ts";
import { dependsNames, sourceOfText } from "./expressions.ts";

/** A workflow as it is written (https://argo-workflows.readthedocs.io/en/latest/fields/): its templates are the components. */
export interface Workflow extends Dags {
  readonly templates: ReadonlyMap<string, YamlNode>;
}

/** What reading needs of the text. */
export interface WorkflowText {
  readonly locate: Dags["locate"];
  slice(from: number, to: number): string;
  report(problem: DefinitionProblem): void;
}

/** Templates of a library that may be started are as many at most. */
const maxStarts = 100;

/**
 * Names of the templates at which a workflow starts: its entrypoint. A library of templates (`WorkflowTemplate`) that has none may be started
 * at each of its dags and steps that no other holds.
 */
export function startsOf(spec: YamlNode): readonly YamlScalar[] {
  const entry = scalarAt(spec, "entrypoint");
  if (entry || childOf(spec, "workflowTemplateRef")) return entry ? [entry] : [];
  const templates = itemsOf(childOf(spec, "templates")).filter(
    (node) => childOf(node, "dag") !== null || childOf(node, "steps") !== null,
  );
  const held = new Set(templates.flatMap((node) => [...templatesIn(node)]));
  const names = templates.flatMap((node) => scalarAt(node, "name") ?? []);
  return names.filter(({ text }) => !held.has(text)).slice(0, maxStarts);
}

function* templatesIn(template: YamlNode): Generator<string> {
  const groups = itemsOf(childOf(template, "steps")).flatMap((group) =>
    group.kind === "sequence" ? group.items : [group],
  );
  for (const task of [...itemsOf(childAt(template, "dag", "tasks")), ...groups]) {
    const name = scalarAt(task, "template");
    if (name) yield name.text;
  }
}

/** Reads a workflow's `spec`, from the template on that it starts at. */
export function workflowOf(spec: YamlNode, entry: YamlScalar | null, text: WorkflowText): Workflow {
  const components = new Map<string, Component>();
  const templates = new Map<string, YamlNode>();
  for (const node of itemsOf(childOf(spec, "templates"))) {
    const name = scalarAt(node, "name");
    if (!name) continue;
    const component = componentOf(name, node, text);
    components.set(name.text, component);
    templates.set(name.text, node);
  }
  const start = entry && components.get(entry.text);
  const root = start ? rootOf(start, entry, spec, components) : null;
  return { root, components, templates, word: "template", mayRecur: true, locate: text.locate };
}

/** The template at which a workflow starts; one that is executed is a dag of one task. A handler at the exit runs after all others. */
function rootOf(
  start: Component,
  entry: YamlScalar,
  spec: YamlNode,
  components: ReadonlyMap<string, Component>,
): Component {
  const tasks = new Map(start.dag?.tasks ?? [[start.name, taskNamed(entry, entry)]]);
  const exit = scalarAt(spec, "onExit");
  if (exit && components.has(exit.text) && !tasks.has(exit.text)) {
    tasks.set(exit.text, { ...taskNamed(exit, exit), follows: [...tasks.keys()] });
  }
  return { ...start, dag: { tasks, outputs: start.dag?.outputs ?? new Map() } };
}

function taskNamed(key: YamlScalar, component: YamlScalar): Task {
  const entry: YamlEntry = { key, value: key, from: key.from, to: key.to };
  return {
    key,
    entry,
    component,
    inputs: new Map(),
    dependsOn: [],
    follows: [],
    caching: null,
    condition: null,
    iterator: null,
  };
}

function componentOf(name: YamlScalar, node: YamlNode, text: WorkflowText): Component {
  return {
    name: name.text,
    span: name,
    entry: null,
    dag: dagOf(node, text),
    executor: null,
    inputs: portsOf(childOf(node, "inputs")),
    outputs: portsOf(childOf(node, "outputs")),
  };
}

function portsOf(node: YamlNode | null): ReadonlyMap<string, Port> {
  const ports = new Map<string, Port>();
  const add = (one: YamlNode, carries: Carries): void => {
    const key = scalarAt(one, "name");
    // Whether an input has to be given, the workflow's arguments say, too: nothing is asked for here.
    if (key && !ports.has(key.text)) ports.set(key.text, { key, carries, type: null, required: false });
  };
  for (const one of itemsOf(childOf(node, "artifacts"))) add(one, "artifact");
  for (const one of itemsOf(childOf(node, "parameters"))) add(one, "parameter");
  return ports;
}

function dagOf(template: YamlNode, text: WorkflowText): Dag | null {
  const dag = entryOf(template, "dag");
  const steps = entryOf(template, "steps");
  if (!dag && !steps) return null;
  const tasks = new Map<string, Task>();
  if (dag) for (const node of itemsOf(childOf(dag.value, "tasks"))) addTask(tasks, node, [], text);
  let before: string[] = [];
  for (const group of steps ? itemsOf(steps.value) : []) {
    const names: string[] = [];
    for (const node of group.kind === "sequence" ? group.items : [group]) {
      const name = addTask(tasks, node, before, text);
      if (name !== null) names.push(name);
    }
    if (names.length > 0) before = names;
  }
  return { tasks, outputs: outputsOf(childOf(template, "outputs"), text) };
}

function addTask(
  tasks: Map<string, Task>,
  node: YamlNode,
  follows: readonly string[],
  text: WorkflowText,
): string | null {
  const key = scalarAt(node, "name");
  if (!key) return null;
  if (tasks.has(key.text)) {
    const message = `Another task beside this one has the name \`${key.text.slice(0, 200)}\`. Give one of them another name.`;
    text.report({ code: "duplicate-id", message, location: text.locate(innerSpan(key)) });
    return null;
  }
  const iterator = iteratorOf(node);
  const items = itemsSource(node, text);
  const depends = scalarAt(node, "depends");
  const listed = itemsOf(childOf(node, "dependencies")).filter((item) => item.kind === "scalar");
  tasks.set(key.text, {
    key,
    entry: { key, value: node, from: node.from, to: node.to },
    component: scalarAt(node, "template"),
    inputs: inputsOf(node, items, text),
    dependsOn: depends ? [...listed, ...dependsNames(depends, text.slice)] : listed,
    follows,
    caching: null,
    condition: scalarAt(node, "when"),
    iterator,
  });
  return key.text;
}

function inputsOf(node: YamlNode, items: Source | null, text: WorkflowText): ReadonlyMap<string, TaskInput> {
  const inputs = new Map<string, TaskInput>();
  for (const [list, carries, field] of [
    ["artifacts", "artifact", "from"],
    ["parameters", "parameter", "value"],
  ] as const) {
    for (const one of itemsOf(childAt(node, "arguments", list))) {
      const key = scalarAt(one, "name");
      const value = childOf(one, field) ?? childOf(one, "fromExpression");
      if (!key || !value) continue;
      const source: Source =
        value.kind === "scalar" ? sourceOfText(value, text.slice, items) : { kind: "constant", value };
      inputs.set(key.text, { key, carries, value, source });
    }
  }
  return inputs;
}

/** Where the items of a loop come from. */
function itemsSource(node: YamlNode, text: WorkflowText): Source | null {
  const value = childOf(node, "withParam") ?? childOf(childOf(node, "withSequence"), "count");
  return value?.kind === "scalar" ? sourceOfText(value, text.slice, null) : null;
}

/** Longer words of a loop are cut, characters. */
const maxWords = 200;

function iteratorOf(node: YamlNode): Iterator | null {
  const value = childOf(node, "withParam") ?? childOf(node, "withItems");
  if (value) {
    const words =
      textOf(value) ??
      itemsOf(value)
        .slice(0, 20)
        .map((item) => textOf(item) ?? "…")
        .join(", ");
    return { item: null, input: null, words: `for each of ${words.slice(0, maxWords)}` };
  }
  return childOf(node, "withSequence") ? { item: null, input: null, words: "for each of a sequence" } : null;
}

function outputsOf(node: YamlNode | null, text: WorkflowText): ReadonlyMap<string, readonly Selector[]> {
  const outputs = new Map<string, Selector[]>();
  const add = (one: YamlNode, value: YamlNode | null): void => {
    const key = scalarAt(one, "name");
    if (!key) return;
    const source = value?.kind === "scalar" ? sourceOfText(value, text.slice, null) : null;
    const all = source?.kind === "several" ? source.sources : source ? [source] : [];
    const found = all.flatMap((from) => (from.kind === "task" ? [from.from] : []));
    outputs.set(key.text, [...(outputs.get(key.text) ?? []), ...found]);
  };
  for (const one of itemsOf(childOf(node, "parameters"))) {
    add(one, childAt(one, "valueFrom", "parameter") ?? childAt(one, "valueFrom", "expression"));
  }
  for (const one of itemsOf(childOf(node, "artifacts")))
    add(one, childOf(one, "from") ?? childOf(one, "fromExpression"));
  return outputs;
}

/** Whether results of a template are taken from an earlier run, as Kubeflow's label or Argo's own option says. */
export function cachingOf(template: YamlNode | null, locate: Dags["locate"]): NodeCaching | null {
  const label = entryOf(childAt(template, "metadata", "labels"), "pipelines.kubeflow.org/enable_caching");
  if (label) return { enabled: textOf(label.value) === "true", location: locate(label) };
  const memoize = entryOf(template, "memoize");
  return memoize ? { enabled: true, location: locate(memoize) } : null;
}

/** The value under a key where it is text; null else. */
export function scalarAt(node: YamlNode | null, key: string): YamlScalar | null {
  const value = childOf(node, key);
  return value?.kind === "scalar" && value.value !== null && value.text !== "" ? value : null;
}
