import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { diskHost } from "../../server/src/cli/definitionHost.ts";
import { parseDefinition } from "../../server/src/definitions/index.ts";

/** Real files of public projects; they are no part of this one. */
const corpus = resolve("../shared/corpus");
const files = globSync("mlflow/**/MLproject", { cwd: corpus }).sort();

interface Project {
  readonly name: string;
  readonly entry_points: Readonly<Record<string, { readonly parameters?: object; readonly command: string }>>;
}

test("there are files to read", () => expect(files.length).toBeGreaterThan(5));

describe.each(files)("%s", (file) => {
  const text = readFileSync(join(corpus, file), "utf8");
  const plain = parse(text) as Project;
  const read = (at: string) => parseDefinition(pathToFileURL(join(corpus, file)).href, at, diskHost)?.pipelines[0];

  test("has its entry points with their parameters and commands", () => {
    const shown = read(text)?.nodes.map(({ id, inputs, arguments: given }) => [
      id,
      inputs.map(({ key }) => key),
      given[0]?.text.trim(),
    ]);
    const expected = Object.entries(plain.entry_points).map(([id, { parameters = {}, command }]) => [
      id,
      Object.keys(parameters),
      command.trim(),
    ]);
    expect([read(text)?.name, shown]).toEqual([plain.name, expected]);
  });

  test("at every cut, does not throw", () => {
    for (let cut = 0; cut < text.length; cut++) {
      expect(read(text.slice(0, cut))?.nodes.length ?? 0).toBeLessThanOrEqual(Object.keys(plain.entry_points).length);
    }
  });
});
