// Bundles the programs into dist/; `--minify` for what ships. What each bundle was made from goes to out/meta/.
import { chmod, copyFile, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { nodeProgram, pages, threads } from "./scripts/bundle/options.ts";

const minify = process.argv.includes("--minify");

const shipped = {
  minify,
  sourcemap: minify ? false : "linked",
  legalComments: "none",
  metafile: true,
  outdir: "dist",
};
const { databaseWorker, ...readers } = threads;

/** The bundles by name. */
const bundles = {
  client: { ...nodeProgram, entryPoints: { extension: "client/src/extension.ts" }, external: ["vscode"] },
  // The drivers of databases: loaded where one is connected to, and nowhere else.
  database: { ...nodeProgram, entryPoints: { databaseWorker } },
  server: { ...nodeProgram, entryPoints: { server: "server/src/main.ts", ...readers } },
  cli: { ...nodeProgram, entryPoints: { cli: "server/src/cli.ts" }, banner: { js: "#!/usr/bin/env node" } },
  webview: pages,
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
    const { metafile } = await build({ ...options, ...shipped });
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
