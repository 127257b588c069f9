import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "../../../scripts/vscode/paths.ts";

/** Files under version control that are there. */
function tracked(): readonly string[] {
  return execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
    .split("\0")
    .filter((file) => file !== "" && existsSync(path.join(root, file)));
}

const isText = (file: string) => /\.(ts|tsx|mjs|json|md|sh|css|py|yml|yaml)$/.test(file);

test("there is one lock file", () => {
  const locks = tracked().filter((file) => /(package-lock|npm-shrinkwrap)\.json$|yarn\.lock$|pnpm-lock/.test(file));
  expect(locks).toEqual(["package-lock.json"]);
});

test("the lock file names no download addresses", () => {
  const lock = readFileSync(path.join(root, "package-lock.json"), "utf8");
  expect(lock).toContain('"lockfileVersion": 3');
  expect(lock).not.toMatch(/"resolved":|https?:\/\/[^"]*\.tgz/);
});

test("no file names the host of a package registry", () => {
  const hosts = new RegExp(["registry\\.(npmjs|yarnpkg)", "deb\\.debian", "npm\\.pkg\\.github"].join("|"));
  const files = tracked().filter((file) => isText(file) && !file.endsWith("repository.test.ts"));
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((file) => hosts.test(readFileSync(path.join(root, file), "utf8")))).toEqual([]);
});
