import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { environmentPassword } from "../../../server/src/traces/database/environmentPassword.ts";

const path = "postgresql://me@db.example.com/mlmd";

/** Password for {@link path} out of a password file of these lines. */
function fromFile(lines: readonly string[], mode = 0o600): string | null {
  const home = mkdtempSync(join(tmpdir(), "graphlet-unit-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  writeFileSync(join(home, ".pgpass"), lines.join("\n"));
  chmodSync(join(home, ".pgpass"), mode);
  return environmentPassword(path, { HOME: home });
}

test("The password comes from the environment, our own name for it first", () => {
  expect(environmentPassword(path, { GRAPHLET_DB_PASSWORD: "a", PGPASSWORD: "b" })).toBe("a");
  expect(environmentPassword(path, { PGPASSWORD: "b", MYSQL_PWD: "c" })).toBe("b");
  expect(environmentPassword("mysql://me@h/mlmd", { PGPASSWORD: "b", MYSQL_PWD: "c" })).toBe("c");
});
test("It comes from the first line of the password file that fits", () => {
  expect(fromFile(["# comment", "other:5432:mlmd:me:no", "db.example.com:5432:*:me:yes", "*:*:*:*:late"])).toBe("yes");
  expect(fromFile(["*:*:*:me:a\\:b\\\\c"])).toBe("a:b\\c");
  expect(fromFile(["*:*:*:you:no"])).toBe(null);
});
test("A password file that others may read is not used", () => expect(fromFile(["*:*:*:*:open"], 0o644)).toBe(null));
test("Files need none", () => expect(environmentPassword("metadata.sqlite", { GRAPHLET_DB_PASSWORD: "a" })).toBe(null));
