import { describe, expect, test } from "vitest";
import { folderOf, joinPaths, normalized, relativePath } from "../../../server/src/definitions/tfxPython/paths.ts";

describe("joined paths", () => {
  test.each([
    [["a", "b", "c"], "a/b/c"],
    [["a/", "b"], "a/b"],
    [[".", "a"], "a"],
    [["a", "/b"], "/b"],
    [["a", "gs://bucket", "c"], "gs://bucket/c"],
    [["C:\\x", "y"], "C:\\x/y"],
    [["a", ""], "a"],
    [["..", "a"], "../a"],
    [["."], "."],
  ])("%j", (parts, expected) => expect(joinPaths(parts)).toBe(expected));
});

describe("the folder of", () => {
  test.each([
    ["a/b.py", "a"],
    ["b.py", "."],
    [".", ".."],
    ["..", "../.."],
    ["/a", "/"],
    ["C:\\a\\b", "C:\\a"],
  ])("%s", (path, expected) => expect(folderOf(path)).toBe(expected));
});

describe("a path without detours", () => {
  test.each([
    ["a/./b//c", "a/b/c"],
    ["a/../b", "b"],
    ["../a/..", ".."],
    ["gs://b/../c", "gs://c"],
    ["./", "."],
  ])("%s", (path, expected) => expect(normalized(path)).toBe(expected));
});

describe("the way from a file to another", () => {
  test.each([
    ["file:///w/a/p.py", "file:///w/a/m/c.py", "m/c.py"],
    ["file:///w/a/p.py", "file:///w/c.py", "../c.py"],
    ["file:///w/a%20b/p.py", "file:///w/a%20b/q%C3%A9.py", "qé.py"],
    ["file:///w/n.ipynb", "file:///w/n.ipynb#cell=3", "n.ipynb"],
    ["file:///w/a.py", "untitled:b.py", null],
  ])("%s → %s", (from, to, expected) => expect(relativePath(from, to)).toBe(expected));
});
