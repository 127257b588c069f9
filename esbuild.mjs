// Bundles the programs into dist/; `--minify` for what ships. What each bundle was made from goes to out/meta/.
import { chmod, copyFile, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

const minify = process.argv.includes("--minify");

const common = {
  bundle: true,
  minify,
  sourcemap: minify ? false : "linked",
  logLevel: "warning",
  legalComments: "none",
  metafile: true,
  outdir: "dist",
};
const node = {
  ...common,
  platform: "node",
  format: "cjs",
  target: "node20",
  define: { "import.meta.dirname": "__dirname" },
};

/** The bundles by name. */
const bundles = {
  client: { ...node, entryPoints: { extension: "client/src/extension.ts" }, external: ["vscode"] },
  // The drivers of databases: loaded where one is connected to, and nowhere else.
  database: {
    ...node,
    entryPoints: { databaseWorker: "server/src/traces/database/connectionWorker.ts" },
    external: ["pg-native"],
  },
  server: {
    ...node,
    entryPoints: {
      server: "server/src/main.ts",
      traceWorker: "server/src/workspace/traceWorker.ts",
      linesWorker: "server/src/traces/openLineage/linesWorker.ts",
      forecastWorker: "server/src/workspace/forecastWorker.ts",
    },
  },
  cli: {
    ...node,
    entryPoints: { cli: "server/src/cli.ts" },
    banner: { js: "#!/usr/bin/env node" },
    // The pages of the rules are part of the reports of `check`.
    loader: { ".md": "text" },
  },
  webview: {
    ...common,
    platform: "browser",
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    entryPoints: {
      webview: "webview/src/main.tsx",
      "layout-worker": "webview/src/layout/quickWorker.ts",
      storePage: "webview/src/storePage/main.tsx",
    },
  },
};

/** Shipped as they come from their packages. */
const copies = {
  "elk-worker.js": "node_modules/elkjs/lib/elk-worker.min.js",
  "sql-wasm.wasm": "node_modules/sql.js/dist/sql-wasm.wasm",
};

await mkdir("dist", { recursive: true });
await mkdir("out/meta", { recursive: true });
const made = await Promise.all(
  Object.entries(bundles).map(async ([name, options]) => {
    const { metafile } = await build(options);
    await writeFile(`out/meta/${name}.json`, JSON.stringify(metafile));
    return Object.keys(metafile.outputs).map((file) => path.basename(file));
  }),
);
await Promise.all(Object.entries(copies).map(([name, from]) => copyFile(from, path.join("dist", name))));
await chmod("dist/cli.js", 0o755);

const expected = new Set([...made.flat(), ...Object.keys(copies)]);
for (const name of await readdir("dist")) {
  if (!expected.has(name)) await rm(path.join("dist", name), { recursive: true });
}
