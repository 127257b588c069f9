import { expect, test } from "vitest";
import { linksOf } from "../../../../server/src/features/linksOf.ts";
import type { Definition } from "../../../../server/src/model/definition.ts";
import { marked } from "./marked.ts";
import { kfpYaml } from "./samples.ts";

const { uri, definition } = marked("p.yaml", kfpYaml, "‹components");
const range = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 1 } });
const named = (...targets: readonly string[]): Definition => ({
  ...definition,
  links: targets.map((target, line) => ({ location: { uri, range: range(line) }, target, title: `to ${target}` })),
});
const nothing = { resolve: () => Promise.resolve(null), source: () => Promise.resolve(null) };

test("a file leads to where it is, one that is not there nowhere", async () => {
  const resolve = (from: string, path: string): Promise<string | null> =>
    Promise.resolve(path === "there.py" ? `${from}/../there.py` : null);
  const links = await linksOf(named("there.py", "gone.py"), uri, { ...nothing, resolve });
  expect(links).toEqual([{ range: range(0), target: `${uri}/../there.py`, tooltip: "to there.py" }]);
});

test("pages are led to over https alone", async () => {
  const targets = [
    "https://example.org/a",
    "http://example.org/b",
    "command:evil",
    "javascript:alert(1)",
    "file:///etc/passwd",
  ];
  const links = await linksOf(named(...targets), uri, nothing);
  expect(links.map(({ target }) => target)).toEqual(["https://example.org/a"]);
});

test("a compiled pipeline's name leads to its Python source", async () => {
  const source = { uri: "file:///project/taxi.py", range: range(6) };
  const links = await linksOf(named(), uri, {
    ...nothing,
    source: (name) => Promise.resolve(name === "taxi" ? source : null),
  });
  expect(links.map(({ target, range }) => [target, range.start.line])).toEqual([["file:///project/taxi.py#L7", 54]]);
});
