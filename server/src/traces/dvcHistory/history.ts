import type { CancelToken } from "../../model/cancel.ts";
import { blobsOf, type Commit, commitsOf, git, type Ref, refsOf, textsOf } from "./git.ts";

/** What git knows of one `dvc.lock`. */
export interface LockHistory {
  /** Commits that changed the file against their first parent, oldest first, with its text. */
  readonly changes: readonly LockChange[];
  readonly refs: readonly Ref[];
  /** Texts of the file and of what names artifacts beside it in the commits that tags point at. */
  readonly tagged: ReadonlyMap<string, TaggedTexts>;
  /** Text of `dvc.yaml` in the newest commit that has one; empty where there is none. */
  readonly yaml: string;
  /** The file's text in the commit that is checked out; empty where that has none. */
  readonly head: string;
}

export interface TaggedTexts {
  readonly lock: string;
  readonly yaml: string;
  /** `artifacts.yaml`, in which GTO kept names before `dvc.yaml` did; empty where there is none. */
  readonly registry: string;
}

export interface LockChange {
  readonly commit: Commit;
  readonly lock: string;
  /** The file's text in the first parent; empty where that has none. */
  readonly before: string;
}

/** Larger files are no lock files that anybody's pipeline made. */
const maxBytes = 16 * 1024 * 1024;

/**
 * The history of a file in all branches, tags, experiments and remote branches of its repository. `prefix` is its folder below the
 * repository's top, with a slash at the end. Throws `GitError` and `CancelledError`.
 */
export async function lockHistory(folder: string, prefix: string, token: CancelToken): Promise<LockHistory> {
  const refs = await refsOf(folder, token);
  const commits = await commitsOf(folder, refs, token);
  const tagged = refs.filter(({ name }) => name.startsWith("refs/tags/")).map(({ commit }) => commit);
  const locks = await blobs(folder, `${prefix}dvc.lock`, commits, token);
  const changed = commits.filter(({ id, parents }) => {
    const own = locks.get(id);
    return own && locks.get(parents[0] ?? "") !== own;
  });
  const yamls = await blobs(folder, `${prefix}dvc.yaml`, commits, token);
  const tags = commits.filter(({ id }) => tagged.includes(id));
  const registries = await blobs(folder, `${prefix}artifacts.yaml`, tags, token);
  const newest = commits.find(({ id }) => yamls.get(id));
  const [head = null] = await blobsOf(folder, [`HEAD:${prefix}dvc.lock`], token);
  const wanted = new Set([
    ...(head === null ? [] : [head]),
    ...changed.flatMap(({ id, parents }) => [locks.get(id) ?? [], locks.get(parents[0] ?? "") ?? []].flat()),
    ...tagged.flatMap((id) => [locks, yamls, registries].flatMap((blob) => blob.get(id) ?? [])),
    ...(newest ? [yamls.get(newest.id) ?? []].flat() : []),
  ]);
  const texts = await textsOf(folder, [...wanted], maxBytes, token);
  const textIn = (map: ReadonlyMap<string, string>, id: string): string => texts.get(map.get(id) ?? "") ?? "";
  return {
    changes: changed
      .map((commit) => ({
        commit,
        lock: textIn(locks, commit.id),
        before: textIn(locks, commit.parents[0] ?? ""),
      }))
      .reverse(),
    refs,
    tagged: new Map(
      tagged.map((id) => [id, { lock: textIn(locks, id), yaml: textIn(yamls, id), registry: textIn(registries, id) }]),
    ),
    yaml: newest ? textIn(yamls, newest.id) : "",
    head: texts.get(head ?? "") ?? "",
  };
}

/** The blob of a path in each commit that has it. */
async function blobs(
  folder: string,
  path: string,
  commits: readonly Commit[],
  token: CancelToken,
): Promise<ReadonlyMap<string, string>> {
  const ids = await blobsOf(
    folder,
    commits.map(({ id }) => `${id}:${path}`),
    token,
  );
  return new Map(commits.flatMap(({ id }, index) => (ids[index] ? [[id, ids[index]] as const] : [])));
}

/** Where a folder is in its repository: the folder below the top, with a slash at the end, empty at the top. Throws `GitError`. */
export async function prefixOf(folder: string, token: CancelToken): Promise<string> {
  const answer = await git(folder, ["rev-parse", "--show-prefix"], token);
  return answer.toString("utf8").replace(/\n$/, "");
}
