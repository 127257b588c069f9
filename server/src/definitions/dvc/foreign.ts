import { readYaml } from "../yaml/read.ts";
import { childOf, entriesOf } from "../yaml/tree.ts";
import { instancesOf } from "./expand.ts";
import type { DvcFile } from "./file.ts";
import { joined, type PathIndex, pathIndex } from "./paths.ts";
import { type Stage, stageOf } from "./stage.ts";
import { globalContext } from "./vars.ts";

/** A stage of another `dvc.yaml`, as DVC addresses it from the folder of this one. */
export interface ForeignStage {
  readonly file: string;
  /** `../prepare/dvc.yaml:split`. */
  readonly address: string;
}

/** So many other files are looked for, whether they are there or not. */
const maxFiles = 40;
/** Larger ones are not looked into, characters. */
const maxLength = 200_000;
const maxStages = 500;

/**
 * Finds what writes a path that no stage of this file writes: a stage of a `dvc.yaml` in one of the path's own folders. Files elsewhere,
 * which may write there too, are not known.
 */
export function foreignStages(file: DvcFile): (path: string) => ForeignStage | null {
  const known = new Map<string, PathIndex<ForeignStage> | null>();
  const indexOf = (folder: string): PathIndex<ForeignStage> | null => {
    const before = known.get(folder);
    if (before !== undefined || known.size >= maxFiles) return before ?? null;
    const index = stagesIn(file, folder);
    known.set(folder, index);
    return index;
  };
  return (path) => {
    for (const folder of foldersOf(path)) {
      const [found] = indexOf(folder)?.overlapping(path) ?? [];
      if (found) return found;
    }
    return null;
  };
}

/** Folders that a path names, innermost first; the file's own is none. */
function foldersOf(path: string): string[] {
  if (path.startsWith("/") || path.includes("://")) return [];
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("/"));
}

function stagesIn(file: DvcFile, folder: string): PathIndex<ForeignStage> | null {
  const path = `${folder}/dvc.yaml`;
  const read = file.host.readFile(file.uri, path);
  if (!read || read.text.length > maxLength) return null;
  const { documents, lines } = readYaml(read.text);
  const [root = null] = documents;
  const { uri } = read;
  const other: DvcFile = {
    uri,
    host: file.host,
    files: [uri],
    locate: (span) => ({ uri, range: lines.range(span) }),
    problems: [],
    open: false,
  };
  const context = globalContext(other, childOf(root, "vars"));
  const stages: Stage[] = [];
  for (const entry of entriesOf(childOf(root, "stages"))) {
    if (stages.length > maxStages) break;
    if (entry.value.kind === "map")
      stages.push(...instancesOf(other, entry, context).map((one) => stageOf(other, one)));
  }
  return pathIndex(
    stages.flatMap(({ id, outputs }) =>
      outputs.map((output) => [joined(folder, output.path), { file: path, address: `${path}:${id}` }] as const),
    ),
  );
}
