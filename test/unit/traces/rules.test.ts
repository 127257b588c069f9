import { describe, expect, test } from "vitest";
import type { OperatorKind } from "../../../server/src/model/kinds.ts";
import { textOf, textOrNull } from "../../../server/src/model/trace.ts";
import type { SchemaVersion } from "../../generate/mlmdSchema.ts";
import { eventType, type MlmdWriter, type StoredValue, storedState } from "../../generate/mlmdWriter.ts";
import { type PlainArtifact, type PlainExecution, plain } from "../../generate/plain.ts";
import { readWritten, testFolder } from "./folder.ts";

const file = testFolder();
let stores = 0;

/** Reads a store that is written by hand. */
const read = (write: (store: MlmdWriter) => void, version: SchemaVersion = 10, options = {}) =>
  readWritten(file(`${++stores}.sqlite`), write, version, options);

/** The one execution of a store, with these properties. */
async function execution(
  properties: Readonly<Record<string, StoredValue>>,
  { type = "Trainer", version = 10 as SchemaVersion, costProperty = "", custom = true } = {},
): Promise<PlainExecution & { readonly parameters: string | null }> {
  const trace = await read(
    (store) => {
      store.execution({
        type: store.type("execution", type),
        state: storedState.complete,
        createdAt: 1000,
        updatedAt: 3500,
        properties: Object.entries(properties).map(([name, value]) => ({ name, value, custom })),
      });
    },
    version,
    { costProperty },
  );
  const [only] = plain(trace).executions;
  if (!only) throw new Error("no execution");
  return { ...only, parameters: textOrNull(trace.strings, trace.executions.parameters[0]) };
}

/** The one artifact of a store, with these properties. */
async function artifact(type: string, properties: readonly (readonly [string, StoredValue, boolean])[]) {
  const trace = await read((store) => {
    store.artifact({
      type: store.type("artifact", type),
      properties: properties.map(([name, value, custom]) => ({ name, value, custom })),
    });
  });
  return plain(trace).artifacts[0] as PlainArtifact;
}

describe("kind of an execution", () => {
  interface Case {
    readonly type: string;
    readonly base?: string;
    readonly writes?: string;
    readonly node?: string;
    readonly set?: Readonly<Record<string, OperatorKind>>;
  }
  async function kind({ type, base, writes, node, set = {} }: Case): Promise<string> {
    const trace = await read(
      (store) => {
        const id = store.execution({
          type: store.type("execution", type, base ?? null),
          properties: node ? [{ name: "component_id", value: node, custom: false }] : [],
        });
        if (!writes) return;
        const made = store.artifact({ type: store.type("artifact", writes) });
        store.event({ artifact: made, execution: id, type: eventType.output, key: "out" });
      },
      10,
      { operatorKinds: set },
    );
    return `${plain(trace).executions[0]?.kind}${trace.executions.kindGuessed[0] ? ", guessed" : ""}`;
  }

  test.each<readonly [string, Case, string]>([
    ["by the name", { type: "tfx.components.trainer.component.Trainer" }, "train"],
    ["by the name of another package", { type: "tfx.extensions.gcp.trainer.component.Trainer" }, "train"],
    ["by the end of the name", { type: "tfx.extensions.big_query.component.BigQueryExampleGen" }, "ingest"],
    ["by the base type", { type: "acme.Boost", base: "mlmd.Train" }, "train"],
    ["the name before the base type", { type: "acme.Evaluator", base: "mlmd.Deploy" }, "evaluate"],
    ["a base type used as it is", { type: "mlmd.Deploy" }, "deploy"],
    ["a base type that says nothing", { type: "acme.Step", base: "mlmd.Process" }, "other"],
    ["by the model that it writes", { type: "acme.Boost", writes: "Model" }, "train"],
    [
      "an importer of a model imports",
      { type: "tfx.dsl.components.common.importer.Importer", writes: "Model" },
      "import",
    ],
    ["what it writes before the words", { type: "acme.DeployStep", writes: "Model" }, "train"],
    ["by the words in the type", { type: "acme.PushToProduction" }, "deploy, guessed"],
    ["by the words in the node", { type: "acme.Step", node: "train_ranker" }, "train, guessed"],
    ["words of TFX's own types are no guess", { type: "tfx.components.testing.TestStep" }, "other"],
    ["set for the node", { type: "acme.Step", node: "ranker", set: { rank: "infer", "rank*": "train" } }, "train"],
    ["set for the type", { type: "acme.Step", set: { "acme.*": "validate", "*": "infer" } }, "validate"],
    ["set for the type's last part", { type: "a.b.Pusher", set: { Pusher: "infer" } }, "infer"],
    ["nothing known", { type: "acme.Step" }, "other"],
  ])("%s", async (_, one, expected) => {
    expect(await kind(one)).toBe(expected);
  });
});

describe("kind of an artifact", () => {
  test.each([
    ["Examples", null, "data"],
    ["PushedModel", "mlmd.Model", "pushed"],
    ["acme.Ranker", "mlmd.Model", "model"],
    ["system.Model", null, "model"],
    ["mlmd.Statistics", null, "statistics"],
    ["acme.Thing", null, "other"],
  ])("%s of base %s", async (type, base, expected) => {
    const trace = await read((store) => store.artifact({ type: store.type("artifact", type, base) }));
    expect(plain(trace).artifacts[0]?.kind).toBe(expected);
  });
});

describe("outcome of an artifact", () => {
  test.each([
    [1, 1],
    [0, 0],
    ["1", 1],
    ["true", 1],
    ["False", 0],
    [true, 1],
    [false, 0],
    ["mlmd-struct::AAAA", -1],
  ])("pushed stored as %j", async (stored, expected) => {
    expect((await artifact("PushedModel", [["pushed", stored, true]])).pushed).toBe(expected);
    expect((await artifact("PushedModel", [["pushed", stored, false]])).pushed).toBe(expected);
  });

  test("blessed counts on a model's blessing alone", async () => {
    const blessed = async (type: string) => (await artifact(type, [["blessed", 1, true]])).blessed;
    expect(await blessed("ModelBlessing")).toBe(1);
    expect(await blessed("InfraBlessing")).toBe(-1);
    expect(await blessed("ExampleAnomalies")).toBe(-1);
  });

  test("span and content, the custom property before the declared one", async () => {
    const found = await artifact("Examples", [
      ["span", 3, false],
      ["span", "7", true],
      ["input_fingerprint", "split:train,num_files:1", true],
    ]);
    expect([found.span, found.content]).toEqual(["7", "split:train,num_files:1"]);
  });
});

describe("edges", () => {
  test("by the event's type, each once, keyed by the first key of its path", async () => {
    const trace = await read((store) => {
      const type = store.type("artifact", "Model");
      const [a, b] = [store.artifact({ type }), store.artifact({ type })];
      const one = store.execution({ type: store.type("execution", "Step") });
      const add = (artifact: number, kind: keyof typeof eventType, key: string | null) =>
        store.event({ artifact, execution: one, type: eventType[kind], key });
      add(a, "input", "in");
      add(a, "declaredInput", "in");
      add(a, "internalInput", "hidden");
      add(b, "output", null);
      add(b, "internalOutput", "made");
      add(b, "pendingOutput", "later");
      add(b, "unknown", "odd");
      const twoKeys = add(a, "declaredOutput", null);
      store.insert("EventPath", { event_id: twoKeys, is_index_step: 1, step_index: 0 });
      store.insert("EventPath", { event_id: twoKeys, is_index_step: 0, step_key: "first" });
      store.insert("EventPath", { event_id: twoKeys, is_index_step: 0, step_key: "second" });
    });
    const [found] = plain(trace).executions;
    expect(found?.reads).toEqual(["hidden 1", "in 1"]);
    expect(found?.writes).toEqual([" 2", "first 1", "made 2"]);
    expect(trace.counts).toMatchObject({ events: 8, skippedEvents: 0 });
  });

  test("paths in another order than their events", async () => {
    const trace = await read((store) => {
      const type = store.type("artifact", "Model");
      const execution = store.execution({ type: store.type("execution", "Step") });
      const events = [1, 2, 3].map(() =>
        store.event({ artifact: store.artifact({ type }), execution, type: eventType.input }),
      );
      for (const event of [...events].reverse()) {
        store.insert("EventPath", { event_id: event, is_index_step: 0, step_key: `key${event}` });
      }
      store.insert("EventPath", { event_id: 99, is_index_step: 0, step_key: "of no event" });
    });
    expect(plain(trace).executions[0]?.reads).toEqual(["key1 1", "key2 2", "key3 3"]);
  });

  test("events of missing rows are counted and skipped", async () => {
    const trace = await read((store) => {
      const artifact = store.artifact({ type: store.type("artifact", "Model") });
      const execution = store.execution({ type: store.type("execution", "Step") });
      store.event({ artifact, execution: 7, type: eventType.input });
      store.event({ artifact: 7, execution, type: eventType.output });
      store.event({ artifact, execution, type: eventType.output });
    });
    expect(trace.counts).toMatchObject({ events: 3, skippedEvents: 2 });
    expect(plain(trace).executions[0]?.writes).toEqual([" 1"]);
  });
});

describe("pipeline, run and node", () => {
  async function inContexts(contexts: readonly (readonly [string, string])[], properties = {}): Promise<string> {
    const trace = await read((store) => {
      const execution = store.execution({
        type: store.type("execution", "acme.Step"),
        properties: Object.entries(properties).map(([name, value]) => ({ name, value: String(value), custom: false })),
      });
      for (const [type, name] of contexts) store.associate(store.context(type, name), execution);
    });
    const [found] = plain(trace).executions;
    return [found?.storedPipeline, found?.pipeline, found?.run, found?.node].map((one) => one ?? "-").join(" | ");
  }

  test("names with dots", async () => {
    const found = await inContexts([
      ["pipeline", "acme.ranking"],
      ["pipeline_run", "20260301-060000.000000"],
      ["node", "acme.ranking.Trainer.challenger"],
    ]);
    expect(found).toBe("acme.ranking | acme.ranking | 20260301-060000.000000 | Trainer.challenger");
  });

  test("a nested pipeline's node", async () => {
    const found = await inContexts([
      ["pipeline", "outer"],
      ["pipeline", "outer.inner"],
      ["pipeline_run", "r1"],
      ["node", "outer.inner.Trainer"],
    ]);
    expect(found).toBe("outer | outer | r1 | Trainer");
  });

  test("a node whose name does not begin with its pipeline's", async () => {
    expect(
      await inContexts([
        ["pipeline", "taxi"],
        ["node", "taxis.Trainer"],
      ]),
    ).toBe("taxi | taxi | - | taxis.Trainer");
  });

  test("from properties where there are no contexts", async () => {
    const properties = { pipeline_name: "taxi", run_id: "2026-03-01T06:00:00", component_id: "Trainer.wide" };
    expect(await inContexts([], properties)).toBe("taxi | taxi | 2026-03-01T06:00:00 | Trainer.wide");
  });

  test("contexts before properties", async () => {
    const properties = { pipeline_name: "old", run_id: "old", component_id: "Old" };
    const found = await inContexts(
      [
        ["pipeline", "taxi"],
        ["run", "taxi.r1"],
      ],
      properties,
    );
    expect(found).toBe("taxi | taxi | taxi.r1 | Old");
  });

  test("a notebook's session", async () => {
    const session = "interactive-2022-04-27T01_24_20.013300";
    const found = await inContexts([
      ["pipeline", session],
      ["run", `${session}.2022-04-27T01:24:20.028575`],
    ]);
    expect(found).toBe(`${session} | interactive | ${session} | acme.Step`);
  });

  test("a pipeline that is only called interactive-something", async () => {
    expect(await inContexts([["pipeline", "interactive-demo"]])).toContain("interactive-demo | interactive-demo");
  });

  test("nothing known", async () => {
    expect(await inContexts([])).toBe("- | - | - | acme.Step");
  });
});

describe("state, times and cost", () => {
  interface Row {
    readonly state?: number | null;
    readonly createdAt?: number;
    readonly updatedAt?: number;
    readonly word?: string;
    readonly events?: readonly number[];
    readonly version?: SchemaVersion;
  }
  async function told({ word, events = [], version = 10, ...row }: Row): Promise<string> {
    const trace = await read((store) => {
      const execution = store.execution({
        type: store.type("execution", "Trainer"),
        ...row,
        properties: word === undefined ? [] : [{ name: "state", value: word, custom: false }],
      });
      for (const at of events) {
        const artifact = store.artifact({ type: store.type("artifact", "Model") });
        store.event({ artifact, execution, type: eventType.output, at });
      }
    }, version);
    const [found] = plain(trace).executions;
    return [found?.state, found?.startedAt, found?.updatedAt, found?.cost].map((one) => one ?? "-").join(" ");
  }
  const times = { createdAt: 1000, updatedAt: 3500 };

  test.each<readonly [string, Row, string]>([
    ["complete", { ...times, state: 3 }, "complete 1000 3500 2.5"],
    ["failed", { ...times, state: 4 }, "failed 1000 3500 2.5"],
    ["canceled", { ...times, state: 6 }, "canceled 1000 3500 2.5"],
    ["cached", { ...times, state: 5 }, "cached 1000 3500 0"],
    ["running", { ...times, state: 2 }, "running 1000 3500 -"],
    ["new", { ...times, state: 1 }, "new 1000 3500 -"],
    ["a state of a later version", { ...times, state: 17 }, "unknown 1000 3500 -"],
    ["no state: the property", { ...times, state: null, word: "complete" }, "complete 1000 3500 2.5"],
    ["the column before the property", { ...times, state: 4, word: "complete" }, "failed 1000 3500 2.5"],
    ["a word that is no state", { ...times, state: null, word: "on fire" }, "unknown 1000 3500 -"],
    ["no times: the events'", { state: 3, events: [700, 500, 900] }, "complete 500 900 0.4"],
    ["no columns: the events'", { version: 4, word: "complete", events: [700, 500] }, "complete 500 700 0.2"],
    ["no times at all", { state: 3 }, "complete - - -"],
    ["a time past all dates", { state: 3, createdAt: 9e15, updatedAt: 9e15 }, "complete - - -"],
    ["times that contradict each other", { state: 3, createdAt: 2000, updatedAt: 1000 }, "complete 2000 1000 -"],
  ])("%s", async (_, row, expected) => {
    expect(await told(row)).toBe(expected);
  });

  test.each([
    [12.5, 12.5],
    [7, 7],
    ["0.25", 0.25],
    ["much", 2.5],
    [null, 2.5],
  ])("a property of %j as the cost", async (value, expected) => {
    expect((await execution({ dollars: value }, { costProperty: "dollars" })).cost).toBe(expected);
  });

  test("numbers too large for their column do no harm", async () => {
    const trace = await read((store) => {
      store.execution({
        type: store.type("execution", "Trainer"),
        properties: [{ name: "seed", value: 1, custom: true }],
      });
      store.db.exec("UPDATE ExecutionProperty SET int_value = 9223372036854775807");
      store.db.exec("UPDATE Execution SET create_time_since_epoch = 9223372036854775807");
    });
    expect(textOf(trace.strings, trace.executions.parameters[0])).toBe('{"seed":"9223372036854775807"}');
  });
});

describe("code", () => {
  const hash = "deccc9d4e9cb22fe04bf4bbb6946187a90c1443c516360dc3bf342a1393d114f";
  test.each([
    ["a wheel", { module_path: `m@p/_wheels/tfx_user_code_Trainer-0.0+${hash}-py3-none-any.whl` }, hash],
    ["a wheel on Windows", { module_path: `m@p\\_wheels\\tfx_user_code_Trainer-0.0+${hash}-py3-none-any.whl` }, hash],
    ["a wheel cut at its end", { module_path: `m@p/_wheels/tfx_user_code_Trainer-0.0+${hash}-py3-no` }, hash],
    ["a file with its checksum", { module_file: "a.py", checksum_md5: "8af7" }, "8af7"],
    ["a file alone", { module_file: "a.py" }, null],
    ["a checksum alone", { checksum_md5: "8af7" }, null],
    ["None for a wheel", { module_path: "None", module_file: "a.py", checksum_md5: "8af7" }, "8af7"],
    ["a path that is no wheel", { module_path: "trainer" }, null],
    ["nothing", {}, null],
  ])("of %s", async (_, properties, expected) => {
    expect((await execution(properties)).code).toBe(expected);
  });

  test("two nodes with the same module run the same code", async () => {
    const code = async (node: string) =>
      (await execution({ module_path: `m@p/tfx_user_code_${node}-0.0+${hash}-py3-none-any.whl` })).code;
    expect(await code("Trainer")).toBe(await code("Trainer.challenger"));
  });
});

describe("parameters", () => {
  const of = async (properties: Readonly<Record<string, StoredValue>>) => (await execution(properties)).parameters;

  test("sorted, without what is none and what only says how it was run", async () => {
    const found = await of({
      train_args: '{\n  "num_steps": 100,\n  "a": [1, {"z": 1, "b": 2}]\n}',
      custom_config: "null",
      run_fn: "None",
      eval_args: "",
      rate: 0.5,
      module_path: "m@w",
      component_id: "Trainer",
      pipeline_root: "p",
      run_id: "r",
    });
    expect(found).toBe('{"rate":0.5,"train_args":{"a":[1,{"b":2,"z":1}],"num_steps":100}}');
  });

  test("equal however they were written", async () => {
    expect(await of({ train_args: '{"a":1,"b":2}' })).toBe(await of({ train_args: '{ "b": 2, "a": 1 }' }));
  });

  test("text that only looks like JSON", async () => {
    expect(await of({ a: "{not json", b: "truely", c: "9007199254740993" })).toBe(
      '{"a":"{not json","b":"truely","c":"9007199254740993"}',
    );
  });

  test("none that say anything", async () => {
    expect(await of({ custom_config: "None" })).toBe("{}");
  });

  test("none at all", async () => {
    expect(await of({ component_id: "Trainer", module_path: "m@w" })).toBeNull();
  });

  test("long ones by their hash", async () => {
    const [one, same, other] = [
      await of({ c: "x".repeat(9000) }),
      await of({ c: "x".repeat(9000) }),
      await of({ c: `${"x".repeat(8999)}y` }),
    ];
    expect(one).toMatch(/^\{"c":"sha256:[0-9a-f]{64}, 9002 characters"\}$/);
    expect([one === same, one === other]).toEqual([true, false]);
  });

  test("JSON nested without end stays text", async () => {
    const deep = "[".repeat(500) + "]".repeat(500);
    expect(await of({ deep })).toBe(JSON.stringify({ deep }));
  });
});
