import { rmSync } from "node:fs";
import { join } from "node:path";
import type { CodeLens } from "vscode-languageserver/node";
import { rightColumn, table } from "../server/src/cli/table.ts";
import { requests, type Status } from "../server/src/protocol.ts";
import { writeLargeStore } from "../test/generate/largeStore.ts";
import { open } from "../test/server/documents.ts";
import { type Bundle, bundleServer, type Session, startSession } from "../test/server/process.ts";
import { pipelineText, testFolder } from "../test/server/workspace.ts";

interface Opened {
  /** From opening the definition to its first lens, and to the whole store, milliseconds. */
  readonly first: number;
  readonly whole: number;
  /** The longest wait for an answer meanwhile, milliseconds. */
  readonly slowest: number;
  /** The lenses at first are those at the end. */
  readonly isSame: boolean;
}

const pipeline = "team-17";
const askEvery = 10;

/** Opens definitions beside stores that were not opened before, in a server as it ships: when their lenses are there, and when all of the store is read. */
export async function benchFirstAnswer({ sizes }: { readonly sizes: readonly number[] }): Promise<readonly string[]> {
  const bundle = await bundleServer();
  try {
    const rows: string[][] = [];
    for (const executions of sizes) {
      const { first, whole, slowest, isSame } = await opened(bundle, executions);
      rows.push([
        executions.toLocaleString("en-US"),
        ...[first, whole].map((time) => `${time.toFixed(0)} ms`),
        `× ${(first / whole).toFixed(2)}`,
        `${slowest.toFixed(0)} ms`,
        isSame ? "the same" : "OTHERS",
      ]);
    }
    return [
      "The first answer: a definition is opened beside a store with ML Metadata's indexes, of which nothing was kept",
      "",
      ...table(
        ["Executions", "Lenses", "Whole store", "Share", "Slowest answer", "Lenses at the end"].map(rightColumn),
        rows,
      ),
      "",
      "Slowest answer: the longest wait for lenses while the store was read.",
    ];
  } finally {
    bundle.remove();
  }
}

async function opened(bundle: Bundle, executions: number): Promise<Opened> {
  const folder = testFolder();
  const store = join(folder.path, "metadata.sqlite");
  let session: Session | null = null;
  try {
    writeLargeStore(store, executions, true);
    // Of several copies of one store each has a prefix.
    const name = executions > 100_000 ? `unit-0-${pipeline}` : pipeline;
    const text = pipelineText({ name, store: "metadata.sqlite" });
    const uri = folder.file("pipeline.py", text);
    session = await startSession(bundle, { folder: folder.path });
    const { connection } = session;
    const began = performance.now();
    await open(connection, uri, text);
    let early: string | null = null;
    let first = Number.NaN;
    let slowest = 0;
    for (;;) {
      const asked = performance.now();
      const lenses = await connection.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
      slowest = Math.max(slowest, performance.now() - asked);
      const { state } = await connection.sendRequest<Status>(requests.status, { uri });
      const shown = lenses.map(({ command }) => command?.title ?? "").join("\n");
      if (shown !== "") {
        first = early === null ? performance.now() - began : first;
        early ??= shown;
      }
      if (state === "ready") return { first, whole: performance.now() - began, slowest, isSame: early === shown };
      if (state === "failed") throw new Error(`the store of ${executions} executions could not be read`);
      await new Promise((resolve) => setTimeout(resolve, askEvery));
    }
  } finally {
    await session?.stop();
    rmSync(store, { force: true });
    folder.remove();
  }
}
