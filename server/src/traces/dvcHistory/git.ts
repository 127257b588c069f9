import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { CancelledError, type CancelToken } from "../../model/cancel.ts";

/** The user's `git` could not answer: it is not there, there is no repository, or it failed. */
export class GitError extends Error {
  override readonly name = "GitError";
}

/** Bytes of an answer that are taken in. */
const maxAnswer = 1 << 30;

/**
 * Asks git in a folder and gives what it printed. Only commands that read objects and refs are meant to be asked: nothing is locked or
 * fetched, no hook, filter, pager or monitor runs, and the work tree is not looked at. Throws `GitError` and `CancelledError`.
 */
export function git(
  folder: string,
  args: readonly string[],
  token: CancelToken,
  input: string | null = null,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asked = start(folder, args);
    const parts: Buffer[] = [];
    let length = 0;
    let complaint = "";
    const watch = setInterval(() => {
      if (!token.isCancellationRequested) return;
      asked.kill();
      finish(() => reject(new CancelledError()));
    }, 50);
    const finish = (settle: () => void): void => {
      clearInterval(watch);
      settle();
    };
    asked.stdout.on("data", (part: Buffer) => {
      length += part.length;
      if (length <= maxAnswer) parts.push(part);
      else {
        asked.kill();
        finish(() => reject(new GitError("the history is too large")));
      }
    });
    asked.stderr.on("data", (part: Buffer) => {
      if (complaint.length < 2_000) complaint += part.toString("utf8");
    });
    // Git may end before it has read all that it was asked.
    asked.stdin.on("error", () => {});
    asked.on("error", (error) => finish(() => reject(new GitError(`git cannot be run (${error.message})`))));
    asked.on("close", (code) =>
      finish(() =>
        code === 0
          ? resolve(Buffer.concat(parts))
          : reject(new GitError(complaint.split("\n")[0] || `git ended with ${code}`)),
      ),
    );
    asked.stdin.end(input ?? "");
  });
}

function start(folder: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  const settings = ["core.fsmonitor=false", "core.hooksPath=/dev/null", "log.showSignature=false", "core.pager=cat"];
  return spawn("git", [...settings.flatMap((one) => ["-c", one]), "--no-pager", ...args], {
    cwd: folder,
    windowsHide: true,
    env: {
      ...process.env,
      GIT_OPTIONAL_LOCKS: "0",
      GIT_TERMINAL_PROMPT: "0",
      GIT_NO_LAZY_FETCH: "1",
      GIT_ASKPASS: "",
      LC_ALL: "C",
    },
  });
}

/** A commit with its parents. */
export interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  /** When it was committed, milliseconds since the epoch. */
  readonly at: number;
}

export interface Ref {
  /** `refs/tags/v1`. */
  readonly name: string;
  /** The commit that it leads to, through a tag's object. */
  readonly commit: string;
  /** When the tag was made, of a branch its commit; milliseconds since the epoch. */
  readonly at: number;
}

/** Refs that DVC and git keep for themselves: no run of anybody's. */
const inner = /^refs\/(?:stash$|notes\/|replace\/|bisect\/|exps\/(?:stash|exec|celery|temp|fetch|push)(?:\/|$))/;
/** Commits that are looked through, newest first. */
const maxCommits = 200_000;

/** Branches, tags, experiments, and whatever else points at commits. */
export async function refsOf(folder: string, token: CancelToken): Promise<readonly Ref[]> {
  const format = "%(refname)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)%00%(creatordate:unix)";
  const answer = await git(folder, ["for-each-ref", `--format=${format}`], token);
  return answer
    .toString("utf8")
    .split("\n")
    .flatMap((line) => {
      const [name = "", type, id = "", innerType, innerId = "", at] = line.split("\0");
      const commit = type === "commit" ? id : innerType === "commit" ? innerId : "";
      return commit === "" || inner.test(name) ? [] : [{ name, commit, at: Number(at) * 1000 }];
    });
}

/** All commits that refs and HEAD lead to, the newest first. */
export async function commitsOf(folder: string, refs: readonly Ref[], token: CancelToken): Promise<readonly Commit[]> {
  const tips = [...new Set(refs.map(({ commit }) => commit))];
  const head = await git(folder, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], token).catch(
    (error: unknown) => {
      if (error instanceof GitError) return null;
      throw error;
    },
  );
  if (head) tips.push(head.toString("utf8").trim());
  if (tips.length === 0) return [];
  const answer = await git(
    folder,
    ["rev-list", `--max-count=${maxCommits}`, "--timestamp", "--parents", "--date-order", "--stdin"],
    token,
    `${tips.join("\n")}\n`,
  );
  return answer
    .toString("latin1")
    .split("\n")
    .flatMap((line) => {
      const [at, id, ...parents] = line.trim().split(" ");
      return at === undefined || id === undefined ? [] : [{ id, parents, at: Number(at) * 1000 }];
    });
}

/** Ids of the blobs that names like `<commit>:dvc.lock` stand for; null where there is none. */
export async function blobsOf(
  folder: string,
  names: readonly string[],
  token: CancelToken,
): Promise<readonly (string | null)[]> {
  if (names.length === 0) return [];
  const answer = await git(
    folder,
    ["cat-file", "--batch-check=%(objecttype) %(objectname)"],
    token,
    `${names.join("\n")}\n`,
  );
  const lines = answer.toString("utf8").split("\n");
  return names.map((_, index) => {
    const [type, id] = (lines[index] ?? "").split(" ");
    return type === "blob" && id !== undefined ? id : null;
  });
}

/** Texts of blobs by their ids; those above `maxBytes` are left out. */
export async function textsOf(
  folder: string,
  ids: readonly string[],
  maxBytes: number,
  token: CancelToken,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  if (ids.length === 0) return found;
  const answer = await git(folder, ["cat-file", "--batch"], token, `${ids.join("\n")}\n`);
  let at = 0;
  while (at < answer.length) {
    const end = answer.indexOf(10, at);
    if (end < 0) break;
    const [id = "", type, length] = answer.toString("latin1", at, end).split(" ");
    at = end + 1;
    if (type === "missing" || length === undefined) continue;
    const size = Number(length);
    if (type === "blob" && size <= maxBytes) found.set(id, answer.toString("utf8", at, at + size));
    at += size + 1;
  }
  return found;
}
