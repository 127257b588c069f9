import type { Definition, DefinitionLink, DefinitionNode, PipelineDefinition } from "../../model/definition.ts";
import type { ParseDefinition } from "../format.ts";
import type { DefinitionHost } from "../host.ts";
import { textProblems } from "../yaml/problems.ts";
import { readYaml } from "../yaml/read.ts";
import { childOf, entriesOf, entryOf, innerSpan, itemsOf, type YamlNode, type YamlText } from "../yaml/tree.ts";
import { isDvcLock } from "./detect.ts";
import { instancesOf } from "./expand.ts";
import { type DvcFile, filled, readBeside } from "./file.ts";
import { foreignStages } from "./foreign.ts";
import { lockEntries, lockedStage } from "./lock.ts";
import { type Beside, nodesOf } from "./nodes.ts";
import { joined, pathIndex } from "./paths.ts";
import { type Stage, stageOf } from "./stage.ts";
import { type Context, templatesIn } from "./template.ts";
import { globalContext } from "./vars.ts";

/** Stages of one file that are shown. */
const maxStages = 3000;
/** Larger lock files are not looked into for the names of stages, characters. */
const maxLock = 500_000;

/**
 * Reads the stages of a `dvc.yaml` (https://dvc.org/doc/user-guide/project-structure/dvcyaml-files), `foreach`, `matrix` and templates as DVC
 * expands them, or those that a `dvc.lock` holds. Null where there are no stages.
 */
export const parseDvc: ParseDefinition = (uri, text, host) => {
  const yaml = readYaml(text);
  const [root = null] = yaml.documents;
  const file = fileOf(uri, host, yaml);
  return isDvcLock(uri) ? lockDefinition(file, root, yaml) : yamlDefinition(file, root, yaml);
};

function fileOf(uri: string, host: DefinitionHost, yaml: YamlText): DvcFile {
  return {
    uri,
    host,
    files: [uri],
    locate: (span) => ({ uri, range: yaml.lines.range(span) }),
    problems: textProblems(uri, yaml, [childOf(yaml.documents[0] ?? null, "stages")]),
    open: false,
  };
}

function yamlDefinition(file: DvcFile, root: YamlNode | null, yaml: YamlText): Definition | null {
  const list = childOf(root, "stages");
  if (!list) return null;
  const context = globalContext(file, childOf(root, "vars"));
  const stages = stagesOf(file, list, context);
  const artifacts = artifactsOf(file, root, context);
  const lock = lockPlaces(file);
  const nodes = nodesOf(file, stages, { ...artifacts, placesOf: (id) => lock.get(id) ?? [] });
  const links = [...linksOfVars(file, childOf(root, "vars")), ...linksOfStages(file, stages)];
  return definitionOf(file, yaml, nodes, links);
}

function stagesOf(file: DvcFile, list: YamlNode, context: Context): Stage[] {
  const stages: Stage[] = [];
  for (const entry of entriesOf(list)) {
    if (stages.length > maxStages) break;
    // A name that is still being typed has no stage.
    if (entry.value.kind !== "map") continue;
    for (const instance of instancesOf(file, entry, context)) stages.push(stageOf(file, instance));
  }
  return stages.slice(0, maxStages);
}

/** Paths with the types that `artifacts` declares. */
function artifactsOf(file: DvcFile, root: YamlNode | null, context: Context): Omit<Beside, "placesOf"> {
  const types = new Map<string, string>();
  for (const { value } of entriesOf(childOf(root, "artifacts"))) {
    const [path, type] = [childOf(value, "path"), childOf(value, "type")];
    if (path?.kind === "scalar" && type?.kind === "scalar" && type.text !== "")
      types.set(joined("", filled(file, path, context)), type.text);
  }
  return { typeOf: (path) => types.get(path) ?? null };
}

/** Where the `dvc.lock` beside the file names its stages. */
function lockPlaces(file: DvcFile): ReadonlyMap<string, readonly ReturnType<DvcFile["locate"]>[]> {
  const read = readBeside(file, "dvc.lock");
  if (!read || read.text.length > maxLock) return new Map();
  const { documents, lines } = readYaml(read.text);
  return new Map(
    lockEntries(documents[0] ?? null).map(({ key }) => [
      key.text,
      [{ uri: read.uri, range: lines.range(innerSpan(key)) }],
    ]),
  );
}

function lockDefinition(file: DvcFile, root: YamlNode | null, yaml: YamlText): Definition | null {
  const entries = lockEntries(root).slice(0, maxStages);
  if (entries.length === 0 && file.problems.length === 0) return null;
  const beside = writtenBeside(file);
  const stages = entries.map((entry) => lockedStage(entry, beside.wdirs.get(entry.key.text) ?? ""));
  const nodes = nodesOf(file, stages, { ...beside.artifacts, placesOf: () => [] });
  // Names are changed in dvc.yaml, from which DVC writes this file.
  return definitionOf(
    file,
    yaml,
    nodes.map((node) => ({ ...node, idLocations: [] })),
    [],
  );
}

/** What the `dvc.yaml` beside a `dvc.lock` says of its stages. */
function writtenBeside(file: DvcFile) {
  const read = readBeside(file, "dvc.yaml");
  const yaml = readYaml(read?.text ?? "");
  const [root = null] = yaml.documents;
  const other = fileOf(read?.uri ?? file.uri, file.host, yaml);
  const context = globalContext(other, childOf(root, "vars"));
  const list = childOf(root, "stages");
  const stages = list ? stagesOf(other, list, context) : [];
  file.files.push(...other.files.filter((uri) => !file.files.includes(uri)));
  return { wdirs: new Map(stages.map(({ id, wdir }) => [id, wdir])), artifacts: artifactsOf(other, root, context) };
}

function definitionOf(
  file: DvcFile,
  { text, documents }: YamlText,
  nodes: readonly DefinitionNode[],
  links: readonly DefinitionLink[],
): Definition {
  const stagesKey = entryOf(documents[0], "stages")?.key;
  const place = file.locate(stagesKey ?? { from: 0, to: 0 });
  const pipeline: PipelineDefinition = {
    name: null,
    nameLocation: null,
    kind: "dvc",
    location: file.locate({ from: 0, to: text.length }),
    nodes,
    groups: groupsOf(nodes),
    // Runs are in the history of this file in git.
    stores: [{ path: "dvc.lock", location: place }],
    files: file.files,
    caching: null,
    problems: file.problems,
  };
  return { uri: file.uri, format: "dvc", pipelines: [pipeline], problems: [], links };
}

/** The stages of one `foreach` or `matrix`. */
function groupsOf(nodes: readonly DefinitionNode[]): PipelineDefinition["groups"] {
  const groups = new Map<string, string[]>();
  for (const { id, type } of nodes) {
    if (!id.startsWith(`${type}@`)) continue;
    const known = groups.get(type);
    if (known) known.push(id);
    else groups.set(type, [id]);
  }
  return [...groups].map(([id, inside]) => ({ id, nodes: inside }));
}

function linksOfVars(file: DvcFile, vars: YamlNode | null): DefinitionLink[] {
  return itemsOf(vars).flatMap((item) => {
    const [path = ""] = item.kind === "scalar" ? item.text.split(":", 1) : [];
    return item.kind === "scalar" && path !== ""
      ? [{ location: file.locate(innerSpan(item)), target: path, title: "Open the variables" }]
      : [];
  });
}

/** Files that stages read, where the text names them without a template; or the other `dvc.yaml` of which a stage writes them. */
function linksOfStages(file: DvcFile, stages: readonly Stage[]): DefinitionLink[] {
  const own = pathIndex(stages.flatMap(({ outputs }) => outputs.map(({ path }) => [path, path] as const)));
  const makerOf = foreignStages(file);
  return stages.flatMap(({ deps, parameters }) =>
    [...deps, ...parameters.filter(({ name }) => name === null)].flatMap(({ path, scalar }) => {
      if (templatesIn(scalar.text).length > 0) return [];
      const location = file.locate(innerSpan(scalar));
      const maker = own.overlapping(path).length > 0 ? null : makerOf(path);
      if (!maker) return [{ location, target: path, title: `Open ${path}` }];
      return [{ location, target: maker.file, title: `Open the stage ${maker.address}, which writes this` }];
    }),
  );
}
