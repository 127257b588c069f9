import { join, sep } from "node:path";
import { describe, expect, test } from "vitest";
import {
  canonicalUri,
  distance,
  isInside,
  labelOf,
  pathOf,
  rootOf,
  storeCandidates,
  uriOf,
} from "../../../server/src/workspace/paths.ts";
import { storePathOf, storeUriOf } from "../../../server/src/workspace/storeUri.ts";

const root = join(sep, "w");
const definition = join(root, "a", "b", "pipeline.py");

describe("where a named store may be", () => {
  const check = (reference: string, expected: readonly string[]): void =>
    expect(storeCandidates(reference, definition, root)).toEqual(expected);

  test("beside the definition, then in each folder above up to the workspace's", () =>
    check("m.db", [join(root, "a", "b", "m.db"), join(root, "a", "m.db"), join(root, "m.db")]));
  test("an absolute path stands for itself", () => check(join(sep, "data", "m.db"), [join(sep, "data", "m.db")]));
  test("a relative path never leaves the workspace", () => check("../../../m.db", []));
  test("one that leaves only from below is left out there", () =>
    check("../m.db", [join(root, "a", "m.db"), join(root, "m.db")]));
  test("a path that no file can have", () => check("m\0.db", []));
  test("an empty one", () => check("", []));
});

test("inside is the folder itself and what is below it, not what begins like it", () => {
  expect([root, join(root, "x"), `${root}x`, sep].map((path) => isInside(path, root))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test("the root is the innermost workspace folder, else the file's own", () => {
  expect(rootOf(definition, [root, join(root, "a")])).toBe(join(root, "a"));
  expect(rootOf(definition, [join(sep, "elsewhere")])).toBe(join(root, "a", "b"));
});

test("what is nearer has the smaller distance", () => {
  const near = distance(definition, join(root, "a", "b", "m.db"));
  expect(near).toBeLessThan(distance(definition, join(root, "m.db")));
});

test("labels are relative in the workspace and absolute elsewhere", () => {
  expect(labelOf(join(root, "a", "m.db"), [root])).toBe("a/m.db");
  expect(labelOf(join(sep, "x", "m.db"), [root])).toBe(join(sep, "x", "m.db"));
});

test("a database is called by its name and host", () =>
  expect(labelOf("mysql://me@db.example.com/mlmd#pipeline=taxi", [root])).toBe("taxi in mlmd on db.example.com"));

test.each([join(root, "a b", "m.db"), "postgresql://me@h:5432/mlmd?tls=off#pipeline=a%2Fb"])(
  "the store %s has a URI that leads back to it",
  (path) => expect(storePathOf(storeUriOf(path))).toBe(path),
);

test("paths of file URIs alone", () => {
  expect(pathOf(uriOf(definition))).toBe(definition);
  expect(pathOf("untitled:Untitled-1")).toBeNull();
  expect(pathOf("no uri at all")).toBeNull();
});

test("one spelling of a URI; a cell's is left alone", () => {
  expect(canonicalUri("file:///w/a%20b.py")).toBe(canonicalUri("file:///w/a b.py"));
  expect(canonicalUri("file:///w/a.ipynb#cell=1")).toBe("file:///w/a.ipynb#cell=1");
});
