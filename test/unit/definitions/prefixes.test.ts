import { describe, expect, test } from "vitest";
import { problemsOf } from "../../../server/src/definitions/check/index.ts";
import { noFiles } from "../../../server/src/definitions/host.ts";
import { detectFormat, parseDefinition } from "../../../server/src/definitions/index.ts";
import type { Definition, DefinitionNode } from "../../../server/src/model/definition.ts";
import { prefixSamples } from "./prefixSamples.ts";

const uriOf = (name: string): string => `file:///project/${name}`;
const parse = (name: string, text: string): Definition | null =>
  detectFormat(uriOf(name), text) === null ? null : parseDefinition(uriOf(name), text, noFiles);
const nodesOf = (definition: Definition | null): readonly DefinitionNode[] =>
  definition?.pipelines.flatMap(({ nodes }) => nodes) ?? [];

/** Lines at which something goes wrong at a cut, at most three; of nodes that end before the cut's line and are not what they were. */
function losses(name: string, text: string): readonly string[] {
  const whole = nodesOf(parse(name, text));
  const lost: string[] = [];
  // Before the format can be told, and before what lists the nodes begins, there are none; a nested pipeline's come with its first use.
  const seen = new Set<string>();
  for (let cut = 0; cut <= text.length && lost.length < 3; cut++) {
    const prefix = text.slice(0, cut);
    const definition = parse(name, prefix);
    if (definition) problemsOf(definition);
    const found = nodesOf(definition);
    for (const { id } of found) seen.add(id);
    if (seen.size === 0) continue;
    const line = prefix.split("\n").length - 1;
    for (const node of whole.filter(({ location }) => location.range.end.line < line)) {
      if (node.id.includes("/") && !seen.has(node.id)) continue;
      const same = found.find(
        ({ id, location }) => id === node.id && location.range.start.line === node.location.range.start.line,
      );
      if (!same) lost.push(`${cut} (line ${line + 1}): ${node.id} is gone`);
    }
  }
  return lost;
}

describe("at every prefix nothing is thrown and the nodes before the cut stay", () => {
  test.each(Object.keys(prefixSamples))("of %s", (name) => {
    const text = prefixSamples[name] ?? "";
    expect(nodesOf(parse(name, text)).length).toBeGreaterThanOrEqual(2);
    expect(losses(name, text)).toEqual([]);
  });
});
