import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diskHost } from "../../../server/src/cli/definitionHost.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "graphlet-host-"));
  for (const file of [
    "a/secret.py",
    "a/b/c/top.py",
    "a/b/c/d/e/f/pipeline.py",
    "a/b/c/d/e/f/components.py",
    "a/b/c/d/e/f/modules/components.py",
    "a/b/c/d/e/f/package/__init__.py",
    "a/b/c/d/e/f/folder.py/x",
    "a/b/c/d/e/base.py",
    "a/b/c/d/e/__init__.py",
  ]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `# ${file}`);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Holds the file that an import in `a/b/c/d/e/f/pipeline.py` finds. */
function check(module: string, expected: string | null): void {
  const from = pathToFileURL(join(folder, "a/b/c/d/e/f/pipeline.py")).href;
  const found = diskHost.readModule(from, module);
  const uri = expected === null ? null : pathToFileURL(join(folder, expected)).href;
  expect(found).toEqual(uri === null ? null : { uri, text: `# ${expected}` });
}

describe("a module is found", () => {
  test("beside the file", () => check("components", "a/b/c/d/e/f/components.py"));
  test("in a folder beside the file", () => check("modules.components", "a/b/c/d/e/f/modules/components.py"));
  test("as a package", () => check("package", "a/b/c/d/e/f/package/__init__.py"));
  test("up to three folders above", () => check("top", "a/b/c/top.py"));
  test("relative to the file's folder", () => check(".components", "a/b/c/d/e/f/components.py"));
  test("relative to the folder above", () => check("..base", "a/b/c/d/e/base.py"));
  test("as the folder above itself", () => check("..", "a/b/c/d/e/__init__.py"));
});

describe("a module is not found", () => {
  test("more than three folders above", () => check("secret", null));
  test("relative to another folder than the one named", () => check(".base", null));
  test("by a path instead of a name", () => check("../../../../secret", null));
  test("where a folder has the file's name", () => check("folder", null));
  test("that is not there", () => check("tfx.components", null));
  test("from what is no file", () => {
    expect(diskHost.readModule("untitled:Untitled-1", "components")).toBeNull();
  });
});
