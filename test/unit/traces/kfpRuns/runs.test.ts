import { describe, expect, test } from "vitest";
import { runNames } from "../../../generate/runColumns.ts";
import { edgesOf, executionsOf, failureAt, folderOf, graphletsOf, traceAt } from "../temp.ts";

const at = (minute: number) => `2026-03-01T10:0${minute}:00Z`;
const task = (id: string, name: string, from: number, to: number, more: object = {}) => ({
  task_id: id,
  display_name: name,
  start_time: at(from),
  end_time: at(to),
  state: "SUCCEEDED",
  ...more,
});
const run = (tasks: readonly object[], more: object = {}) => ({
  run_id: "r1",
  display_name: "taxi",
  pipeline_spec: { pipeline_spec: { pipelineInfo: { name: "taxi-pipeline" } } },
  run_details: { task_details: tasks },
  ...more,
});
const pathOf = (document: object) => `${folderOf({ "run.json": JSON.stringify(document) })}/run.json`;

test("tasks are executions, what holds them is none and gives its container the name", async () => {
  const trace = await traceAt(
    pathOf(
      run([
        task("1", "root", 0, 6, { child_tasks: [{ pod_name: "p2" }] }),
        task("2", "train-driver", 1, 2, { pod_name: "p2", child_tasks: [{ task_id: "3" }] }),
        task("3", "train", 2, 5, { child_tasks: [{ task_id: "4" }] }),
        task("4", "executor", 2, 5),
      ]),
    ),
  );
  expect(executionsOf(trace)).toEqual(["train-driver train? complete", "train train? complete"]);
  expect([...trace.executions.cost]).toEqual([60, 180]);
  expect(trace.pipelines.map(({ name }) => name)).toEqual(["taxi-pipeline"]);
});

describe("state", () => {
  test.each([
    ["FAILED", {}, "failed"],
    ["RUNNING", { end_time: "1970-01-01T00:00:00Z" }, "running"],
    ["SKIPPED", {}, "canceled"],
    ["SKIPPED", { outputs: { m: { artifact_ids: ["7"] } } }, "cached"],
    ["PENDING", {}, "new"],
  ])("%s with %j is %s", async (state, more, expected) =>
    expect(executionsOf(await traceAt(pathOf(run([task("1", "x", 1, 2, { state, ...more })]))))).toEqual([
      `x other ${expected}`,
    ]),
  );
});

test("a list of runs is several runs", async () =>
  expect(
    runNames(
      await traceAt(pathOf({ runs: [run([task("1", "x", 1, 2)]), run([task("2", "x", 1, 2)], { run_id: "r2" })] })),
    ),
  ).toHaveLength(2));

test("a job of Vertex AI tells its artifacts, and names nested tasks by the way to them", async () => {
  const artifact = (name: string, schemaTitle: string) => ({ artifacts: [{ name, uri: `gs://${name}`, schemaTitle }] });
  const one = (taskId: string, taskName: string, parentTaskId: string, more: object) => ({
    taskId,
    taskName,
    parentTaskId,
    startTime: at(1),
    endTime: at(2),
    state: "SUCCEEDED",
    ...more,
  });
  const trace = await traceAt(
    pathOf({
      name: "projects/1/locations/x/pipelineJobs/taxi-2026",
      pipelineSpec: { pipelineInfo: { name: "taxi" } },
      jobDetail: {
        taskDetails: [
          one("1", "taxi-2026", "", {}),
          one("2", "loop", "1", {}),
          one("3", "fit", "2", { outputs: { model: artifact("m", "system.Model") } }),
          one("4", "deploy", "1", {
            inputs: { model: artifact("m", "system.Model") },
            outputs: { endpoint: artifact("e", "google.VertexEndpoint") },
          }),
        ],
      },
    }),
  );
  expect(executionsOf(trace)).toEqual(["loop/fit train complete", "deploy deploy? complete"]);
  expect(edgesOf(trace)).toEqual(["3 > m", "4 < m", "4 > e"]);
  expect(graphletsOf(trace)).toEqual(["3 pushed"]);
});

test("a run whose tasks are left out is told", async () =>
  expect(await failureAt(pathOf(run([])))).toBe(
    "run.json: a run without its tasks (no task_details). Nothing was changed. Export the run by itself: lists leave its tasks out.",
  ));
