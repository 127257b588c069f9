import { expect, test } from "vitest";
import { storePathOf, storeUriOf } from "../../../server/src/workspace/storeUri.ts";

test("what URIs escape comes back, too", () => {
  const path = "/data/a b/100 % #1?.db";
  expect(storePathOf(storeUriOf(path))).toBe(path);
});

test("a database's URI is called by its name", () => {
  expect(storeUriOf("mysql://reader@db.example/mlmd")).toMatch(/^graphlet-store:\/mlmd/);
});

test.each(["file:///data/metadata.sqlite", "graphlet-trace:/x", "nothing"])("%s stands for no store", (uri) => {
  expect(storePathOf(uri)).toBeNull();
});
