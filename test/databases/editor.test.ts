import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { CodeLens } from "vscode-languageserver/node";
import { readGraphlets } from "../../server/src/cli/readGraphlets.ts";
import { neverCancelled } from "../../server/src/model/cancel.ts";
import { type DatabaseAnswer, requests, type Status, type TraceChoice } from "../../server/src/protocol.ts";
import { readTrace } from "../../server/src/workspace/openTrace.ts";
import { generateStore } from "../generate/generateStore.ts";
import { open, until } from "../server/documents.ts";
import { type Bundle, bundleServer, type Session, startSession } from "../server/process.ts";
import { history, pipelineText, type TestFolder, testFolder } from "../server/workspace.ts";
import { password, pathOf, readerOf } from "./support/accounts.ts";
import { addRun } from "./support/addRun.ts";
import { copyStore } from "./support/copyStore.ts";
import { type Server, startPostgresql } from "./support/servers.ts";

let bundle: Bundle;
let server: Server;
let folder: TestFolder;
let session: Session;
/** Models of the pipeline `taxi` in SQLite. */
let models = 0;

beforeAll(async () => {
  [bundle, server] = await Promise.all([bundleServer(), startPostgresql()]);
  const filled = testFolder();
  const store = `${filled.path}/metadata.sqlite`;
  generateStore(store, { ...history, pipelines: ["taxi", "penguin", "iris", "a", "b", "c", "d", "e", "f"] });
  copyStore(store, server, "metadata");
  readerOf(server, "metadata");
  const read = await readGraphlets(store, { format: "json", costProperty: "", operatorKinds: {}, pipeline: "taxi" });
  models = read.ok ? read.value.list.length : 0;
  filled.remove();
});
afterEach(async () => {
  await session?.stop();
  folder?.remove();
});
afterAll(async () => {
  bundle?.remove();
  await server?.stop();
});

const control = { token: neverCancelled, onProgress() {} };

/** The status of a pipeline `taxi` whose trace the settings name, in a new server. */
async function statusWith(
  trace: string,
  options: { readonly password?: string | null; readonly trusted?: boolean } = {},
): Promise<{ readonly uri: string; readonly status: Status }> {
  folder = testFolder();
  const uri = folder.file("pipeline.py", pipelineText());
  session = await startSession(bundle, {
    folder: folder.path,
    settings: { traces: { "*.py": trace }, databasePollSeconds: 0.2 },
    password: options.password === undefined ? password : options.password,
    initializationOptions: { keepsPasswords: true, trusted: options.trusted ?? true },
  });
  await open(session.connection, uri, pipelineText());
  const ask = (): Promise<Status> => session.connection.sendRequest(requests.status, { uri });
  return { uri, status: await until("the trace", ask, ({ state }) => state === "ready" || state === "failed") };
}

test("A definition is paired with the pipeline of its name, and nothing is read of the others", async () => {
  const before = server.rowsSent();
  const { uri, status } = await statusWith(pathOf(server, "metadata"));
  expect(status).toMatchObject({
    state: "ready",
    trace: "taxi in metadata on localhost",
    error: null,
    graphlets: models,
  });
  const lenses = await session.connection.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
  expect(lenses.map(({ command }) => command?.title)).toContainEqual(expect.stringContaining("20 runs"));
  const one = server.rowsSent() - before;
  await readTrace(pathOf(server, "metadata"), { operatorKinds: {}, costProperty: "" }, control, password);
  expect(one).toBeLessThan((server.rowsSent() - before - one) / 4);
  const choices = await session.connection.sendRequest<readonly TraceChoice[]>(requests.traceChoices, { uri });
  expect(choices.map(({ label, chosen }) => [label, chosen])).toEqual([["taxi in metadata on localhost", true]]);
});

test("A run that is recorded while the definition is open is shown", async () => {
  const { uri } = await statusWith(pathOf(server, "metadata"));
  const lenses = async (): Promise<readonly (string | undefined)[]> => {
    const found = await session.connection.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
    return found.map(({ command }) => command?.title);
  };
  expect(await lenses()).not.toContainEqual(expect.stringContaining("21 runs"));
  addRun(server, "metadata", "taxi");
  await until("the run", lenses, (titles) => titles.some((title) => title?.includes("21 runs")));
});

test("Without a password one sentence says what to do, and the log holds none", async () => {
  const { status } = await statusWith(pathOf(server, "metadata"), { password: "hunter2" });
  expect(status).toMatchObject({
    state: "failed",
    error:
      "metadata on localhost: the password of reader is not accepted. Nothing was changed. Graphlet: Connect to Database… takes another.",
  });
  expect(session.log.join("\n")).not.toContain("hunter2");
});

test("A password that is changed is told of, and reading goes on with the new one", async () => {
  const { uri } = await statusWith(pathOf(server, "metadata"));
  const ask = (): Promise<Status> => session.connection.sendRequest(requests.status, { uri });
  const change = (text: string): string => server.run(`ALTER ROLE reader PASSWORD '${text.replaceAll("'", "''")}';`);
  try {
    change("changed");
    const told = await until("the refusal", ask, ({ error }) => error !== null);
    expect(told).toMatchObject({ graphlets: models, error: expect.stringContaining("is not accepted") });
    session.setPassword("changed");
    const back = await until("the trace", ask, ({ state, error }) => state === "ready" && error === null);
    expect(back.graphlets).toBe(models);
  } finally {
    change(password);
  }
});

test("A restricted workspace connects to nothing", async () => {
  const { status } = await statusWith("postgresql://me@nowhere.invalid/metadata", { trusted: false });
  expect(status.error).toBe(
    "metadata on nowhere.invalid: no database is connected to in Restricted Mode. Nothing was changed. Trust the workspace first.",
  );
});

test("A connection is tried with a password that is not kept yet", async () => {
  await statusWith("nothing.sqlite", { password: null });
  const tried = (given: string): Promise<DatabaseAnswer> =>
    session.connection.sendRequest(requests.connectDatabase, { path: pathOf(server, "metadata"), password: given });
  expect(await tried(password)).toEqual({
    type: "pipelines",
    names: ["a", "b", "c", "d", "e", "f", "iris", "penguin", "taxi"],
  });
  expect(await tried("wrong")).toMatchObject({ type: "failure", isDenied: true });
});
