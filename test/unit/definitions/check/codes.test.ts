import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isOpenQuestion, isProblemCode, problemCodes } from "../../../../server/src/definitions/check/codes.ts";

const root = path.resolve(import.meta.dirname, "../../../..");
const definitions = path.join(root, "server/src/definitions");

/** Codes of problems in the sources of all parsers and checks. */
const used = new Set(
  readdirSync(definitions, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [...readFileSync(path.join(definitions, name), "utf8").matchAll(/\bcode: "([\w-]+)"/g)])
    .map(([, code = ""]) => code),
);

test("every code that a parser or check gives is told, or known as an open question", () => {
  expect([...used].filter((code) => !isProblemCode(code) && !isOpenQuestion(code))).toEqual([]);
});

test("every code that is told has its section in the documentation, and no other has", () => {
  const page = readFileSync(path.join(root, "docs/problems.md"), "utf8");
  expect([...page.matchAll(/^## (.+)$/gm)].map(([, code]) => code)).toEqual([...problemCodes]);
});
