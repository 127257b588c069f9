import { appendFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { CodeLens, Diagnostic, DocumentDiagnosticReport, Hover, MarkupContent } from "vscode-languageserver/node";
import {
  type Changed,
  notifications,
  type ReadProgress,
  requests,
  type Status,
  type TraceChoice,
} from "../../server/src/protocol.ts";
import { generateStore } from "../generate/generateStore.ts";
import { change, open, until } from "./documents.ts";
import { type Bundle, bundleServer, type Session, type SessionOptions, startSession } from "./process.ts";
import { history, pipelineText, settled, type TestFolder, testFolder } from "./workspace.ts";

let bundle: Bundle;
let folder: TestFolder;
let session: Session;

beforeAll(async () => {
  bundle = await bundleServer();
});
afterEach(async () => {
  await session?.stop();
  folder?.remove();
});
afterAll(() => bundle?.remove());

/** Starts a server on a new folder that `fill` puts files into. */
async function start(fill: (folder: TestFolder) => void, options: Omit<SessionOptions, "folder"> = {}): Promise<void> {
  folder = testFolder();
  fill(folder);
  session = await startSession(bundle, { folder: folder.path, ...options });
}

async function opened(name: string, text: string): Promise<{ readonly uri: string; readonly status: Status }> {
  const uri = folder.uri(name);
  await open(session.connection, uri, text);
  return { uri, status: await settled(session.connection, uri) };
}

const lenses = async (uri: string): Promise<readonly string[]> =>
  (await session.connection.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } })).flatMap(
    ({ command }) => command?.title ?? [],
  );
const diagnostics = async (uri: string): Promise<readonly Diagnostic[]> => {
  const report = await session.connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
    textDocument: { uri },
  });
  return report.kind === "full" ? report.items : [];
};
const hover = async (uri: string, text: string, name: string): Promise<string> => {
  const line = text.split("\n").findIndex((one) => one.includes(`.${name}(`));
  const character = (text.split("\n")[line] ?? "").indexOf(`.${name}(`) + 2;
  const found = await session.connection.sendRequest<Hover | null>("textDocument/hover", {
    textDocument: { uri },
    position: { line, character },
  });
  return (found?.contents as MarkupContent | undefined)?.value ?? "";
};

test("the store that the definition names is its trace, from any folder above", async () => {
  const text = pipelineText({ store: "runs/metadata.db" });
  await start(({ store, file }) => {
    file("pipelines/taxi/pipeline.py", text);
    store("runs/metadata.db", history);
  });
  const { status } = await opened("pipelines/taxi/pipeline.py", text);
  expect(status).toMatchObject({
    isDefinition: true,
    state: "ready",
    trace: "metadata.db",
    why: "The definition names runs/metadata.db. A pipeline in runs/metadata.db has the definition's name, taxi.",
  });
});

test("else the store in which a pipeline has the definition's name", async () => {
  const text = pipelineText();
  await start(({ store, file }) => {
    file("pipeline.py", text);
    store("a.sqlite", { ...history, pipelines: ["other"] });
    store("deep/b.sqlite", history);
  });
  const { status } = await opened("pipeline.py", text);
  expect(status).toMatchObject({
    path: join(folder.path, "deep", "b.sqlite"),
    why: "A pipeline in deep/b.sqlite has the definition's name, taxi.",
  });
});

test("another pipeline with the same node names is shown, and nobody is warned on its history", async () => {
  const text = pipelineText({ name: "taxi_v2" });
  await start(({ store, file }) => {
    file("pipeline.py", text);
    store("metadata.sqlite", history);
  });
  const { uri, status } = await opened("pipeline.py", text);
  expect(status.why).toBe(
    "8 of the definition's 8 node names are in metadata.sqlite; there the pipeline is called taxi.",
  );
  expect(await lenses(uri)).toContainEqual(expect.stringMatching(/ runs · /));
  expect((await diagnostics(uri)).map(({ code }) => code)).toEqual(["dead-trainer"]);
});

test("without a trace a lens offers the choice, and the definition alone is judged", async () => {
  const text = pipelineText();
  await start(({ file }) => file("pipeline.py", text));
  const { uri, status } = await opened("pipeline.py", text);
  expect(status).toMatchObject({ state: "none", why: "No metadata store was found in the workspace." });
  expect(await lenses(uri)).toEqual(["No runs found", "Choose trace…"]);
  expect((await diagnostics(uri)).map(({ code }) => code)).toEqual(["dead-trainer"]);
});

test("while a trace is read for the first time, nothing is said to be missing", async () => {
  const text = pipelineText({ store: "metadata.sqlite" });
  await start(({ store, file }) => {
    file("pipeline.py", text);
    store("metadata.sqlite", history);
  });
  const uri = folder.uri("pipeline.py");
  await open(session.connection, uri, text);
  expect(await lenses(uri)).toEqual([]);
  expect(await hover(uri, text, "Pusher")).toBe("**Pusher** · deploy\n\nThe runs are being read.");
});

test("the user's choice wins, and can be taken back", async () => {
  const text = pipelineText({ store: "metadata.sqlite" });
  await start(({ store, file }) => {
    file("pipeline.py", text);
    store("metadata.sqlite", history);
    store("other.sqlite", { ...history, runs: 5 });
  });
  const { uri } = await opened("pipeline.py", text);
  const path = join(folder.path, "other.sqlite");
  await session.connection.sendRequest(requests.chooseTrace, { uri, path });
  expect(await settled(session.connection, uri)).toMatchObject({ trace: "other.sqlite" });
  const choices = await session.connection.sendRequest<TraceChoice[]>(requests.traceChoices, { uri });
  expect(choices.map(({ label, chosen }) => [label, chosen])).toEqual([
    ["other.sqlite", true],
    ["metadata.sqlite", false],
  ]);
  await session.connection.sendRequest(requests.chooseTrace, { uri, path: null });
  expect(await settled(session.connection, uri)).toMatchObject({ trace: "metadata.sqlite" });
});

test("a choice of an earlier session is kept", async () => {
  const text = pipelineText({ store: "metadata.sqlite" });
  folder = testFolder();
  folder.store("metadata.sqlite", history);
  const path = folder.store("other.sqlite", history);
  const chosenTraces = { [folder.file("pipeline.py", text)]: path };
  session = await startSession(bundle, { folder: folder.path, initializationOptions: { chosenTraces } });
  const { status } = await opened("pipeline.py", text);
  expect(status.why).toMatch(/^other\.sqlite was chosen for this definition\./);
});

test("the setting names the store of definitions by their path", async () => {
  const text = pipelineText({ store: "metadata.sqlite" });
  await start(
    ({ store, file }) => {
      file("team/pipeline.py", text);
      store("metadata.sqlite", history);
      store("team.sqlite", history);
    },
    { settings: { traces: { "team/**": "team.sqlite" } } },
  );
  const { status } = await opened("team/pipeline.py", text);
  expect(status.why).toMatch(/^The setting graphlet\.traces names team\.sqlite for team\/\*\*\./);
});

test("components in a module of their own belong to the pipeline that uses them", async () => {
  const components = `from tfx import v1 as tfx


def init_components():
    example_gen = tfx.components.CsvExampleGen(input_base="data")
    trainer = tfx.components.Trainer(module_file="trainer.py", examples=example_gen.outputs["examples"])
    pusher = tfx.components.Pusher(model=trainer.outputs["model"])
    return [example_gen, trainer, pusher]
`;
  await start(({ store, file }) => {
    file("modules/components.py", components);
    file("modules/__init__.py", "");
    file(
      "run.py",
      `from tfx import v1 as tfx
from modules.components import init_components

tfx.orchestration.LocalDagRunner().run(
    tfx.dsl.Pipeline(pipeline_name="taxi", pipeline_root="root", components=init_components())
)
`,
    );
    store("metadata.sqlite", history);
  });
  const { uri, status } = await opened("modules/components.py", components);
  expect(status.why).toBe("A pipeline in metadata.sqlite has the definition's name, taxi.");
  expect((await lenses(uri)).filter((title) => title.includes(" runs · "))).toHaveLength(3);
});

test("when the store has changed everything is told again", async () => {
  const text = pipelineText({ store: "metadata.sqlite" });
  await start(({ store, file }) => {
    file("pipeline.py", text);
    store("metadata.sqlite", { ...history, runs: 4 });
  });
  const { uri, status } = await opened("pipeline.py", text);
  const told: Changed[] = [];
  session.connection.onNotification(notifications.changed, (changed: Changed) => {
    told.push(changed);
  });
  const next = join(folder.path, "next");
  generateStore(next, { ...history, runs: 9 });
  renameSync(next, join(folder.path, "metadata.sqlite"));
  const after = await until(
    "the new figures",
    () => session.connection.sendRequest<Status>(requests.status, { uri }),
    ({ state, graphlets }) => state === "ready" && graphlets > status.graphlets,
  );
  expect(after.updatedAt).toBeGreaterThan(status.updatedAt ?? Number.POSITIVE_INFINITY);
  await until(
    "the notification",
    async () => told,
    (changes) => changes.some(({ uris }) => uris.includes(uri)),
  );
});

test("a store that appears later is taken", async () => {
  const text = pipelineText({ store: "metadata.sqlite" });
  await start(({ file }) => file("pipeline.py", text));
  const { uri, status } = await opened("pipeline.py", text);
  expect(status.why).toBe("The definition names metadata.sqlite, which does not exist yet.");
  folder.store("metadata.sqlite", history);
  const after = await until(
    "the store",
    () => session.connection.sendRequest<Status>(requests.status, { uri }),
    ({ state }) => state === "ready",
  );
  expect(after.trace).toBe("metadata.sqlite");
});

test("a broken store is told in one message, and the definition's features stay", async () => {
  const text = pipelineText({ store: "metadata.sqlite" });
  await start(({ file }) => {
    file("pipeline.py", text);
    file("metadata.sqlite", "this is no database");
  });
  const { uri, status } = await opened("pipeline.py", text);
  expect(status.state).toBe("failed");
  expect(status.error).toMatch(/^metadata\.sqlite: .+\. Nothing was changed\. .+\.$/);
  expect(await hover(uri, text, "Pusher")).toMatch(/^\*\*Pusher\*\* · deploy/);
  expect((await diagnostics(uri)).map(({ code }) => code)).toContain("dead-trainer");
  expect(session.log.filter((line) => line.includes("metadata.sqlite:"))).toHaveLength(1);
});

test("a store that breaks later leaves the figures from before", async () => {
  const text = pipelineText({ store: "metadata.sqlite" });
  await start(({ store, file }) => {
    file("pipeline.py", text);
    store("metadata.sqlite", history);
  });
  const { uri } = await opened("pipeline.py", text);
  writeFileSync(
    join(folder.path, "metadata.sqlite"),
    Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(5000)]),
  );
  const { error } = await until(
    "the failure",
    () => session.connection.sendRequest<Status>(requests.status, { uri }),
    ({ state }) => state === "failed",
  );
  expect(error).toMatch(/^metadata\.sqlite: /);
  expect(await lenses(uri)).toContainEqual(expect.stringMatching(/ runs · /));
});

test("a reading can be cancelled, and asked for again", async () => {
  const text = pipelineText({ store: "metadata.sqlite" });
  await start(({ store, file }) => {
    file("pipeline.py", text);
    store("metadata.sqlite", { pipelines: ["taxi"], executions: 20_000 });
  });
  const uri = folder.uri("pipeline.py");
  const path = join(folder.path, "metadata.sqlite");
  const phases: string[] = [];
  const reading = new Promise<void>((resolve) => {
    session.connection.onNotification(notifications.progress, ({ phase }: ReadProgress) => {
      phases.push(phase);
      resolve();
    });
  });
  await open(session.connection, uri, text);
  await session.connection.sendRequest(requests.status, { uri });
  await reading;
  await session.connection.sendRequest(requests.cancelRead, { path });
  expect(await settled(session.connection, uri)).toMatchObject({
    state: "failed",
    error: "metadata.sqlite: cancelled.",
  });
  expect(phases.at(-1)).toBe("cancelled");
  await session.connection.sendRequest(requests.refresh);
  const after = await until(
    "the trace",
    () => session.connection.sendRequest<Status>(requests.status, { uri }),
    ({ state }) => state === "ready",
  );
  expect(after.graphlets).toBeGreaterThan(1000);
});

test("files that define no pipeline cost nothing: no store is looked for or read", async () => {
  await start(({ store }) => store("metadata.sqlite", history));
  const progress: ReadProgress[] = [];
  session.connection.onNotification(notifications.progress, (one: ReadProgress) => {
    progress.push(one);
  });
  const text = "import os\n\n\ndef main():\n    print(os.getcwd())\n";
  const { uri, status } = await opened("tool.py", text);
  expect(status).toMatchObject({ isDefinition: false, state: "none" });
  expect(await lenses(uri)).toEqual([]);
  expect(await diagnostics(uri)).toEqual([]);
  expect(progress).toEqual([]);
});

test("what is typed counts at once", async () => {
  const text = pipelineText({ store: "metadata.sqlite" });
  await start(({ store, file }) => {
    file("pipeline.py", text);
    store("metadata.sqlite", history);
  });
  const { uri } = await opened("pipeline.py", text);
  const without = text.replace("trainer, challenger,", "trainer,");
  await change(session.connection, uri, 2, without);
  await settled(session.connection, uri);
  expect((await diagnostics(uri)).map(({ code }) => code)).not.toContain("dead-trainer");
});

test("a setting that does not fit is logged, and the others hold", async () => {
  const text = pipelineText();
  await start(({ file }) => file("pipeline.py", text), {
    settings: { hover: { runs: "many" }, diagnostics: { deadTrainer: "off", redundantTrainer: "off" } },
  });
  const { uri } = await opened("pipeline.py", text);
  expect(await diagnostics(uri)).toEqual([]);
  expect(session.log.join("\n")).toContain("graphlet.hover.runs must be a whole number from 1 to 50.");
});

test("a module that is changed on the disk changes the definition", async () => {
  const names = (name: string): string => `PIPELINE_NAME = "${name}"\n`;
  const text = pipelineText()
    .replace('"taxi"', "PIPELINE_NAME")
    .replace("\n\n\ndef", "\nfrom names import PIPELINE_NAME\n\n\ndef");
  await start(({ store, file }) => {
    file("pipeline.py", text);
    file("names.py", names("nothing"));
    store("metadata.sqlite", { ...history, pipelines: ["taxi"], shape: { trainers: ["Elsewhere"] } });
  });
  const { uri, status } = await opened("pipeline.py", text);
  expect(status.trace).toBeNull();
  appendFileSync(join(folder.path, "names.py"), names("taxi"));
  await session.connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: folder.uri("names.py"), type: 2 }],
  });
  const after = await until(
    "the new name",
    () => session.connection.sendRequest<Status>(requests.status, { uri }),
    ({ state }) => state === "ready",
  );
  expect(after.why).toBe("A pipeline in metadata.sqlite has the definition's name, taxi.");
});
