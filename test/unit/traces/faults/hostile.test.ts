import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { eventType, MlmdWriter, storedState } from "../../../generate/mlmdWriter.ts";
import { folderOf } from "../temp.ts";
import type { Means } from "./readHostile.ts";
import { survives } from "./survives.ts";

const everyMeans: readonly Means[] = ["node:sqlite", "sql.js", "follow"];

/** Writes a store that nobody writes by accident, and reads it by all means. */
async function check(write: (store: MlmdWriter) => void): Promise<readonly string[]> {
  const path = join(folderOf({}), "hostile.sqlite");
  const store = new MlmdWriter(path, 10);
  write(store);
  store.close();
  const answers: string[] = [];
  for (const means of everyMeans) answers.push(await survives(path, means));
  return answers;
}
const read = everyMeans.map(() => "read");

const trainer = (store: MlmdWriter): number => store.type("execution", "tfx.components.trainer.component.Trainer");
const model = (store: MlmdWriter): number => store.type("artifact", "Model");
const huge = "n".repeat(10 * 1024 * 1024);

describe("a store that means harm is read like any other:", () => {
  test("names of 10 MB", async () => {
    const answers = await check((store) => {
      const execution = store.execution({
        type: store.type("execution", huge),
        name: huge,
        state: storedState.complete,
        createdAt: 1,
        updatedAt: 2,
        properties: [{ name: huge, value: huge, custom: true }],
      });
      const artifact = store.artifact({ type: model(store), uri: huge, name: huge });
      store.event({ artifact, execution, type: eventType.output, key: huge });
      store.associate(store.context("pipeline", huge), execution);
    });
    expect(answers).toEqual(read);
  });

  test("one execution in 60,000 pipelines", async () => {
    const answers = await check((store) => {
      const execution = store.execution({
        type: trainer(store),
        state: storedState.complete,
        createdAt: 5,
        updatedAt: 9,
      });
      for (let pipeline = 0; pipeline < 60_000; pipeline++) {
        store.associate(store.context("pipeline", `p${pipeline}`), execution);
      }
    });
    expect(answers).toEqual(read);
  });

  test("lineage in circles, and of everything with everything", async () => {
    const answers = await check((store) => {
      const executions = Array.from({ length: 60 }, () =>
        store.execution({ type: trainer(store), state: storedState.complete, createdAt: 5, updatedAt: 9 }),
      );
      const artifacts = executions.map(() => store.artifact({ type: model(store) }));
      for (const execution of executions) {
        for (const artifact of artifacts) {
          store.event({ artifact, execution, type: eventType.input, key: "examples" });
          store.event({ artifact, execution, type: eventType.output, key: "model" });
        }
      }
    });
    expect(answers).toEqual(read);
  });

  test("a chain of 5,000 steps, each made from the one before", async () => {
    const answers = await check((store) => {
      const step = store.type("execution", "step");
      let before: number | null = null;
      for (let index = 0; index < 5_000; index++) {
        const execution = store.execution({ type: index % 500 ? step : trainer(store), state: storedState.complete });
        if (before !== null) store.event({ artifact: before, execution, type: eventType.input });
        before = store.artifact({ type: model(store) });
        store.event({ artifact: before, execution, type: eventType.output });
      }
    });
    expect(answers).toEqual(read);
  });

  test("types and dags that descend from themselves, and 5,000 deep", async () => {
    const answers = await check((store) => {
      for (let id = 1; id < 5_000; id++) store.insert("ParentType", { type_id: id, parent_type_id: id + 1 });
      store.insert("ParentType", { type_id: 5_000, parent_type_id: 1 });
      const dag = store.type("execution", "system.DAGExecution");
      for (let id = 1; id <= 5_000; id++) {
        const above = { name: "parent_dag_id", value: id === 1 ? 5_000 : id - 1, custom: true };
        store.execution({ type: dag, properties: [above, { name: "task_name", value: `t${id}`, custom: true }] });
      }
    });
    expect(answers).toEqual(read);
  });

  test("times before the epoch, after the end of all dates, and that run backwards", async () => {
    const answers = await check((store) => {
      for (const [createdAt, updatedAt] of [
        [-1, -5],
        [Number.MAX_SAFE_INTEGER, 1],
        [9e15, 9e15],
        [2_000, 1_000],
      ] as const) {
        const execution = store.execution({ type: trainer(store), state: storedState.complete, createdAt, updatedAt });
        const artifact = store.artifact({ type: model(store), at: createdAt });
        store.event({ artifact, execution, type: eventType.output, at: updatedAt });
      }
    });
    expect(answers).toEqual(read);
  });

  test("events without an execution, without an artifact, and of kinds that do not exist", async () => {
    const answers = await check((store) => {
      const execution = store.execution({ type: trainer(store), state: 99 });
      const artifact = store.artifact({ type: 12_345 });
      for (const type of [0, 3, 4, 7, 8, -1, 1e9]) store.event({ artifact, execution, type });
      store.event({ artifact: 777, execution, type: eventType.input });
      store.event({ artifact, execution: -3, type: eventType.output });
      store.associate(99, execution);
      store.associate(99, 99);
    });
    expect(answers).toEqual(read);
  });
});

test("ids beyond 2^53 are left out, or told of", async () => {
  const answers = await check((store) => {
    trainer(store);
    store.db.exec(`INSERT INTO Execution (id, type_id, last_known_state) VALUES (3, 1, 3), (9007199254740993, 1, 3), (9223372036854775807, 1, 3);
      INSERT INTO Artifact (id, type_id) VALUES (-9007199254740993, 1), (9007199254740995, 1);
      INSERT INTO Event (id, artifact_id, execution_id, type) VALUES (9007199254740997, 9007199254740995, 9007199254740993, 4);`);
  });
  expect(answers.every((answer) => answer === "read" || answer === "told")).toBe(true);
});
