import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderOf } from "../temp.ts";
import { survives } from "./survives.ts";

/** Traces in text that nobody writes by accident: each is read like any other, or told of. */
const huge = "n".repeat(10 * 1024 * 1024);
const names = ["__proto__", "constructor", "../../etc/passwd", "\u0000", "<img src=x onerror=alert(1)>", "", huge];
const times = ["-271821-04-20T00:00:00Z", "9999-12-31T23:59:59Z", "1969-12-31T23:59:59Z", "soon", "", null, 1e300];
const deep = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);

async function check(name: string, content: string): Promise<"read" | "told"> {
  return survives(join(folderOf({ [name]: content }), name), "node:sqlite");
}

/** Each value at its place, among ordinary ones. */
const cyclic = (count: number): readonly (readonly [number, number])[] =>
  Array.from({ length: count }, (_, index) => [index, (index + 1) % count] as const);

describe("OpenLineage events", () => {
  const event = (run: unknown, more: object = {}): string =>
    `${JSON.stringify({ eventType: "COMPLETE", eventTime: "2026-03-01T10:00:00Z", run: { runId: run }, job: { namespace: "n", name: "train" }, inputs: [], outputs: [], ...more })}\n`;
  test("with names of 10 MB, of prototypes and of markup", async () => {
    const lines = names.map((name) =>
      event(name || "r", { job: { namespace: name, name }, outputs: [{ namespace: name, name }] }),
    );
    expect(await check("e.ndjson", lines.join(""))).toBe("read");
  });
  test("with impossible times", async () =>
    expect(await check("e.ndjson", times.map((eventTime, index) => event(`r${index}`, { eventTime })).join(""))).toBe(
      "read",
    ));
  test("of runs that are each other's parents, and data in circles", async () => {
    const lines = cyclic(2_000).map(([from, to]) =>
      event(`r${from}`, {
        run: {
          runId: `r${from}`,
          facets: { parent: { run: { runId: `r${to}` }, job: { namespace: "n", name: "j" } } },
        },
        inputs: [{ namespace: "n", name: `d${from}` }],
        outputs: [{ namespace: "n", name: `d${to}` }],
      }),
    );
    expect(await check("e.ndjson", lines.join(""))).toBe("read");
  });
  test("with a facet 100,000 levels deep", async () => {
    const text = event("r").replace('"inputs":[]', `"inputs":${deep(100_000)}`);
    expect(["read", "told"]).toContain(await check("e.ndjson", text + event("s")));
  });
});

describe("workflows", () => {
  const workflow = (nodes: unknown): string =>
    JSON.stringify({
      kind: "Workflow",
      metadata: { name: "w", uid: "u" },
      status: { phase: "Failed", startedAt: "x", nodes },
    });
  const node = (more: object) => ({ type: "Pod", phase: "Succeeded", startedAt: "2026-03-01T10:00:00Z", ...more });
  test("with hostile names and times", async () => {
    const nodes = Object.fromEntries(
      names.map((name, index) => [
        name || "x",
        node({ displayName: name, templateName: name, finishedAt: times[index] }),
      ]),
    );
    expect(await check("workflow.json", workflow(nodes))).toBe("read");
  });
  test("in which nodes stand in each other", async () => {
    const nodes = Object.fromEntries(
      cyclic(2_000).map(([from, to]) => [
        `n${from}`,
        node({ type: from % 3 ? "Pod" : "Retry", boundaryID: `n${to}`, children: [`n${to}`] }),
      ]),
    );
    expect(await check("workflow.json", workflow(nodes))).toBe("read");
  });
  test("of which nothing is what it should be", async () => {
    for (const nodes of [
      1,
      "x",
      [],
      [null],
      { a: null, b: 1, c: [] },
      { a: { children: 5, inputs: "x", outputs: { artifacts: 7 } } },
    ])
      expect(["read", "told"]).toContain(await check("workflow.json", workflow(nodes)));
  });
  test("in YAML whose aliases stand for a billion values", async () => {
    const lists = Array.from(
      { length: 9 },
      (_, index) => `  l${index + 1}: &l${index + 1} [${Array(10).fill(`*l${index}`).join(", ")}]`,
    );
    const text = `kind: Workflow\nmetadata: {name: w, uid: u}\nstatus:\n  phase: x\n  startedAt: y\n  l0: &l0 [1]\n${lists.join("\n")}\n  nodes: {a: *l9}\n`;
    expect(["read", "told"]).toContain(await check("workflow.yaml", text));
  });
});

describe("runs of Kubeflow", () => {
  const run = (tasks: unknown): string => JSON.stringify({ run_id: "r", run_details: { task_details: tasks } });
  test("with hostile names and times", async () => {
    const tasks = names.map((name, index) => ({
      task_id: `${index}`,
      display_name: name,
      start_time: times[index],
      end_time: times[6 - index],
      state: name,
    }));
    expect(await check("run.json", run(tasks))).toBe("read");
  });
  test("whose tasks are each other's parents and children", async () => {
    const tasks = cyclic(2_000).map(([from, to]) => ({
      task_id: `${from}`,
      display_name: "x",
      parent_task_id: `${to}`,
      child_tasks: [{ task_id: `${to}` }],
    }));
    expect(["read", "told"]).toContain(await check("run.json", run(tasks)));
  });
  test("of which nothing is what it should be", async () => {
    for (const tasks of [1, "x", [null], [[]], [{ task_id: {}, inputs: [1], outputs: "x", child_tasks: { a: 1 } }]])
      expect(["read", "told"]).toContain(await check("run.json", run(tasks)));
  });
});

describe("provenance", () => {
  test("with hostile names, and relations of what is not there", async () => {
    const activity = Object.fromEntries(
      names.map((name) => [name || "x", { "prov:label": name, "prov:startTime": name }]),
    );
    const used = Object.fromEntries(
      names.map((name, index) => [`_:${index}`, { "prov:activity": name, "prov:entity": name }]),
    );
    expect(
      await check(
        "prov.json",
        JSON.stringify({ prefix: {}, activity, entity: activity, used, wasGeneratedBy: [1], bundle: { b: "x" } }),
      ),
    ).toBe("read");
  });
  test("in a crate whose actions take what they made", async () => {
    const graph = cyclic(2_000).map(([from, to]) => ({
      "@id": `#${from}`,
      "@type": "CreateAction",
      instrument: { "@id": `#${to}` },
      object: [{ "@id": `#${to}` }, null],
      result: { "@id": `#${from}` },
    }));
    const text = JSON.stringify({
      "@context": "https://w3id.org/ro/crate/1.1/context",
      "@graph": [...graph, null, 5, { "@id": huge, "@type": "CreateAction" }],
    });
    expect(await check("ro-crate-metadata.json", text)).toBe("read");
  });
});

test("a file store of MLflow with hostile names, times and parents", async () => {
  const runs = names
    .slice(0, 2)
    .concat("a", "b")
    .map((id, index) => [
      [
        `mlruns/0/r${index}/meta.yaml`,
        `run_id: '${id}'\nexperiment_id: '0'\nstatus: 99\nstart_time: ${index % 2 ? "-9e99" : "9e99"}\nend_time: x\n`,
      ],
      [`mlruns/0/r${index}/tags/mlflow.parentRunId`, index === 2 ? "b" : "a"],
      [`mlruns/0/r${index}/tags/mlflow.log-model.history`, deep(50_000)],
      [`mlruns/0/r${index}/params/__proto__`, huge.slice(0, 100_000)],
    ]);
  const folder = folderOf({
    "mlruns/0/meta.yaml": "experiment_id: '0'\nname: __proto__\n",
    ...Object.fromEntries(runs.flat()),
  });
  expect(await survives(folder, "node:sqlite")).toBe("read");
});

test("a dvc.lock with hostile names, and stages that make what they take", async () => {
  const stages = names
    .slice(0, -1)
    .map(
      (name) =>
        `  ${JSON.stringify(name)}:\n    cmd: ${JSON.stringify(name)}\n    deps: [{path: ${JSON.stringify(name)}, md5: a}]\n    outs: [{path: ${JSON.stringify(name)}, md5: a}]\n    params: ${deep(1_000)}\n`,
    );
  expect(await check("dvc.lock", `schema: '2.0'\nstages:\n${stages.join("")}  big: {cmd: ${huge}}\n`)).toBe("read");
});
