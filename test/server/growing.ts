import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type {
  CodeLens,
  Diagnostic,
  FullDocumentDiagnosticReport as FullReport,
  Hover,
} from "vscode-languageserver/node";
import { requests, type StorePage } from "../../server/src/protocol.ts";
import type { StoreOptions } from "../generate/generateStore.ts";
import { open, until } from "./documents.ts";
import { type Bundle, type Session, type SessionOptions, startSession } from "./process.ts";
import { pipelineText, settled, type TestFolder } from "./workspace.ts";

export interface Growth {
  readonly bundle: Bundle;
  readonly folder: TestFolder;
  /** SQLite's journal mode. */
  readonly journal: "DELETE" | "WAL";
  /** Executions that the store holds before. */
  readonly executions: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly perTransaction: number;
  readonly preload?: SessionOptions["preload"];
}

/** What was seen of a store that grew while it was open. */
export interface Grown {
  /** Executions that the writer committed. */
  readonly committed: number;
  /** Executions that the editor saw beyond those from before, each time that the number was another. */
  readonly seen: readonly number[];
  /** How far behind the writer the editor was, milliseconds: for each look, since the oldest commit that it did not show. */
  readonly behind: readonly number[];
  /** How long each hover took, milliseconds. */
  readonly hovers: readonly number[];
  /** When the writer began and ended, milliseconds since the epoch. */
  readonly writing: { readonly from: number; readonly to: number };
  /** All that the editor shows at the end, and what a new server shows of the same store. */
  readonly last: unknown;
  readonly fresh: unknown;
}

const lookEvery = 25;
/** Forecasts are worked out when a store has come to rest, and of two servers one may be done. */
const isForecast = ({ code }: Diagnostic): boolean => code === "likely-unpushed";
const text = pipelineText();
const nodes = [".CsvExampleGen(", ".Transform(", ".Trainer(", ".Evaluator(", ".Pusher("].map((call) => {
  const line = text.split("\n").findIndex((one) => one.includes(call));
  return { line, character: (text.split("\n")[line] ?? "").indexOf(call) + 2 };
});

/** Opens a definition and its store in a server of its own, lets a program write to the store, and hovers meanwhile. */
export async function growWhileOpen(growth: Growth): Promise<Grown> {
  const { bundle, folder, journal } = growth;
  const path = join(folder.path, "metadata.sqlite");
  const options: StoreOptions = {
    pipelines: ["taxi"],
    executions: growth.executions,
    shape: { trainers: ["Trainer", "Trainer.challenger"] },
    caching: false,
  };
  const maker = join(import.meta.dirname, "../generate/makeStore.ts");
  // Here its garbage would be collected while hovers are waited for.
  execFileSync(process.execPath, [maker, path, JSON.stringify(options)]);
  const uri = folder.file("pipeline.py", text);
  const session = await startSession(bundle, {
    folder: folder.path,
    ...(growth.preload ? { preload: growth.preload } : {}),
  });
  try {
    await open(session.connection, uri, text);
    await settled(session.connection, uri);
    const before = await executionsIn(session, path);
    refreshLikeAnEditor(session, uri);
    const commits: { readonly total: number; readonly at: number }[] = [];
    const script = join(import.meta.dirname, "../generate/growStore.ts");
    const { perSecond, seconds, perTransaction } = growth;
    const parameters = [perSecond, seconds, perTransaction].map(String);
    const writer = spawn(process.execPath, [script, path, journal, ...parameters], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    writer.stdout.on("data", (data) => {
      const at = performance.now();
      for (const line of String(data).trim().split("\n")) commits.push({ total: Number(line), at });
    });
    const began = performance.timeOrigin + performance.now();
    const ended = once(writer, "close");
    let isWriting = true;
    void ended.then(() => {
      isWriting = false;
    });
    const seen: number[] = [];
    const behind: number[] = [];
    const hovers: number[] = [];
    for (let look = 0; isWriting; look++) {
      const began = performance.now();
      await session.connection.sendRequest<Hover | null>("textDocument/hover", {
        textDocument: { uri },
        position: nodes[look % nodes.length],
      });
      hovers.push(performance.now() - began);
      if (look % 8 === 0) {
        const shown = (await executionsIn(session, path)) - before;
        if (seen.at(-1) !== shown) seen.push(shown);
        const missing = commits.find(({ total }) => total > shown);
        behind.push(missing ? performance.now() - missing.at : 0);
      }
      await sleep(lookEvery);
    }
    await ended;
    const writing = { from: began, to: performance.timeOrigin + performance.now() };
    const committed = commits.at(-1)?.total ?? 0;
    await until(
      "the last commit",
      () => executionsIn(session, path),
      (shown) => shown === before + committed,
    );
    const last = await shownBy(session, path, uri);
    return { committed, seen, behind, hovers, writing, last, fresh: await shownAnew(growth, path, uri) };
  } finally {
    await session.stop();
  }
}

/** Asks for lenses and diagnostics whenever the server says that those shown are stale, one request of each at a time. */
function refreshLikeAnEditor({ connection }: Session, uri: string): void {
  const asked = new Set<string>();
  for (const [refresh, request] of [
    ["workspace/codeLens/refresh", "textDocument/codeLens"],
    ["workspace/diagnostic/refresh", "textDocument/diagnostic"],
  ] as const) {
    connection.onRequest(refresh, () => {
      if (asked.has(request)) return null;
      asked.add(request);
      connection
        .sendRequest(request, { textDocument: { uri } })
        .catch(() => null)
        .finally(() => asked.delete(request));
      return null;
    });
  }
}

async function shownAnew({ bundle, folder }: Growth, path: string, uri: string): Promise<unknown> {
  const session = await startSession(bundle, { folder: folder.path });
  try {
    await open(session.connection, uri, text);
    await settled(session.connection, uri);
    return await shownBy(session, path, uri);
  } finally {
    await session.stop();
  }
}

const pageOf = ({ connection }: Session, path: string): Promise<StorePage> =>
  connection.sendRequest<StorePage>(requests.store, { path });

async function executionsIn(session: Session, path: string): Promise<number> {
  const page = await pageOf(session, path);
  if (page.type !== "store") throw new Error(page.message);
  const fact = page.facts.find(({ label }) => label === "Executions");
  return Number(fact?.value.replaceAll(/\D/g, ""));
}

/** The store's page, lenses and diagnostics of the definition, and hovers over its nodes. */
async function shownBy(session: Session, path: string, uri: string): Promise<unknown> {
  const { connection } = session;
  const textDocument = { uri };
  const lenses = await connection.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument });
  const hovers: unknown[] = [];
  for (const position of nodes) {
    hovers.push(await connection.sendRequest<Hover | null>("textDocument/hover", { textDocument, position }));
  }
  const diagnostics = await connection.sendRequest<FullReport>("textDocument/diagnostic", { textDocument });
  return {
    page: await pageOf(session, path),
    lenses: lenses.map(({ command }) => command?.title),
    hovers,
    diagnostics: diagnostics.items.filter((one) => !isForecast(one)),
  };
}
