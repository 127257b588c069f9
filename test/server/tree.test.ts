import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type Changed,
  type GraphView,
  notifications,
  type RecordText,
  requests,
  type StorePage,
  type TreeFilter,
  type TreeItem,
  type TreePage,
  type TreeParent,
  type ViewFailure,
} from "../../server/src/protocol.ts";
import { generateStore } from "../generate/generateStore.ts";
import { open, until } from "./documents.ts";
import { type Bundle, bundleServer, type Session, startSession } from "./process.ts";
import { history, pipelineText, settled, type TestFolder, testFolder } from "./workspace.ts";

const text = pipelineText({ store: "metadata.sqlite" });

let bundle: Bundle;
let folder: TestFolder;
let session: Session;
let store: string;

beforeAll(async () => {
  bundle = await bundleServer();
});
beforeEach(async () => {
  folder = testFolder();
  store = folder.store("metadata.sqlite", history);
  session = await startSession(bundle, { folder: folder.path });
});
afterEach(async () => {
  await session?.stop();
  folder?.remove();
});
afterAll(() => bundle?.remove());

const below = (parent: TreeParent | null, filter: TreeFilter = {}, offset = 0, limit = 100): Promise<TreePage> =>
  session.connection.sendRequest<TreePage>(requests.tree, { parent, filter, offset, limit });
const pageOf = (path: string, again = false): Promise<StorePage> =>
  session.connection.sendRequest<StorePage>(requests.store, { path, again });

async function pipeline(): Promise<Extract<TreeItem, { type: "pipeline" }>> {
  const [item] = (await below({ type: "trace", path: store })).items;
  return item?.type === "pipeline" ? item : expect.fail("no pipeline");
}
const models = (filter?: TreeFilter, offset?: number, limit?: number): Promise<TreePage> =>
  below({ type: "pipeline", path: store, pipeline: "taxi" }, filter, offset, limit);

describe("the tree", () => {
  test("leads from the traces of the workspace to executions", async () => {
    const [trace] = (await below(null)).items;
    expect(trace).toMatchObject({ type: "trace", path: store, label: "metadata.sqlite", kind: "mlmd", inUse: false });
    expect((await pipeline()).label).toBe("taxi");
    const [model] = (await models()).items;
    if (model?.type !== "graphlet") return expect.fail("no model");
    const { items } = await below({ type: "graphlet", path: store, trainer: model.trainer });
    expect(items.map((item) => item.type === "execution" && item.node)).toContain(model.node);
  });

  test("comes in pages, and filtered", async () => {
    const all = await models();
    const first = await models({}, 0, 5);
    const second = await models({}, 5, 5);
    expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 10));
    expect(first.more).toBe(true);
    const deployed = await models({ statuses: ["pushed"] });
    expect(deployed.items).toEqual(all.items.filter((item) => item.type === "graphlet" && item.status === "pushed"));
  });

  test("names the open definition that a pipeline belongs to, else the store", async () => {
    expect((await pipeline()).target).toMatchObject({ pipeline: "taxi", defined: false });
    const uri = folder.file("pipeline.py", text);
    await open(session.connection, uri, text);
    await settled(session.connection, uri);
    expect((await pipeline()).target).toEqual({ uri, pipeline: "taxi", defined: true });
    expect((await below(null)).items[0]).toMatchObject({ inUse: true });
  });

  test("says why a trace has nothing below it", async () => {
    writeFileSync(join(folder.path, "notes.db"), "these are notes");
    const { message, failed } = await below({ type: "trace", path: join(folder.path, "notes.db") });
    expect(message).toMatch(/^notes\.db: .*Nothing was changed\./);
    expect(failed).toBe(true);
  });
});

describe("a store without a definition", () => {
  test("has a page with its figures", async () => {
    const page = await pageOf(store);
    if (page.type !== "store") return expect.fail(page.message);
    expect(page).toMatchObject({ name: "metadata.sqlite", note: null, totalPipelines: 1 });
    expect(page.pipelines).toMatchObject([{ name: "taxi", runs: 20 }]);
    expect(page.facts[0]?.label).toBe("Models");
  });

  test("has graphs and records, and no place in a text", async () => {
    const { target } = await pipeline();
    const { uri } = target;
    const graph = await session.connection.sendRequest<GraphView>(requests.view, { ...target, level: "pipeline" });
    expect(graph.nodes.map(({ label }) => label).sort()).toEqual([
      "CsvExampleGen",
      "Evaluator",
      "ExampleValidator",
      "Pusher",
      "SchemaGen",
      "StatisticsGen",
      "Trainer",
      "Trainer.challenger",
      "Transform",
    ]);
    expect(graph.edges.length).toBeGreaterThan(8);
    const model = await session.connection.sendRequest<GraphView>(requests.view, { ...target, level: "graphlet" });
    const record = { type: "explanation", trainer: model.graphlet?.trainer };
    const { text: shown } = await session.connection.sendRequest<RecordText>(requests.record, { ...target, record });
    expect(shown).toMatch(/^(model|training) \d+ explained\n/);
    expect(await session.connection.sendRequest(requests.locate, { uri, node: "Trainer" })).toBeNull();
  });

  test("that is none is told so, and read again once it is one", async () => {
    const path = join(folder.path, "late.db");
    writeFileSync(path, "these are notes, and they are no metadata store");
    expect(await pageOf(path)).toMatchObject({ type: "failure", reason: "not-a-trace" });
    const uri = `graphlet-store:${path}`;
    const view = await session.connection.sendRequest<ViewFailure>(requests.view, { uri, level: "pipeline" });
    expect(view).toMatchObject({ type: "failure", action: "retry" });
    rmSync(path);
    generateStore(path, history);
    expect((await pageOf(path, true)).type).toBe("store");
  });

  test("is followed while it changes", async () => {
    await pageOf(store);
    const told: string[] = [];
    session.connection.onNotification(notifications.changed, ({ uris }: Changed) => {
      told.push(...uris);
    });
    rmSync(store);
    generateStore(store, { ...history, runs: 30 });
    const runs = (page: StorePage): number | null => (page.type === "store" ? (page.pipelines[0]?.runs ?? null) : null);
    const page = await until(
      "the new figures",
      () => pageOf(store),
      (one) => runs(one) === 30,
    );
    expect(page.type).toBe("store");
    // Changes are told in groups: the page may be the new one a moment before.
    await expect.poll(() => told).toContain(`graphlet-store:${store}`);
  });

  test("whose file is damaged keeps its figures, and says so", async () => {
    await pageOf(store);
    writeFileSync(store, "SQLite format 3\0 and then nothing of the kind");
    const page = await until(
      "a note",
      () => pageOf(store),
      (one) => one.type === "store" && one.note !== null,
    );
    expect(page).toMatchObject({ type: "store", note: expect.stringMatching(/^metadata\.sqlite: /) });
  });
});
