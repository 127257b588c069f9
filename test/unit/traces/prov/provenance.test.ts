import { describe, expect, test } from "vitest";
import { looksLikeTrace } from "../../../../server/src/workspace/openTrace.ts";
import { edgesOf, executionsOf, failureAt, folderOf, graphletsOf, traceAt } from "../temp.ts";

const crate = (...entities: readonly object[]) => {
  const graph = [
    {
      "@id": "ro-crate-metadata.json",
      "@type": "CreativeWork",
      about: { "@id": "./" },
      conformsTo: { "@id": "https://w3id.org/ro/crate/1.1" },
    },
    { "@id": "./", "@type": "Dataset", mainEntity: { "@id": "wf.cwl" } },
    { "@id": "wf.cwl", "@type": ["File", "ComputationalWorkflow"], name: "predict" },
    ...entities,
  ];
  return `${folderOf({ "ro-crate-metadata.json": JSON.stringify({ "@graph": graph }) })}/ro-crate-metadata.json`;
};
const action = (id: string, instrument: string, more: object = {}) => ({
  "@id": id,
  "@type": "CreateAction",
  instrument: { "@id": instrument },
  startTime: "2026-03-01T10:00:00+00:00",
  endTime: "2026-03-01T10:01:00+00:00",
  ...more,
});

describe("a crate", () => {
  test("has an execution for each action, the whole workflow's without cost", async () => {
    const trace = await traceAt(crate(action("#1", "wf.cwl"), action("#2", "wf.cwl#train")));
    expect(executionsOf(trace)).toEqual(["predict other complete", "train other complete"]);
    expect([...trace.executions.cost]).toEqual([0, 60]);
  });
  test("has what the actions took and made", async () => {
    const trace = await traceAt(
      crate(action("#2", "t", { object: { "@id": "in.csv" }, result: [{ "@id": "out.txt" }] })),
    );
    expect(edgesOf(trace)).toEqual(["#2 < in.csv", "#2 > out.txt"]);
  });
  test.each([
    ["FailedActionStatus", "failed"],
    ["ActiveActionStatus", "running"],
    ["CompletedActionStatus", "complete"],
  ])("has actions of status %s as %s", async (status, state) => {
    const path = crate(action("#2", "t", { actionStatus: { "@id": `http://schema.org/${status}` } }));
    expect(executionsOf(await traceAt(path))).toEqual([`t other ${state}`]);
  });
  test("that was never run is told apart", async () => expect(await failureAt(crate())).toMatch(/without a run/));
  test("that was never run is not taken for a trace", async () => expect(await looksLikeTrace(crate())).toBe(false));
  test.each(["ActivateAction", "UpdateAction"])("has actions of type %s", async (type) =>
    expect(executionsOf(await traceAt(crate(action("#2", "t", { "@type": type }))))).toEqual(["t other complete"]),
  );
  test("is named by its root, wherever that lies", async () => {
    const graph = [
      { "@id": "https://x.org/c/ro-crate-metadata.jsonld", about: { "@id": "https://x.org/c/" } },
      { "@id": "https://x.org/c/", "@type": "Dataset", name: "forecast" },
      action("#2", "t"),
    ];
    const text = JSON.stringify({ "@context": "https://w3id.org/ro/crate/1.0/context", "@graph": graph });
    const trace = await traceAt(`${folderOf({ "ro-crate-metadata.json": text })}/ro-crate-metadata.json`);
    expect(trace.pipelines.map(({ name }) => name)).toEqual(["forecast"]);
  });
});

describe("a PROV document", () => {
  const document = {
    prefix: { ex: "http://example.org/" },
    activity: {
      "ex:a": {},
      "ex:b": { "prov:startTime": "2026-03-01T10:00:00Z", "prov:endTime": "2026-03-01T10:00:30Z" },
    },
    entity: { "ex:d": { "prov:label": "data" }, "ex:m": {} },
    used: { "_:1": { "prov:activity": "ex:b", "prov:entity": "ex:m", "prov:role": { $: "ex:main/model" } } },
    wasGeneratedBy: {
      "_:2": [
        { "prov:activity": "ex:a", "prov:entity": "ex:m" },
        { "prov:activity": "ex:a", "prov:entity": "ex:d" },
      ],
    },
    wasAssociatedWith: { "_:3": { "prov:activity": "ex:a", "prov:plan": "ex:main/train" } },
    wasEndedBy: { "_:4": { "prov:activity": "ex:a", "prov:time": "2026-03-01T09:00:00" } },
  };
  const path = () => `${folderOf({ "x.prov.json": JSON.stringify(document) })}/x.prov.json`;
  test("has activities as executions, named by their plans", async () =>
    expect(executionsOf(await traceAt(path()))).toEqual(["train other complete", "ex:b other complete"]));
  test("has usage and generation as edges, also where records are in a list", async () =>
    expect(edgesOf(await traceAt(path()))).toEqual(["ex:a > ex:d", "ex:a > ex:m", "ex:b < ex:m"]));
  test("has what its bundles tell", async () => {
    const bundle = {
      "ex:b1": { activity: { "ex:c": {} }, used: { "_:9": { "prov:activity": "ex:c", "prov:entity": "ex:d" } } },
    };
    const text = JSON.stringify({ ...document, bundle });
    const trace = await traceAt(`${folderOf({ "x.prov.json": text })}/x.prov.json`);
    expect(trace.counts).toMatchObject({ executions: 3, skippedEvents: 0 });
    expect(edgesOf(trace)).toContain("ex:c < ex:d");
  });
  test("is not judged: it has no graphlets", async () => expect(graphletsOf(await traceAt(path()))).toEqual([]));
});
