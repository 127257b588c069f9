import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CancelledError, neverCancelled } from "../../../server/src/model/cancel.ts";
import { browse, fileInside, type Others } from "../../../server/src/workspace/browse.ts";
import { createDefinitions } from "../../../server/src/workspace/definitions.ts";
import type { Documents } from "../../../server/src/workspace/documents.ts";
import { uriOf } from "../../../server/src/workspace/paths.ts";
import { dvcYaml, kfpYaml } from "../features/names/samples.ts";

const closed: Documents = {
  open: () => null,
  uris: () => [],
  fileOf: (uri) => uri,
  textOf: () => null,
  versionOf: () => null,
};

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "graphlet-browse-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe("definitions of the workspace", () => {
  const read = (others: Others, ...paths: readonly string[]) =>
    browse(paths, createDefinitions(closed), others, () => true, neverCancelled);

  test("are those that their text shows to be ones", async () => {
    const found = await read(new Map(), file("dvc.yaml", dvcYaml), file("p.yaml", kfpYaml), file("other.yaml", "a: 1"));
    expect(found.map(({ format }) => format)).toEqual(["dvc", "kfp-ir"]);
  });

  test("files that are none are remembered until they change", async () => {
    const others: Others = new Map();
    const path = file("p.yaml", "a: 1");
    await read(others, path);
    expect([...others.keys()]).toEqual([path]);
    file("p.yaml", kfpYaml);
    expect(await read(others, path)).toHaveLength(1);
  });

  test("of over five megabytes are not read", async () => {
    expect(await read(new Map(), file("p.yaml", kfpYaml + "#".repeat(5_000_000)))).toEqual([]);
  });

  test("are no longer looked for when nobody waits", async () => {
    const cancelled = { isCancellationRequested: true };
    const looking = browse([file("dvc.yaml", dvcYaml)], createDefinitions(closed), new Map(), () => true, cancelled);
    await expect(looking).rejects.toThrow(CancelledError);
  });
});

describe("a file that is named by its path", () => {
  const at = (path: string): Promise<string | null> => fileInside(uriOf(join(folder, "a/p.yaml")), path, [folder]);

  test("is looked for from the definition's folder", async () => {
    const path = file("b/model.py", "");
    expect(await at("../b/model.py")).toBe(uriOf(path));
  });
  test("is none where it is not there, or is a folder", async () => {
    file("a/p.yaml", "");
    expect([await at("gone.py"), await at("."), await at("")]).toEqual([null, null, null]);
  });
  test("is none outside the workspace, by its path or by a link", async () => {
    file("a/p.yaml", "");
    symlinkSync("/etc/passwd", join(folder, "a/linked"));
    expect([await at("/etc/passwd"), await at("../../../../../../etc/passwd"), await at("linked")]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
