import { isJson } from "../../model/isJson.ts";
import type { Location } from "../../model/text.ts";
import type { Span } from "../python/ast.ts";
import { readYaml } from "../yaml/read.ts";
import {
  childAt,
  childOf,
  itemsOf,
  textOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../yaml/tree.ts";
import { scalarAt } from "./workflow.ts";

/** A specification that a workflow carries in pieces. */
export interface Carried {
  readonly spec: YamlMap;
  /** A stretch of a piece as a place: that of the piece, whose text is quoted. */
  locate(span: Span): Location;
}

/** Each piece has offsets of its own above those of the file: this many apart. */
const apart = 2 ** 32;

/**
 * The specification of Kubeflow Pipelines 2 that its backend compiled into a workflow: the generic templates drive and run what the arguments
 * hold as JSON (`components-<hash>`, `implementations-<hash>`, `components-root`), and the driving tasks say which component is which. Null
 * where the workflow is another.
 */
export function carriedSpec(spec: YamlNode, locate: (span: Span) => Location): Carried | null {
  const pieces: YamlScalar[] = [];
  const parsed = new Map<string, YamlNode>();
  const parse = (scalar: YamlScalar): YamlNode | null => {
    const { documents, problems } = readYaml(scalar.text);
    const [node] = documents;
    // Kubeflow writes JSON without a mistake, and without anchors: what they repeat would be copied.
    if (!node || problems.length > 0 || !isJson(scalar.text)) return null;
    pieces.push(scalar);
    return moved(node, pieces.length * apart);
  };
  for (const parameter of itemsOf(childAt(spec, "arguments", "parameters"))) {
    const name = textOf(childOf(parameter, "name"));
    const value = scalarAt(parameter, "value");
    if (name === null || !value || !/^(?:components|implementations)-/.test(name)) continue;
    const node = parse(value);
    if (node) parsed.set(name, node);
  }
  const root = parsed.get("components-root");
  if (!root) return null;
  const components: YamlEntry[] = [];
  const executors: YamlEntry[] = [];
  for (const [component, hash] of componentHashes(spec)) {
    const node = parsed.get(`components-${hash}`);
    if (!node) continue;
    components.push(entryOfNode(component, node));
    const label = scalarAt(node, "executorLabel");
    const implementation = parsed.get(`implementations-${hash}`);
    if (label && implementation) executors.push(entryOfNode(label.text, executorOf(implementation)));
  }
  const deployment = mapOf([entryOfNode("executors", mapOf(executors))]);
  return {
    spec: mapOf([
      entryOfNode("root", root),
      entryOfNode("components", mapOf(components)),
      entryOfNode("deploymentSpec", deployment),
    ]),
    locate: (span) => locate(pieces[Math.floor(span.from / apart) - 1] ?? span),
  };
}

/** An implementation is a container or an importer, without saying which. */
const executorOf = (node: YamlNode): YamlNode =>
  mapOf([entryOfNode(childOf(node, "artifactUri") ? "importer" : "container", node)]);

/** Which component's name has which hash: driving tasks are given the component by its hash and the task with the component's name. */
function componentHashes(spec: YamlNode): Map<string, string> {
  const hashes = new Map<string, string>();
  for (const template of itemsOf(childOf(spec, "templates"))) {
    for (const task of itemsOf(childAt(template, "dag", "tasks"))) {
      const given = new Map<string, string>();
      for (const one of itemsOf(childAt(task, "arguments", "parameters"))) {
        const name = textOf(childOf(one, "name"));
        if (name !== null) given.set(name, textOf(childOf(one, "value")) ?? "");
      }
      const hash = /\{\{workflow\.parameters\.components-([\w-]+)\}\}/.exec(given.get("component") ?? "")?.[1];
      const name = /"componentRef"\s*:\s*\{\s*"name"\s*:\s*"([^"\\]+)"/.exec(given.get("task") ?? "")?.[1];
      if (hash !== undefined && name !== undefined) hashes.set(name, hash);
    }
  }
  return hashes;
}

/** Where the tasks of a compiled workflow that drive a pipeline's tasks stand, and the names that they give: by those names, the first of each. */
export function drivingTasks(
  spec: YamlNode,
): ReadonlyMap<string, { readonly task: YamlNode; readonly name: YamlScalar }> {
  const tasks = new Map<string, { readonly task: YamlNode; readonly name: YamlScalar }>();
  for (const template of itemsOf(childOf(spec, "templates"))) {
    for (const task of itemsOf(childAt(template, "dag", "tasks"))) {
      for (const one of itemsOf(childAt(task, "arguments", "parameters"))) {
        const name = textOf(childOf(one, "name")) === "task-name" ? scalarAt(one, "value") : null;
        if (name && !tasks.has(name.text)) tasks.set(name.text, { task, name });
      }
    }
  }
  return tasks;
}

const entryOfNode = (key: string, value: YamlNode): YamlEntry => ({
  key: { kind: "scalar", from: value.from, to: value.from, value: key, text: key, style: "plain" },
  value,
  from: value.from,
  to: value.to,
});

function mapOf(entries: readonly YamlEntry[]): YamlMap {
  const from = entries[0]?.from ?? 0;
  const index = new Map(entries.map((entry) => [entry.key.text, entry]));
  return { kind: "map", from, to: entries.at(-1)?.to ?? 0, entries, index, flow: false };
}

/** A node with its offsets moved. */
function moved(node: YamlNode, by: number): YamlNode {
  const { from, to } = { from: node.from + by, to: node.to + by };
  if (node.kind === "scalar") return { ...node, from, to };
  if (node.kind === "sequence") return { ...node, from, to, items: node.items.map((item) => moved(item, by)) };
  const entries = node.entries.map((entry) => movedEntry(entry, by));
  return { ...node, from, to, entries, index: new Map(entries.map((entry) => [entry.key.text, entry])) };
}

function movedEntry({ key, value, from, to }: YamlEntry, by: number): YamlEntry {
  const movedKey = { ...key, from: key.from + by, to: key.to + by };
  return { key: movedKey, value: moved(value, by), from: from + by, to: to + by };
}
