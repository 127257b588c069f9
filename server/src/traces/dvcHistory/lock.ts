import { readYaml } from "../../definitions/yaml/read.ts";
import { childAt, childOf, entriesOf, itemsOf, textOf, type YamlNode } from "../../definitions/yaml/tree.ts";

/** A stage as `dvc.lock` says that it ran. */
export interface LockedStage {
  readonly name: string;
  readonly cmd: string;
  readonly deps: readonly LockedPath[];
  readonly outs: readonly LockedPath[];
  /** Canonical form of the parameters' values; null where it has none. */
  readonly params: string | null;
}

/** A path at a version. */
export interface LockedPath {
  readonly path: string;
  /** md5, etag or checksum; empty where the lock has none. */
  readonly hash: string;
}

const maxStages = 10_000;
const maxPaths = 10_000;
const maxText = 2_000;
const maxDepth = 20;

/**
 * The stages of a `dvc.lock`, of schema 2.0 (below `stages`) or 1.0 (at the top); empty where it is none. What is not understood in a stage
 * is left out. Paths are below the file's folder; `folders` are those of stages that run in another one, which the lock does not say.
 */
export function lockedStages(text: string, folders: ReadonlyMap<string, string> = new Map()): readonly LockedStage[] {
  const [root = null] = readYaml(text).documents;
  if (root?.kind !== "map") return [];
  const stages = childOf(root, "schema") ? childOf(root, "stages") : root;
  const found: LockedStage[] = [];
  for (const { key, value } of entriesOf(stages)) {
    if (found.length >= maxStages) break;
    if (value.kind !== "map") continue;
    const params = childOf(value, "params");
    const folder = folders.get(key.text.split("@")[0] ?? "") ?? "";
    found.push({
      name: key.text.slice(0, maxText),
      cmd: commandOf(childOf(value, "cmd")),
      deps: pathsOf(childOf(value, "deps"), folder),
      outs: pathsOf(childOf(value, "outs"), folder),
      params: params && canonical(params, maxDepth),
    });
  }
  return found;
}

function commandOf(node: YamlNode | null): string {
  if (node?.kind !== "sequence") return (textOf(node) ?? "").slice(0, maxText);
  return itemsOf(node)
    .map((one) => textOf(one) ?? "")
    .join(" && ")
    .slice(0, maxText);
}

function pathsOf(list: YamlNode | null, folder: string): readonly LockedPath[] {
  const found: LockedPath[] = [];
  for (const one of itemsOf(list)) {
    if (found.length >= maxPaths) break;
    const path = textOf(childOf(one, "path"));
    if (path === null || path === "") continue;
    const hash = ["md5", "etag", "checksum"].map((name) => textOf(childOf(one, name))).find((value) => value);
    found.push({ path: below(folder, path.slice(0, maxText).replaceAll("\\", "/")), hash: (hash ?? "").slice(0, 200) });
  }
  return found;
}

/** A path in a folder, without `.` and `..` where they can be told. */
function below(folder: string, path: string): string {
  if (folder === "" || path.startsWith("/") || /^[a-z][\w+.-]*:/i.test(path)) return path;
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split("/")) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** Plain text of a node with keys in order: equal texts, equal values. */
function canonical(node: YamlNode, depth: number): string {
  if (depth === 0) return "…";
  if (node.kind === "scalar") return JSON.stringify(node.value);
  if (node.kind === "sequence") return `[${node.items.map((item) => canonical(item, depth - 1)).join(",")}]`;
  const parts = [...node.index.values()].map(
    ({ key, value }) => `${JSON.stringify(key.text)}:${canonical(value, depth - 1)}`,
  );
  return `{${parts.sort().join(",")}}`;
}

/** An artifact that has a name, by its path. */
export interface NamedArtifact {
  readonly name: string;
  readonly path: string;
  readonly type: string;
}

/** Names under `artifacts` in a `dvc.yaml`, each with its path and type. */
export function namedArtifacts(text: string): readonly NamedArtifact[] {
  const [root = null] = readYaml(text).documents;
  return namesIn(childAt(root, "artifacts"));
}

/** Names in an `artifacts.yaml` of GTO. */
export function registeredArtifacts(text: string): readonly NamedArtifact[] {
  const [root = null] = readYaml(text).documents;
  return namesIn(root);
}

function namesIn(node: YamlNode | null): readonly NamedArtifact[] {
  return [...entriesOf(node)].flatMap(({ key, value }) => {
    const path = textOf(childOf(value, "path"));
    return path === null ? [] : [{ name: key.text, path, type: textOf(childOf(value, "type")) ?? "" }];
  });
}

/** The folders that stages of a `dvc.yaml` run in (`wdir`), by the stage's name as declared. */
export function workFolders(text: string): ReadonlyMap<string, string> {
  const [root = null] = readYaml(text).documents;
  const found = new Map<string, string>();
  for (const { key, value } of entriesOf(childAt(root, "stages"))) {
    const folder = textOf(childOf(value, "wdir")) ?? textOf(childAt(value, "do", "wdir"));
    if (folder !== null && !folder.includes("${")) found.set(key.text, folder);
  }
  return found;
}
