import { basename, dirname, join } from "node:path";
import { neverCancelled } from "../../model/cancel.ts";
import type { Definitions } from "../../workspace/definitions.ts";
import { uriOf } from "../../workspace/paths.ts";
import { scanFolders } from "../../workspace/scan.ts";
import type { Search } from "../../workspace/search.ts";
import { userOf } from "../../workspace/users.ts";
import { compareTexts } from "./places.ts";
import { causeOf, type Problems } from "./problems.ts";
import type { Target } from "./roots.ts";
import { whyUnread } from "./unread.ts";

/**
 * URIs of the definitions in files and folders, sorted. A module that a pipeline in another file is made of stands for that one, as in the
 * editor. What could not be read is told to `problems`.
 */
export async function homesOf(
  targets: readonly Target[],
  definitions: Definitions,
  search: Search,
  problems: Problems,
): Promise<readonly string[]> {
  const texts = new Map<string, string | null>();
  const homeOf = async (path: string): Promise<string | null> => {
    const uri = uriOf(path);
    const own = definitions.of(uri);
    if (!own) {
      const isNamed = targets.some((target) => target.path === path);
      const message = await whyUnread(uri, definitions.textOf(uri), isNamed);
      if (message !== null) problems.add(path, message);
      return null;
    }
    if (own.definition.pipelines.some(({ name }) => name !== null)) return uri;
    return (await userOf(uri, await search.sources(), definitions, neverCancelled, texts)) ?? uri;
  };
  const homes = new Set<string>();
  for (const path of await filesOf(targets, problems)) {
    try {
      const home = await homeOf(path);
      if (home !== null) homes.add(home);
    } catch (error) {
      problems.add(path, `could not be read (${causeOf(error)}). This is a mistake in Graphlet; please report it.`);
    }
  }
  return [...homes].sort(compareTexts);
}

/** Paths of the files that may be definitions: those that are named, and those that the folders hold. */
async function filesOf(targets: readonly Target[], problems: Problems): Promise<readonly string[]> {
  const files = new Set(targets.filter(({ type }) => type === "file").map(({ path }) => path));
  for (const { path, type } of targets) {
    if (type === "file") continue;
    const { sources, truncated } = await scanFolders([path], neverCancelled);
    const all = new Set(sources);
    for (const source of sources) if (!isRecord(source, all)) files.add(source);
    if (truncated) problems.add(path, "too large to be searched whole. Check the folders inside it one by one.");
  }
  return [...files].sort(compareTexts);
}

/** DVC writes `dvc.lock` from the `dvc.yaml` beside it: what that says is not told twice. */
const isRecord = (path: string, all: ReadonlySet<string>): boolean =>
  basename(path) === "dvc.lock" && all.has(join(dirname(path), "dvc.yaml"));
