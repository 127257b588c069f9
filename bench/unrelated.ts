import { globSync, readFileSync } from "node:fs";
import { noFiles } from "../server/src/definitions/host.ts";
import { detectFormat, parseDefinition } from "../server/src/definitions/index.ts";

interface TextFile {
  readonly uri: string;
  readonly text: string;
}

/** Measures what a file that defines no pipeline costs when it is opened: milliseconds, over generated files and those of the packages that are installed. */
export function benchUnrelated(): readonly string[] {
  const packages = globSync("node_modules/{*,@*/*}/*.{json,yml,yaml}")
    .sort()
    .map((path) => ({ uri: `file:///${path}`, text: readFileSync(path, "utf8") }));
  const files = [...generated(), ...packages];
  const times = files.map(({ uri, text }) => Math.min(...[0, 1, 2].map(() => costOf({ uri, text }))));
  const found = files.filter(({ uri, text }) => detectFormat(uri, text) !== null).length;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): string => (sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN).toFixed(3);
  return [
    `${files.length} files without a pipeline, ${found} of them taken for a definition   ms each`,
    `median ${at(0.5)}, 95 of 100 below ${at(0.95)}, slowest ${at(1)}`,
  ];
}

function costOf({ uri, text }: TextFile): number {
  const from = performance.now();
  if (detectFormat(uri, text) !== null) parseDefinition(uri, text, noFiles);
  return performance.now() - from;
}

/** Files as other projects have them, up to megabytes. */
function generated(): readonly TextFile[] {
  const manifest = (at: number): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web-${at}\nspec:\n  template:\n    spec:\n      containers:\n      - image: web:${at}\n        args: ["--stages", "train"]\n`;
  const code = (at: number): string =>
    `import numpy as np\nfrom sklearn.pipeline import Pipeline\n\n\ndef step_${at}(rows):\n    """Makes a step of a pipeline."""\n    return Pipeline([("scale", Scale(${at})), ("fit", Fit(rows))]).fit(rows)\n\n\n`;
  const record = (at: number): object => ({ id: at, name: `row ${at}`, tags: ["pipeline", "train"], values: [at, at] });
  // A picture's data holds any three letters somewhere.
  const picture = Buffer.from(
    Uint8Array.from({ length: 750_000 }, (_, at) => Math.imul(at + 1, 2654435761) >>> 13),
  ).toString("base64");
  const cell = (source: string): object => ({
    cell_type: "code",
    source: [source],
    outputs: [{ data: { "image/png": picture } }],
  });
  const numbers = Array.from({ length: 10_000 }, (_, at) => at);
  const sizes = [1, 10, 100, 1000, 10_000];
  return [
    ...sizes.flatMap((size) => [
      { uri: `file:///manifests-${size}.yaml`, text: numbers.slice(0, size).map(manifest).join("---\n") },
      { uri: `file:///code-${size}.py`, text: numbers.slice(0, size).map(code).join("") },
      { uri: `file:///rows-${size}.json`, text: JSON.stringify(numbers.slice(0, size).map(record), null, 2) },
    ]),
    { uri: "file:///plots.ipynb", text: JSON.stringify({ cells: [cell(code(1)), cell(code(2))] }, null, 1) },
  ];
}
