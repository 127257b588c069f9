import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, expect, test } from "vitest";
import { CancelledError, neverCancelled } from "../../../server/src/model/cancel.ts";
import { scanFolders } from "../../../server/src/workspace/scan.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function files(...names: readonly string[]): string {
  folder = mkdtempSync(join(tmpdir(), "graphlet-scan-"));
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), "");
  }
  return folder;
}
const names = (paths: readonly string[]): readonly string[] => paths.map((path) => relative(folder, path));

test("sources and what is named like a store, from the top down", async () => {
  const found = await scanFolders(
    [files("z.py", "a/b/mlmd", "a/c.ipynb", "m.sqlite", "a/x.DB", "notes.txt")],
    neverCancelled,
  );
  expect(names(found.sources)).toEqual(["z.py", "a/c.ipynb"]);
  expect(names(found.stores)).toEqual(["m.sqlite", "a/x.DB", "a/b/mlmd"]);
  expect(found.truncated).toBe(false);
});

test("files of events by their names", async () => {
  const given = files("events.json", "ol_events.json.gz", "openlineage.json", "run-lineage.json", "package.json");
  const found = await scanFolders([given], neverCancelled);
  expect(names(found.stores)).toEqual(["events.json", "ol_events.json.gz", "openlineage.json", "run-lineage.json"]);
});

test("installed packages and hidden folders are passed over", async () => {
  const hidden = [
    "node_modules/a.py",
    ".git/b.py",
    "venv/c.py",
    "lib/site-packages/d.py",
    "_wheels/e.py",
    "__pycache__/f.py",
  ];
  const found = await scanFolders([files(...hidden, "own.py")], neverCancelled);
  expect(names(found.sources)).toEqual(["own.py"]);
});

test("links are not followed: one that leads back does no harm", async () => {
  files("a/own.py");
  symlinkSync(folder, join(folder, "a", "loop"));
  symlinkSync(join(folder, "a", "own.py"), join(folder, "linked.py"));
  expect(names((await scanFolders([folder], neverCancelled)).sources)).toEqual(["a/own.py"]);
});

test("a folder that is not there is empty", async () => {
  expect(await scanFolders([join(files(), "gone")], neverCancelled)).toEqual({
    sources: [],
    stores: [],
    truncated: false,
  });
});

test("more than is looked at is said to be", async () => {
  const many = Array.from({ length: 2_001 }, (_, i) => `${i}.py`);
  const found = await scanFolders([files(...many)], neverCancelled);
  expect([found.sources.length, found.truncated]).toEqual([2_000, true]);
});

test("it can be cancelled", async () => {
  await expect(scanFolders([files("a.py")], { isCancellationRequested: true })).rejects.toThrow(CancelledError);
});

test("compiled pipelines and DVC's files are taken, too", async () => {
  const found = await scanFolders(
    [files("dvc.yaml", "dvc.lock", "MLproject", "a/ir.pbtxt", "b/job.json", "c.md")],
    neverCancelled,
  );
  expect(names(found.sources)).toEqual(["MLproject", "dvc.lock", "dvc.yaml", "a/ir.pbtxt", "b/job.json"]);
});

test("many JSON files leave room for everything else", async () => {
  const labels = Array.from({ length: 2_100 }, (_, index) => `labels/${index}.json`);
  const found = await scanFolders([files(...labels, "z/pipeline.py", "z/metadata.sqlite")], neverCancelled);
  expect(found.sources.length).toBe(2_001);
  expect(names(found.sources)).toContain("z/pipeline.py");
  expect(names(found.stores)).toEqual(["z/metadata.sqlite"]);
  expect(found.truncated).toBe(true);
});
