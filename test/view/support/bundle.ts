import path from "node:path";
import { build } from "esbuild";
import { pages } from "../../../scripts/bundle/options.ts";

const root = path.resolve(import.meta.dirname, "../../..");

/** The web view's script, style sheet and layout worker, bundled from the sources as the package has them. */
export async function bundleView(): Promise<{
  readonly script: string;
  readonly style: string;
  readonly worker: string;
  readonly storeScript: string;
  readonly storeStyle: string;
}> {
  const { outputFiles } = await build({ ...pages, absWorkingDir: root, outdir: "dist", minify: true, write: false });
  const find = (end: string): string => outputFiles.find((file) => file.path.endsWith(end))?.text ?? "";
  return {
    script: find("webview.js"),
    style: find("webview.css"),
    worker: find("layout-worker.js"),
    storeScript: find("storePage.js"),
    storeStyle: find("storePage.css"),
  };
}
