import { type Bundled, bundledPackages } from "./bundled.ts";

const head = `# Third-party notices

Graphlet is licensed under the Apache License 2.0 (see LICENSE). What it ships contains code of the packages below, under
their own licences.

- \`dist/elk-worker.js\` is the unmodified \`elk-worker.min.js\` of elkjs, which is the Eclipse Layout Kernel compiled to
  JavaScript. It is licensed under EPL-2.0 OR GPL-3.0-or-later and is distributed here under the Eclipse Public License 2.0. Its source code
  is available at https://github.com/kieler/elkjs and https://github.com/eclipse-elk/elk.
- \`dist/sql-wasm.wasm\` is the unmodified WebAssembly module of sql.js. It contains SQLite, which is in the public domain.
`;

/** A fence longer than any run of backticks in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** Packages with the same licence text stand together; the text stands once. */
function byText(packages: readonly Bundled[]): readonly (readonly Bundled[])[] {
  const texts = new Set(packages.map((one) => one.text));
  return [...texts].map((text) => packages.filter((one) => one.text === text));
}

/** The whole of THIRD_PARTY_NOTICES.md. */
export function notices(): string {
  const sections = byText(bundledPackages()).map((group) => {
    const names = group.map((one) => `- ${one.name} ${one.version} (${one.license})`).join("\n");
    const title = group.map((one) => one.name).join(", ");
    return `## ${title}\n\n${names}\n\n${fenced(group[0]?.text ?? "")}\n`;
  });
  return [head, ...sections].join("\n");
}
