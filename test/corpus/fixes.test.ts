import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { DefinitionHost } from "../../server/src/definitions/host.ts";
import { detectFormat } from "../../server/src/definitions/index.ts";
import { askEveryFix } from "../unit/fixes/everyFix.ts";

const corpus = join(import.meta.dirname, "../../../shared/corpus");
const names = existsSync(corpus)
  ? globSync("{dvc,kfp,tfx-ir,other,mlflow}/**/*.{py,ipynb,yaml,yml,json,pbtxt}", { cwd: corpus }).sort()
  : [];

const host: DefinitionHost = {
  readModule: () => null,
  readFile(fromUri, path) {
    const url = new URL(path, fromUri);
    const file = fileURLToPath(url);
    return file.startsWith(corpus) && existsSync(file) ? { uri: url.href, text: readFileSync(file, "utf8") } : null;
  },
};

test.each(names.length > 0 ? ["the corpus"] : [])(
  "every fix that is offered in %s leaves the graph that it says",
  () => {
    const counts = { definitions: 0, offered: 0, refused: 0 };
    const wrong: string[] = [];
    for (const name of names) {
      const path = join(corpus, name);
      const text = readFileSync(path, "utf8");
      const uri = pathToFileURL(path).href;
      if (detectFormat(uri, text) === null) continue;
      const asked = askEveryFix(uri, text, host);
      if (!asked) continue;
      counts.definitions++;
      counts.offered += asked.offered.length;
      counts.refused += asked.refused.length;
      wrong.push(...asked.wrong.map((line) => `${name}: ${line}`));
    }
    expect(wrong).toEqual([]);
    expect(counts.offered).toBeGreaterThan(counts.definitions);
  },
  600_000,
);
