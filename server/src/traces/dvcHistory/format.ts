import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type CancelToken, neverCancelled } from "../../model/cancel.ts";
import type { TraceFormat } from "../format.ts";
import { NotAStoreError } from "../notAStore.ts";
import type { TraceProperty } from "../reader.ts";
import { GitError } from "./git.ts";
import { type LockHistory, lockHistory, prefixOf } from "./history.ts";
import { lockedStages } from "./lock.ts";
import { historyStamp } from "./stamp.ts";
import { type LockState, traceOf } from "./trace.ts";

const maxBytes = 16 * 1024 * 1024;
const notCommitted = "workspace";
const noHistory: LockHistory = { changes: [], refs: [], tagged: new Map(), yaml: "", head: "" };

/**
 * The history of a `dvc.lock` in git, with what is not committed yet; the path is the file's, or its folder's. Without git, or where nothing may be
 * run, the file alone.
 */
export const dvcHistory: TraceFormat = {
  kind: "dvc",
  async looksLike(path, { isFolder }) {
    if (!isFolder) return basename(path) === "dvc.lock";
    // Also a mirror without a work tree: only there are experiments that were never fetched elsewhere.
    return (
      (await isFile(join(path, "dvc.lock"))) || ((await isFile(join(path, "HEAD"))) && isFile(join(path, "config")))
    );
  },
  async read(path, options, control) {
    const folder = await folderOf(path);
    const { states, history } = await statesOf(folder, options.mayRun !== false, control.token);
    if (states.length === 0) {
      throw new NotAStoreError("not-a-trace", "no history of a dvc.lock", "Commit the file, or choose another trace.");
    }
    control.onProgress(0.9);
    const trace = traceOf(basename(resolve(folder)), states, history, options);
    control.onProgress(1);
    return trace;
  },
  async properties(path, of, id, _, mayRun) {
    if (of !== "execution") return [];
    const { states } = await statesOf(await folderOf(path), mayRun, neverCancelled);
    return propertiesOf(states, String(id));
  },
  stamp: async (path) => historyStamp(await folderOf(path)),
};

async function statesOf(
  folder: string,
  mayRun: boolean,
  token: CancelToken,
): Promise<{ readonly states: readonly LockState[]; readonly history: LockHistory }> {
  const history = mayRun ? await historyOf(folder, token) : noHistory;
  const committed = history.changes.map(({ commit: { id, at }, lock, before }) => ({ id, at, lock, before }));
  const open = await openState(folder, committed, history.head);
  return { states: open ? [...committed, open] : committed, history: await withYaml(folder, history) };
}

async function historyOf(folder: string, token: CancelToken): Promise<LockHistory> {
  try {
    return await lockHistory(folder, await prefixOf(folder, token), token);
  } catch (error) {
    if (error instanceof GitError) return noHistory;
    throw error;
  }
}

/** The file as it lies on the disk, where no commit has it so. */
async function openState(folder: string, committed: readonly LockState[], before: string): Promise<LockState | null> {
  const path = join(folder, "dvc.lock");
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > maxBytes) return null;
    const lock = await readFile(path, "utf8");
    const mark = digest(lock);
    if (committed.some((state) => digest(state.lock) === mark)) return null;
    return { id: notCommitted, at: found.mtimeMs, lock, before };
  } catch {
    return null;
  }
}

/** What is on the disk says the stages' folders and the artifacts' types where no commit does. */
async function withYaml(folder: string, history: LockHistory): Promise<LockHistory> {
  if (history.yaml !== "") return history;
  const yaml = await readFile(join(folder, "dvc.yaml"), "utf8").catch(() => "");
  return { ...history, yaml: yaml.length > maxBytes ? "" : yaml };
}

/** Git may check files out with other line ends than it keeps. */
const digest = (text: string): string => createHash("sha1").update(text.replaceAll("\r\n", "\n")).digest("hex");

async function folderOf(path: string): Promise<string> {
  return basename(path) === "dvc.lock" && !(await isFolder(path)) ? dirname(path) : path;
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const maxProperties = 200;

/** Command, parameters and hashes of a stage in the state that an execution's id names. */
function propertiesOf(states: readonly LockState[], id: string): readonly TraceProperty[] {
  const [commit = "", ...name] = id.split(":");
  const state = states.find((one) => one.id.startsWith(commit));
  const stage = state && lockedStages(state.lock).find((one) => one.name === name.join(":"));
  if (!state || !stage) return [];
  const lines: [string, string][] = [
    ["commit", state.id],
    ["cmd", stage.cmd],
    ["params", stage.params ?? ""],
    ...stage.deps.map(({ path, hash }): [string, string] => [`dep ${path}`, hash]),
    ...stage.outs.map(({ path, hash }): [string, string] => [`out ${path}`, hash]),
  ];
  return lines
    .filter(([, value]) => value !== "")
    .slice(0, maxProperties)
    .map(([property, value]) => ({ name: property, value: value.slice(0, 2_000), custom: false }));
}
