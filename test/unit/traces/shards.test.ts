import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { PipelineFigures } from "../../../server/src/fleet/figures.ts";
import { pipelineFigures } from "../../../server/src/fleet/pipelineFigures.ts";
import { cutGraphlets } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import { isPipelineOfShard, type Shard } from "../../../server/src/model/shard.ts";
import { readTrace } from "../../../server/src/workspace/openTrace.ts";
import { generateStore, type StoreOptions } from "../../generate/generateStore.ts";
import { eventType, MlmdWriter, storedState } from "../../generate/mlmdWriter.ts";
import { folderOf } from "./temp.ts";

const storePath = (): string => join(folderOf({}), "store.sqlite");

async function figuresAt(path: string, shard: Shard | null) {
  const options = { operatorKinds: {}, costProperty: "", ...(shard && { shard }) };
  const read = await readTrace(path, options, { token: neverCancelled, onProgress() {} });
  if (!read.ok) throw new Error(read.error.message);
  const trace = read.value;
  const rows = pipelineFigures("store", trace, cutGraphlets(trace, neverCancelled));
  return {
    rows: rows.filter(({ pipeline }) => shard === null || isPipelineOfShard(pipeline, shard)),
    executions: trace.counts.executions,
  };
}

const byName = (rows: readonly PipelineFigures[]): readonly PipelineFigures[] =>
  rows.toSorted((a, b) => (`${a.pipeline}` < `${b.pipeline}` ? -1 : 1));

/** The figures of all shards against those of the whole store, and how many executions the least shard read. */
async function check(path: string, count: number) {
  const whole = await figuresAt(path, null);
  const shards = await Promise.all(Array.from({ length: count }, (_, index) => figuresAt(path, { index, count })));
  expect(byName(shards.flatMap(({ rows }) => rows))).toEqual(byName(whole.rows));
  return { whole: whole.executions, shards: shards.map(({ executions }) => executions) };
}

const generated = (options: StoreOptions): string => {
  const path = storePath();
  generateStore(path, options);
  return path;
};

const names = Array.from({ length: 20 }, (_, index) => `pipeline-${index}`);

describe("the shards of a store come to the whole to the last digit", () => {
  test.each([4, 7, 10] as const)("in schema %i, and none reads the whole", async (schemaVersion) => {
    const { whole, shards } = await check(generated({ pipelines: names, runs: 6, schemaVersion }), 4);
    expect(Math.max(...shards)).toBeLessThan(whole / 2);
  });
  test("where a notebook's sessions are one pipeline", () =>
    check(generated({ pipelines: ["interactive-2026-01-01T00_00_00.1", "taxi"], runs: 9, runsPerSession: 2 }), 3));
  test("where a part has no pipeline", () => check(generated({ pipelines: ["taxi"], runs: 3 }), 5));
});

/** A store in which a step of one minute in every hour reads and writes what it is told; pipelines of steps may be none. */
function written(steps: readonly (readonly [pipeline: string | null, type: string, reads: string, writes: string])[]) {
  const path = storePath();
  const writer = new MlmdWriter(path, 10);
  const ids = new Map<string, number>();
  const artifact = (name: string): number => {
    const known = ids.get(name) ?? writer.artifact({ type: writer.type("artifact", name.replace(/\d+$/, "")) });
    ids.set(name, known);
    return known;
  };
  for (const [hour, [pipeline, type, reads, writes]] of steps.entries()) {
    const createdAt = Date.UTC(2026, 2, 1) + hour * 3_600_000;
    const execution = writer.execution({
      type: writer.type("execution", `tfx.components.x.component.${type}`),
      state: storedState.complete,
      createdAt,
      updatedAt: createdAt + 60_000 + hour,
    });
    if (pipeline !== null) writer.associate(writer.context("pipeline", pipeline), execution);
    for (const name of reads.split(" ").filter(Boolean))
      writer.event({ artifact: artifact(name), execution, type: eventType.input, key: "in" });
    for (const name of writes.split(" ").filter(Boolean))
      writer.event({ artifact: artifact(name), execution, type: eventType.output, key: "out" });
  }
  writer.close();
  return path;
}

describe("where pipelines hang together, every part reads what its figures rest on", () => {
  test("a model of one is trained on the data of another, and deployed by a third", async () => {
    const path = written([
      ["data", "CsvExampleGen", "", "Examples1"],
      ["train", "Trainer", "Examples1", "Model1"],
      ["serve", "Pusher", "Model1", "PushedModel1"],
      ["alone", "CsvExampleGen", "", "Examples2"],
      ["alone", "Trainer", "Examples2", "Model2"],
      ["other", "Trainer", "Examples3", "Model3"],
    ]);
    const { shards } = await check(path, 6);
    // The newest execution is always read with a part: it says what was abandoned.
    expect(Math.min(...shards)).toBe(1);
  });
  test("executions belong to no pipeline", async () => {
    await check(
      written([
        ["a", "CsvExampleGen", "", "Examples1"],
        [null, "Trainer", "Examples1", "Model1"],
        ["b", "CsvExampleGen", "", "Examples2"],
        ["b", "Trainer", "Examples2", "Model2"],
        [null, "Pusher", "Model2", "PushedModel2"],
        ["c", "Trainer", "Examples3", "Model3"],
      ]),
      4,
    );
  });
});
