import path from "node:path";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "../../..");

/** The web view's script and style sheet, bundled from the sources as the package has them. */
export async function bundleView(): Promise<{ readonly script: string; readonly style: string }> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { webview: "webview/src/main.tsx" },
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
  return { script: find(".js"), style: find(".css") };
}
