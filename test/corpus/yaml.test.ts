import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { readYaml } from "../../server/src/definitions/yaml/read.ts";
import { plainOf } from "../../server/src/definitions/yaml/tree.ts";

const corpus = join(import.meta.dirname, "../../../shared/corpus");
const patterns = ["**/*.{yaml,yml,json,lock,dvc}", "**/MLproject"];
const names = (existsSync(corpus) ? globSync(patterns, { cwd: corpus }) : []).sort();
const textOf = (name: string): string => readFileSync(join(corpus, name), "utf8");

/** The values as other parsers read them; null where they do not take the file. */
function valuesOf(name: string): unknown[] | null {
  const text = textOf(name);
  if (name.endsWith(".json")) {
    try {
      return [JSON.parse(text)];
    } catch {
      return null;
    }
  }
  const documents = [...parseAllDocuments(text, { merge: true, uniqueKeys: false })];
  if (documents.some(({ errors }) => errors.length > 0)) return null;
  return documents.map((document) => document.toJS());
}

/** Values as JSON has them: without prototypes and undefined. */
const plain = (values: readonly unknown[]): unknown => JSON.parse(JSON.stringify(values));

const readable = names.filter((name) => valuesOf(name) !== null);

describe.runIf(names.length > 0)("YAML and JSON files", () => {
  test("are nearly all taken by other parsers", () => expect(names.length - readable.length).toBeLessThan(5));

  test.each(readable)("%s: the values that other parsers read", (name) => {
    const { documents, problems } = readYaml(textOf(name));
    expect(problems.filter(({ code }) => code !== "duplicate-key")).toEqual([]);
    expect(plain(documents.map(plainOf))).toEqual(plain(valuesOf(name) ?? []));
  });

  test.each(readable.filter((_, at) => at % 10 === 0))("%s: what stands before a cut stays", (name) => {
    const text = textOf(name);
    if (text.length > 200_000) return expect(readYaml(text.slice(0, 100_000)).documents.length).toBeGreaterThan(0);
    const [whole] = readYaml(text).documents;
    if (whole?.kind !== "map") return expect(whole).toBeDefined();
    for (let part = 1; part < 20; part++) {
      const at = Math.floor((text.length * part) / 20);
      const [cut] = readYaml(text.slice(0, at)).documents;
      const done = whole.entries.filter((entry) => entry.to < at - 1).slice(0, -1);
      const kept = cut?.kind === "map" ? cut.index : new Map();
      const values = done.map(({ key }) => [
        key.text,
        kept.has(key.text) ? plain([plainOf(kept.get(key.text).value)]) : null,
      ]);
      expect(values).toEqual(done.map(({ key, value }) => [key.text, plain([plainOf(value)])]));
    }
    return undefined;
  });
});
