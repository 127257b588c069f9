import path from "node:path";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "../../..");

/** The web view's script, style sheet and layout worker, bundled from the sources as the package has them. */
export async function bundleView(): Promise<{
  readonly script: string;
  readonly style: string;
  readonly worker: string;
  readonly storeScript: string;
  readonly storeStyle: string;
}> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: {
      webview: "webview/src/main.tsx",
      "layout-worker": "webview/src/layout/quickWorker.ts",
      storePage: "webview/src/storePage/main.tsx",
    },
    outdir: "dist",
    bundle: true,
    minify: true,
    write: false,
    platform: "browser",
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    logLevel: "warning",
  });
  const find = (end: string): string => outputFiles.find((file) => file.path.endsWith(end))?.text ?? "";
  return {
    script: find("webview.js"),
    style: find("webview.css"),
    worker: find("layout-worker.js"),
    storeScript: find("storePage.js"),
    storeStyle: find("storePage.css"),
  };
}
