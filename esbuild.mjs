// Bundles the programs into dist/. `--minify` for what ships, `--tests` adds the tests that run inside VS Code.
import { globSync } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { build } from "esbuild";

const minify = process.argv.includes("--minify");
await rm("dist", { recursive: true, force: true });
await mkdir("dist", { recursive: true });

const common = {
  bundle: true,
  minify,
  sourcemap: minify ? false : "linked",
  logLevel: "warning",
  legalComments: "none",
};
const node = { ...common, platform: "node", format: "cjs", target: "node20" };
await Promise.all([
  build({ ...node, entryPoints: { extension: "client/src/extension.ts" }, outdir: "dist", external: ["vscode"] }),
  build({
    ...node,
    entryPoints: { server: "server/src/main.ts", traceWorker: "server/src/workspace/traceWorker.ts" },
    outdir: "dist",
  }),
  build({ ...node, entryPoints: { cli: "server/src/cli.ts" }, outdir: "dist", banner: { js: "#!/usr/bin/env node" } }),
  build({
    ...common,
    platform: "browser",
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    entryPoints: { webview: "webview/src/main.tsx" },
    outdir: "dist",
  }),
  cp("node_modules/elkjs/lib/elk-worker.min.js", "dist/elk-worker.js"),
  cp("node_modules/sql.js/dist/sql-wasm.wasm", "dist/sql-wasm.wasm"),
]);

if (process.argv.includes("--tests")) {
  await rm("out", { recursive: true, force: true });
  await build({
    ...node,
    target: "node22",
    entryPoints: globSync("test/vscode/suite/*.ts"),
    outdir: "out/suite",
    external: ["vscode", "mocha"],
  });
}
