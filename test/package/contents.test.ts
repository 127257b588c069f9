import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { bundledPackages } from "../../scripts/notices/bundled.ts";
import { notices } from "../../scripts/notices/render.ts";
import { root, vsix } from "../../scripts/vscode/paths.ts";
import { type ZipEntry, zipEntries } from "./zip.ts";

/** What may ship. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package|package\.nls(\.[\w-]+)?)\.json$/,
  /^extension\/(readme|changelog|THIRD_PARTY_NOTICES)\.md$/,
  /^extension\/LICENSE\.txt$/,
  /^extension\/dist\/(extension|server|traceWorker|linesWorker|forecastWorker|databaseWorker|cli|webview|storePage|elk-worker|layout-worker)\.js$/,
  /^extension\/dist\/(webview|storePage)\.css$/,
  /^extension\/dist\/sql-wasm\.wasm$/,
  /^extension\/l10n\/bundle\.l10n(\.[\w-]+)?\.json$/,
  /^extension\/media\/[\w./-]+\.(svg|png|md)$/,
  /^extension\/syntaxes\/[\w.-]+\.json$/,
  /^extension\/docs\/problems\.md$/,
  /^extension\/docs\/rules\/[\w-]+\.md$/,
  /^extension\/docs\/images\/[\w-]+\.png$/,
  /^extension\/examples\/[\w./-]+\.(py|md|sqlite|json|csv)$/,
];

let entries: readonly ZipEntry[] = [];

beforeAll(() => {
  entries = zipEntries(readFileSync(vsix));
});

const own = (file: string) => readFileSync(path.join(root, file), "utf8");

function packed(name: string): Buffer {
  const entry = entries.find((one) => one.name === `extension/${name}`);
  if (!entry) throw new Error(`${name} is not in the package.`);
  return entry.read();
}

test("nothing strays into the package", () => {
  const stray = entries.map(({ name }) => name).filter((name) => !allowed.some((pattern) => pattern.test(name)));
  expect(stray).toEqual([]);
});

test("every program is in the package", () => {
  const names = entries.map(({ name }) => name);
  const programs = [
    "extension.js",
    "server.js",
    "traceWorker.js",
    "linesWorker.js",
    "cli.js",
    "webview.js",
    "storePage.js",
    "elk-worker.js",
  ];
  for (const program of [...programs, "layout-worker.js", "forecastWorker.js", "databaseWorker.js"]) {
    expect(names).toContain(`extension/dist/${program}`);
  }
});

test("every file that the manifest names is in the package", () => {
  const manifest = own("package.json");
  const named = [...manifest.matchAll(/"\.?\/?((?:dist|media|syntaxes|docs|l10n)\/[\w./-]+\.\w+)"/g)].map(
    ([, file]) => file,
  );
  expect(named).not.toEqual([]);
  const names = entries.map(({ name }) => name);
  for (const file of named) expect(names).toContain(`extension/${file}`);
});

test("every picture of the README is in the package", () => {
  const pictures = [...own("README.md").matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, file]) => file ?? "");
  expect(pictures).not.toEqual([]);
  for (const file of pictures) expect(packed(file).length).toBeGreaterThan(0);
});

test("every rule's page is in the package", () => {
  for (const code of ["unpushed-models", "dead-trainer", "redundant-trainer", "failing-node"]) {
    expect(packed(`docs/rules/${code}.md`).length).toBeGreaterThan(0);
  }
});

test("the package is smaller than 4 MB", () => {
  expect(readFileSync(vsix).length).toBeLessThan(4_000_000);
});

test("the layout worker ships as its authors publish it", () => {
  expect(
    packed("dist/elk-worker.js").equals(readFileSync(path.join(root, "node_modules/elkjs/lib/elk-worker.min.js"))),
  ).toBe(true);
});

test("the notices name every package whose code ships, with its licence", () => {
  expect(bundledPackages().map((one) => one.name)).toContain("elkjs");
  expect(own("THIRD_PARTY_NOTICES.md"), "run `npm run build && npm run notices`").toBe(notices());
});
