import { expect, test } from "vitest";
import { eventType, type MlmdWriter, type StoredValue, storedState } from "../../generate/mlmdWriter.ts";
import { plain } from "../../generate/plain.ts";
import { readWritten, testFolder } from "./folder.ts";

const file = testFolder();

/** An execution of the backend of Kubeflow Pipelines, of five seconds. */
const execution = (store: MlmdWriter, type: string, properties: Readonly<Record<string, StoredValue>>): number => {
  const id = store.execution({
    type: store.type("execution", `system.${type}`),
    state: storedState.complete,
    createdAt: 1_000,
    updatedAt: 6_000,
    properties: Object.entries(properties).map(([name, value]) => ({ name, value, custom: true })),
  });
  store.associate(store.context("system.Pipeline", "taxi"), id);
  store.associate(store.context("system.PipelineRun", "run-1"), id);
  return id;
};

/** A run with a loop around a trainer, whose model the outer dags hand out, too. */
const run = (store: MlmdWriter): void => {
  const root = execution(store, "DAGExecution", { display_name: "run-1" });
  const loop = execution(store, "DAGExecution", { task_name: "for-loop-1", parent_dag_id: root });
  const data = execution(store, "ImporterExecution", { task_name: "importer", parent_dag_id: root });
  const train = execution(store, "ContainerExecution", { task_name: "fit", display_name: "Fit", parent_dag_id: loop });
  const dataset = store.artifact({ type: store.type("artifact", "system.Dataset") });
  const model = store.artifact({ type: store.type("artifact", "system.Model") });
  store.event({ artifact: dataset, execution: data, type: eventType.output, key: "artifact" });
  store.event({ artifact: dataset, execution: train, type: eventType.input, key: "data" });
  for (const maker of [train, loop])
    store.event({ artifact: model, execution: maker, type: eventType.output, key: "model" });
};
const executions = async () => plain(await readWritten(file(`${Math.random()}.sqlite`), run)).executions;

test("steps are named by the tasks on the way from the outermost dag", async () =>
  expect((await executions()).map(({ node }) => node)).toEqual(["run-1", "for-loop-1", "importer", "for-loop-1/fit"]));

test("a step that writes a model trains, a dag that hands it out does not", async () =>
  expect((await executions()).map(({ kind }) => kind)).toEqual(["other", "other", "import", "train"]));

test("a dag costs nothing itself", async () =>
  expect((await executions()).map(({ cost }) => cost)).toEqual([0, 0, 5, 5]));

test("pipeline and run come from Kubeflow's contexts", async () =>
  expect(new Set((await executions()).map(({ pipeline, run: name }) => `${pipeline} ${name}`))).toEqual(
    new Set(["taxi run-1"]),
  ));
