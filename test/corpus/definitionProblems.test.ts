import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { diskHost } from "../../server/src/cli/definitionHost.ts";
import { problemsOf } from "../../server/src/definitions/check/index.ts";
import { isDefinitionName } from "../../server/src/definitions/fileNames.ts";
import { detectFormat, parseDefinition } from "../../server/src/definitions/index.ts";

/** Real files of public projects; they are no part of this one. */
const corpus = resolve("../shared/corpus");
const definitions = globSync("**/*", { cwd: corpus })
  .filter((file) => isDefinitionName(file))
  .sort()
  .flatMap((file) => {
    const uri = pathToFileURL(join(corpus, file)).href;
    const text = readFileSync(join(corpus, file), "utf8");
    const definition = detectFormat(uri, text) === null ? null : parseDefinition(uri, text, diskHost);
    return definition ? [{ file, definition }] : [];
  });

// DVC's examples of its schema name variables that nothing defines, and read what they write; a sample of TFX's waits for a task that it lacks.
// All other files are ones that ran.
test("no definition that ran is said to have a mistake", () => {
  expect(definitions.length).toBeGreaterThan(200);
  const found = definitions
    .filter(
      ({ file }) => !file.includes("dvcyaml-schema") && !file.endsWith("_with_dynamic_execution_properties.pbtxt"),
    )
    .flatMap(({ file, definition }) =>
      problemsOf(definition).map(({ code, location }) => `${file}:${location.range.start.line + 1} ${code}`),
    );
  expect(found).toEqual([]);
});
