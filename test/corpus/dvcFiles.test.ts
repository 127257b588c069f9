import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { diskHost } from "../../server/src/cli/definitionHost.ts";
import { parseDefinition } from "../../server/src/definitions/index.ts";
import type { DefinitionNode } from "../../server/src/model/definition.ts";

/** Real files of public projects; they are no part of this one. */
const corpus = resolve("../shared/corpus");
const files = (pattern: string): string[] => globSync(`dvc/${pattern}`, { cwd: corpus }).sort();
const definitions = files("*/dvc.yaml");
const examples = files("**/*.dvc.yaml");
const locks = files("*/dvc.lock");
const textOf = (file: string): string => readFileSync(join(corpus, file), "utf8");

interface Entry {
  readonly foreach?: unknown;
  readonly matrix?: Readonly<Record<string, unknown>>;
  readonly deps?: readonly unknown[];
  readonly outs?: readonly unknown[];
  readonly metrics?: readonly unknown[];
  readonly plots?: readonly unknown[];
}
type Entries = Readonly<Record<string, Entry>>;

const read = (file: string, text = textOf(file)) =>
  parseDefinition(pathToFileURL(join(corpus, file)).href, text, diskHost)?.pipelines[0] ?? null;
const nodesIn = (file: string): readonly DefinitionNode[] => read(file)?.nodes ?? [];
const stagesIn = (file: string): Entries => (parse(textOf(file)) as { readonly stages?: Entries } | null)?.stages ?? {};

/** Items and maps' keys of a list, as paths. */
const pathsOf = (list: readonly unknown[] = []): string[] =>
  list.flatMap((item) => (typeof item === "string" ? [item] : Object.keys(item as object)));

/** Stages that an entry stands for, counted from the plain values; null where that takes templates. */
function count({ foreach, matrix }: Entry): number | null {
  const sizeOf = (value: unknown): number | null =>
    typeof value === "object" && value !== null ? Object.keys(value).length : null;
  if (matrix) {
    const sizes = Object.values(matrix).map(sizeOf);
    return sizes.reduce((product, size) => (product === null || size === null ? null : product * size), 1);
  }
  return foreach === undefined ? 1 : sizeOf(foreach);
}

test("there are files to read", () => {
  expect([definitions.length > 20, examples.length > 10, locks.length > 20]).toEqual([true, true, true]);
});

describe.each([...definitions, ...examples])("%s", (file) => {
  const entries = Object.entries(stagesIn(file));

  test("has the stages that its entries stand for", () => {
    for (const [name, entry] of entries) {
      const expected = count(entry);
      const found = nodesIn(file).filter(({ type }) => type === name).length;
      if (expected !== null) expect([name, found]).toEqual([name, expected]);
    }
    expect(new Set(nodesIn(file).map(({ type }) => type))).toEqual(new Set(entries.map(([name]) => name)));
  });
});

describe.each(definitions)("%s", (file) => {
  const entries = Object.entries(stagesIn(file));

  test("has the edges of an out that a later dep names or lies in, counted over plain paths", () => {
    const outs = entries.flatMap(([name, { outs: written, metrics, plots }]) =>
      [...new Set([...pathsOf(written), ...pathsOf(metrics), ...pathsOf(plots)])].map((path) => ({ name, path })),
    );
    const expected = entries.flatMap(([name, { deps }]) =>
      pathsOf(deps).flatMap((dep) =>
        outs
          .filter(({ path }) => dep === path || dep.startsWith(`${path}/`) || path.startsWith(`${dep}/`))
          .map((maker) => `${maker.name} -> ${name}: ${dep}`),
      ),
    );
    const found = nodesIn(file).flatMap(({ id, inputs }) =>
      inputs.flatMap(({ key, from, carries }) =>
        from && carries === "artifact" ? [`${from.node} -> ${id}: ${key}`] : [],
      ),
    );
    expect(found.sort()).toEqual(expected.sort());
  });

  test("has no mistakes", () => expect(read(file)?.problems ?? []).toEqual([]));

  test("at every cut, does not throw and keeps the stages before it", () => {
    const text = textOf(file);
    const starts = entries.map(([name]) => text.indexOf(`\n  ${name}:`));
    for (let cut = 0; cut <= text.length; cut += 13) {
      const kept = entries.filter((_, index) => (starts[index + 1] ?? text.length) < cut).map(([name]) => name);
      const found = read(file, text.slice(0, cut))?.nodes.map(({ id }) => id) ?? [];
      expect(found.slice(0, kept.length)).toEqual(kept);
    }
  });
});

describe.each(locks)("%s", (file) => {
  const plain = parse(textOf(file)) as { readonly stages?: Entries } & Entries;
  const entries = Object.entries(plain.stages ?? plain);

  test("has the stages that it locks, with what they read and write", () => {
    const paths = (list: readonly unknown[] = []): string[] =>
      list.map((item) => (item as { readonly path: string }).path);
    const shown = nodesIn(file).map(({ id, inputs, outputs }) => [
      id,
      [...new Set(inputs.filter(({ carries }) => carries === "artifact").map(({ key }) => key))],
      outputs.map(({ key }) => key),
    ]);
    expect(shown).toEqual(entries.map(([name, { deps, outs }]) => [name, paths(deps), paths(outs)]));
  });
});

const lockedBeside = locks.filter((file) => existsSync(join(corpus, dirname(file), "dvc.yaml")));

test.each(lockedBeside)("%s locks stages that dvc.yaml beside it expands to", (file) => {
  const ids = new Set(nodesIn(join(dirname(file), "dvc.yaml")).map(({ id }) => id));
  expect(nodesIn(file).filter(({ id }) => !ids.has(id))).toEqual([]);
});
