import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { gtoTag } from "../../../../server/src/traces/dvcHistory/gto.ts";
import { lockedStages } from "../../../../server/src/traces/dvcHistory/lock.ts";
import { plain } from "../../../generate/plain.ts";
import { runNames } from "../../../generate/runColumns.ts";
import { edgesOf, executionsOf, folderOf, graphletsOf, traceAt } from "../temp.ts";

const lock = (data: string, model: string) => `schema: '2.0'
stages:
  prepare:
    cmd: python prepare.py
    deps: [{path: raw.csv, md5: ${data}}]
    outs: [{path: features, md5: ${data}f.dir}]
  train:
    cmd: python train.py
    deps: [{path: features, md5: ${data}f.dir}, {path: train.py, md5: c1}]
    params: {params.yaml: {rate: 0.1}}
    outs: [{path: model.pkl, md5: ${model}}]
`;

/** A repository in a new folder, and a way to commit what a file holds. */
function repository() {
  const folder = folderOf({});
  const git = (...args: readonly string[]): string =>
    execFileSync(
      "git",
      ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false", ...args],
      {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
        env: { ...process.env, GIT_COMMITTER_DATE: "2026-03-01T10:00:00Z", GIT_AUTHOR_DATE: "2026-03-01T10:00:00Z" },
      },
    );
  git("init", "-q", "-b", "main");
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const commit = (text: string): void => {
    write("dvc.lock", text);
    git("add", "dvc.lock");
    git("commit", "-q", "-m", "x");
  };
  return { folder, git, write, commit };
}
const nodesOf = async (path: string) => executionsOf(await traceAt(path));

test("each commit that changed the file is a run of the stages that it changed", async () => {
  const { folder, commit } = repository();
  commit(lock("d1", "m1"));
  commit(lock("d1", "m2"));
  const trace = await traceAt(join(folder, "dvc.lock"));
  expect(trace.counts.contexts).toBe(2);
  expect([...executionsOf(trace)].sort()).toEqual([
    "prepare preprocess? complete",
    "train train? complete",
    "train train? complete",
  ]);
});

test("a commit that leaves the file alone is none", async () => {
  const { folder, git, commit } = repository();
  commit(lock("d1", "m1"));
  git("commit", "-q", "--allow-empty", "-m", "y");
  expect((await traceAt(folder)).counts.contexts).toBe(1);
});

test("a stage that a commit leaves alone did not run in it, whatever was committed between", async () => {
  const { folder, git, commit } = repository();
  commit(lock("d1", "m1"));
  git("commit", "-q", "--allow-empty", "-m", "y");
  commit(lock("d1", "m2"));
  expect([...(await nodesOf(folder))].sort()).toEqual([
    "prepare preprocess? complete",
    "train train? complete",
    "train train? complete",
  ]);
});

test("a stage that stood so in an earlier commit was restored", async () => {
  const { folder, commit } = repository();
  commit(lock("d1", "m1"));
  commit(lock("d1", "m2"));
  commit(lock("d1", "m1"));
  expect((await nodesOf(folder)).filter((one) => one.endsWith("cached"))).toEqual(["train train? cached"]);
});

test("branches and experiments count as well as the branch in use, what DVC keeps for itself does not", async () => {
  const { folder, git, commit } = repository();
  commit(lock("d1", "m1"));
  git("checkout", "-q", "--detach");
  commit(lock("d1", "m2"));
  git("update-ref", "refs/exps/aa/bb/tidy-inks", "HEAD");
  commit(lock("d1", "m3"));
  git("update-ref", "refs/exps/stash", "HEAD");
  git("checkout", "-q", "main");
  expect((await traceAt(folder)).counts.contexts).toBe(2);
});

test("what is not committed is a run of its own", async () => {
  const { folder, write, commit } = repository();
  commit(lock("d1", "m1"));
  write("dvc.lock", lock("d1", "m2"));
  const trace = await traceAt(folder);
  expect(plain(trace).executions.map(({ id }) => id)).toContain("workspace:train");
});

test("what is not committed is compared with the branch in use, not with a newer one", async () => {
  const { folder, git, write, commit } = repository();
  commit(lock("d1", "m1"));
  git("checkout", "-q", "-b", "other");
  commit(lock("d2", "m2"));
  git("checkout", "-q", "main");
  write("dvc.lock", lock("d1", "m3"));
  const open = plain(await traceAt(folder)).executions.map(({ id }) => String(id));
  expect(open.filter((id) => id.startsWith("workspace"))).toEqual(["workspace:train"]);
});

test("the file alone is read where there is no repository", async () => {
  const folder = folderOf({ "dvc.lock": lock("d1", "m1") });
  expect(await nodesOf(folder)).toEqual(["prepare preprocess? complete", "train train? complete"]);
});

test("nothing is run where nothing may be", async () => {
  const { folder, commit } = repository();
  commit(lock("d1", "m1"));
  commit(lock("d1", "m2"));
  const { dvcHistory } = await import("../../../../server/src/traces/dvcHistory/format.ts");
  const control = { token: { isCancellationRequested: false }, onProgress() {} };
  const resources = { engine: "auto", scratch: "" } as const;
  const trace = await dvcHistory.read(
    folder,
    { operatorKinds: {}, costProperty: "", mayRun: false },
    control,
    resources,
  );
  expect(trace.counts.contexts).toBe(1);
});

test("artifacts are paths at a hash", async () => {
  const folder = folderOf({ "dvc.lock": lock("d1", "m1") });
  expect(edgesOf(await traceAt(folder))).toEqual([
    "workspace:prepare < raw.csv@d1",
    "workspace:prepare > features@d1f.dir",
    "workspace:train < features@d1f.dir",
    "workspace:train < train.py@c1",
    "workspace:train > model.pkl@m1",
  ]);
});

test("costs are unknown", async () => {
  const folder = folderOf({ "dvc.lock": lock("d1", "m1") });
  expect([...(await traceAt(folder)).executions.cost]).toEqual([Number.NaN, Number.NaN]);
});

describe("a promotion", () => {
  const promoted = async (tag: string) => {
    const { folder, git, commit } = repository();
    commit(lock("d1", "m1"));
    git("tag", tag);
    commit(lock("d2", "m2"));
    return (await graphletsOf(await traceAt(folder))).map((one) => one.split(":")[1]).sort();
  };
  test("to production is a deployment of the model in the tagged commit", async () =>
    expect(await promoted("taxi#prod#1")).toEqual(["train pushed", "train wasted never-reached-deploy"]));
  test("is of the model, not of what MLEM keeps beside it", async () => {
    const { folder, git, commit } = repository();
    commit(lock("d1", "m1").replace("md5: m1}", "md5: m1}, {path: model.pkl.mlem, md5: x}"));
    git("tag", "taxi#prod#1");
    expect((await graphletsOf(await traceAt(folder))).map((one) => one.split(":")[1])).toEqual(["train pushed"]);
  });
  test("of a model that artifacts.yaml names is its deployment, whatever lies beside it", async () => {
    const { folder, git, write, commit } = repository();
    write("artifacts.yaml", "taxi:\n  path: model.pkl\n  type: model\n");
    git("add", "artifacts.yaml");
    commit(lock("d1", "m1").replace("md5: m1}", "md5: m1}, {path: other.pkl, md5: x}"));
    git("tag", "taxi#prod#1");
    expect((await graphletsOf(await traceAt(folder))).map((one) => one.split(":")[1])).toEqual(["train pushed"]);
  });
  test("of a commit that left the file alone is no run of its own", async () => {
    const { folder, git, write, commit } = repository();
    commit(lock("d1", "m1"));
    write("README.md", "x");
    git("add", "README.md");
    git("commit", "-q", "-m", "x");
    git("tag", "taxi#prod#1");
    const trace = await traceAt(folder);
    expect(runNames(trace)).toHaveLength(1);
    expect(trace.executions.count).toBe(3);
  });
  test("to another stage is none", async () =>
    expect(await promoted("taxi#dev#1")).toEqual([
      "train wasted never-reached-deploy",
      "train wasted never-reached-deploy",
    ]));
  test("that was taken back is none", async () =>
    expect(await promoted("taxi#prod!#2")).toEqual([
      "train wasted never-reached-deploy",
      "train wasted never-reached-deploy",
    ]));
});

describe("a tag of GTO", () => {
  test.each([
    ["a version", "taxi@v1.2.0", { type: "version", artifact: "taxi", version: "v1.2.0" }],
    ["a stage", "taxi#prod#1", { type: "stage", artifact: "taxi", stage: "prod", isRemoved: false }],
    ["a stage without a count", "taxi#prod", { type: "stage", artifact: "taxi", stage: "prod", isRemoved: false }],
    [
      "an artifact in a folder",
      "models=taxi#dev#3",
      { type: "stage", artifact: "taxi", stage: "dev", isRemoved: false },
    ],
    ["any other", "v1.2.0", null],
  ])("%s", (_, tag, expected) => expect(gtoTag(tag)).toEqual(expected));
});

describe("a lock file", () => {
  test("of schema 1 has its stages at the top", () =>
    expect(lockedStages("train:\n  cmd: x\n  outs:\n  - path: m\n    md5: a\n").map(({ name }) => name)).toEqual([
      "train",
    ]));
  test("in folders of their own has paths below the file's", () =>
    expect(
      lockedStages(
        "schema: '2.0'\nstages:\n  a:\n    cmd: x\n    outs: [{path: ../m, md5: h}]\n",
        new Map([["a", "sub/x"]]),
      )[0]?.outs,
    ).toEqual([{ path: "sub/m", hash: "h" }]));
  test("that is none has none", () => expect(lockedStages("just text")).toEqual([]));
});
