import type { BuildOptions } from "esbuild";

/** How programs for Node.js are bundled: those that ship, and those that tests and benchmarks run in their place. */
export const nodeProgram = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  define: { "import.meta.dirname": "__dirname" },
  // Optional for the driver of PostgreSQL, and a native addon.
  external: ["pg-native"],
  // The pages of the rules are part of the reports of `check`.
  loader: { ".md": "text" },
  logLevel: "warning",
} satisfies BuildOptions;

/** Threads that the server and the command line start: files beside them, by their names. */
export const threads = {
  traceWorker: "server/src/workspace/traceWorker.ts",
  linesWorker: "server/src/traces/openLineage/linesWorker.ts",
  forecastWorker: "server/src/workspace/forecastWorker.ts",
  databaseWorker: "server/src/traces/database/connectionWorker.ts",
};

/** The pages in VS Code's webviews, and the thread of one. */
export const pages = {
  bundle: true,
  platform: "browser",
  format: "iife",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  logLevel: "warning",
  entryPoints: {
    webview: "webview/src/main.tsx",
    "layout-worker": "webview/src/layout/quickWorker.ts",
    storePage: "webview/src/storePage/main.tsx",
  },
} satisfies BuildOptions;
