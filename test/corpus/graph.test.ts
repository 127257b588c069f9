import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { graph } from "../../server/src/cli/graph.ts";
import { parseGraphOptions } from "../../server/src/cli/graphOptions.ts";
import { elementsOf } from "../unit/cli/xml.ts";

/** Real files of public projects; they are no part of this one. */
const corpus = join(import.meta.dirname, "../../../shared/corpus");
const files = existsSync(corpus) ? globSync("**", { cwd: corpus }).sort() : [];

/** What is wrong with a file that has nothing to draw. */
const nothing =
  /has no pipeline|nothing to draw|not a |no run|cannot be read|was not read|is no |holds no|Choose another trace|found\./;

test("whatever defines a pipeline, or tells of its runs, is drawn", async () => {
  const options = parseGraphOptions({});
  if (!options.ok) throw new Error(options.error);
  let pictures = 0;
  for (const file of files) {
    const done = await graph(join(corpus, file), options.value, 0);
    if (!done.ok) {
      expect(done.error, file).toMatch(nothing);
      continue;
    }
    pictures++;
    expect(elementsOf([...done.value].join("").trimEnd()).names, file).toContain("rect");
  }
  expect(pictures).toBeGreaterThan(300);
});
