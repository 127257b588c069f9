import { globSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { type BuildOptions, build } from "esbuild";
import { root } from "../../../scripts/vscode/paths.ts";

const options: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node22",
  sourcemap: "inline",
  logLevel: "warning",
};

/** Bundles the suites, one file each so that all share one copy of mocha, into `out/<suite>/`, and what starts them. */
export async function buildSuites(suites: readonly string[]): Promise<void> {
  await build({
    ...options,
    entryPoints: { remoteEntry: "test/vscode/harness/remoteEntry.ts" },
    outdir: "out/harness",
  });
  for (const suite of suites) {
    await rm(path.join(root, "out", suite), { recursive: true, force: true });
    await build({
      ...options,
      entryPoints: [
        { in: "test/vscode/harness/suiteIndex.ts", out: "index" },
        ...globSync(`test/vscode/${suite}/*.test.ts`, { cwd: root }).map((file) => ({
          in: file,
          out: path.basename(file, ".ts"),
        })),
      ],
      outdir: `out/${suite}`,
      external: ["vscode", "mocha"],
    });
  }
}
