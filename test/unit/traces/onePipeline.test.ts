import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { graphletsJson } from "../../../server/src/cli/graphletsJson.ts";
import { readGraphlets } from "../../../server/src/cli/readGraphlets.ts";
import { generateStore, type StoreOptions } from "../../generate/generateStore.ts";
import { eventType, MlmdWriter, storedState } from "../../generate/mlmdWriter.ts";
import { folderOf } from "./temp.ts";

const storePath = (): string => join(folderOf({}), "store.sqlite");

const options = { format: "json", costProperty: "", operatorKinds: {} } as const;

async function graphletsAt(path: string, pipeline?: string) {
  const read = await readGraphlets(path, pipeline === undefined ? options : { ...options, pipeline });
  if (!read.ok) throw new Error(read.error);
  const { trace, list } = read.value;
  return { trace, list: [...graphletsJson(trace, list)] };
}

/** Graphlets of each pipeline, read alone, against those of the whole store. */
async function check(store: StoreOptions): Promise<void> {
  const path = storePath();
  generateStore(path, store);
  const whole = await graphletsAt(path);
  expect(whole.list.length).toBeGreaterThan(0);
  for (const { name } of whole.trace.pipelines) {
    const own = whole.list.filter(
      ({ pipeline }) => pipeline === name || (name === "interactive" && /^interactive-/.test(pipeline ?? "")),
    );
    expect((await graphletsAt(path, name)).list).toEqual(own);
  }
}

describe("one pipeline of a store has the graphlets that it has in the whole store", () => {
  const several = { pipelines: ["taxi", "penguin", "a.b"], runs: 12 };
  test.each([4, 5, 6, 7, 8, 9, 10] as const)("in schema %i", (schemaVersion) => check({ ...several, schemaVersion }));
  test("in both dialects of TFX", () => check({ ...several, dialect: "mixed" }));
  test("where a notebook's sessions are one pipeline", () =>
    check({ pipelines: ["interactive-2026-01-01T00_00_00.1", "taxi"], runs: 9, runsPerSession: 2 }));
  test("of many runs, over more than one page", () => check({ pipelines: ["taxi", "penguin"], executions: 9_000 }));
});

/** A store of two pipelines: `write` gets what makes executions and events. */
function twoPipelines(write: (store: ReturnType<typeof writerOf>) => void): string {
  const path = storePath();
  const store = writerOf(path);
  write(store);
  store.writer.close();
  return path;
}

function writerOf(path: string) {
  const writer = new MlmdWriter(path, 10);
  let minutes = 0;
  const name = (type: string) =>
    type === "Importer" ? "tfx.dsl.components.common.importer.Importer" : `tfx.components.x.component.${type}`;
  const artifact = (type: string): number => writer.artifact({ type: writer.type("artifact", type) });
  return {
    writer,
    artifact,
    /** Runs a component; keys of what it reads and writes are not needed here. */
    run(pipeline: string, type: string, reads: readonly number[], writes: readonly number[], seconds = 60): number {
      const at = Date.UTC(2026, 2, 1) + minutes++ * 60_000;
      const id = writer.execution({
        type: writer.type("execution", name(type)),
        state: storedState.complete,
        createdAt: at,
        updatedAt: at + seconds * 1000,
      });
      writer.associate(writer.context("pipeline", pipeline), id);
      writer.associate(writer.context("pipeline_run", `${pipeline}-1`), id);
      writer.associate(writer.context("node", `${pipeline}.${type}`), id);
      for (const read of reads) writer.event({ artifact: read, execution: id, type: eventType.input, key: "in" });
      for (const written of writes)
        writer.event({ artifact: written, execution: id, type: eventType.output, key: "out" });
      return id;
    },
  };
}

describe("of other pipelines are read", () => {
  const trainer = async (path: string) => {
    const { trace, list } = await graphletsAt(path, "train");
    const whole = (await graphletsAt(path)).list.filter(({ pipeline }) => pipeline === "train");
    expect(list).toEqual(whole);
    return { executions: trace.counts.executions, members: list.map((one) => one.executions) };
  };
  test("the makers of its inputs, and theirs", async () => {
    const path = twoPipelines(({ run, artifact }) => {
      const [raw, examples, model] = [artifact("Dataset"), artifact("Examples"), artifact("Model")];
      run("data", "FileBasedExampleGen", [], [raw]);
      run("data", "Transform", [raw], [examples]);
      run("train", "Trainer", [examples], [model]);
    });
    expect(await trainer(path)).toEqual({ executions: 3, members: [[1, 2, 3]] });
  });
  test("who used its models, and what came of that", async () => {
    const path = twoPipelines(({ run, artifact }) => {
      const [model, pushed, blessing] = [artifact("Model"), artifact("PushedModel"), artifact("ModelBlessing")];
      run("train", "Trainer", [], [model]);
      run("serve", "Evaluator", [model], [blessing]);
      run("serve", "Pusher", [model, blessing], [pushed]);
    });
    expect(await trainer(path)).toEqual({ executions: 3, members: [[1, 2, 3]] });
  });
  test("the trainer that a model was started from, without what that was made from", async () => {
    const path = twoPipelines(({ run, artifact }) => {
      const [old, base, model] = [artifact("Examples"), artifact("Model"), artifact("Model")];
      run("base", "FileBasedExampleGen", [], [old]);
      run("base", "Trainer", [old], [base]);
      run("train", "Trainer", [base], [model]);
    });
    expect(await trainer(path)).toEqual({ executions: 2, members: [[3]] });
  });
  test("who analysed the data that it was given", async () => {
    const path = twoPipelines(({ run, artifact }) => {
      const [examples, statistics, model] = [artifact("Examples"), artifact("ExampleStatistics"), artifact("Model")];
      run("data", "FileBasedExampleGen", [], [examples]);
      run("data", "StatisticsGen", [examples], [statistics]);
      run("data", "ExampleValidator", [statistics], [artifact("ExampleAnomalies")]);
      run("train", "Trainer", [examples], [model]);
    });
    expect(await trainer(path)).toEqual({ executions: 4, members: [[1, 2, 3, 4]] });
  });
  test("not all who use the same data: only its makers, and the store's newest execution", async () => {
    const path = twoPipelines(({ run, artifact }) => {
      const [schema, examples] = [artifact("Schema"), artifact("Examples")];
      run("data", "Importer", [], [schema]);
      run("data", "FileBasedExampleGen", [], [examples]);
      run("train", "Trainer", [schema, examples], [artifact("Model")]);
      for (let i = 0; i < 20; i++) run(`other${i}`, "Trainer", [schema, examples], [artifact("Model")]);
    });
    const { trace, list } = await graphletsAt(path, "train");
    expect([trace.counts.executions, list.map((one) => one.executions)]).toEqual([4, [[1, 2, 3]]]);
  });
});

test("A pipeline that the store lacks is told with those that it has", async () => {
  const path = storePath();
  generateStore(path, { pipelines: ["taxi", "penguin"], runs: 1 });
  const read = await readGraphlets(path, { ...options, pipeline: "taxis" });
  expect(read.ok ? "" : read.error).toBe(
    "store.sqlite: has no pipeline taxis. Nothing was changed. It has penguin, taxi.",
  );
});
